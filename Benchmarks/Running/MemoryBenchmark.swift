import Foundation

/// Whether memory stays flat under a load that never pauses: messages sent, received and deleted, and requests to the API.
enum MemoryBenchmark: Benchmark {
  static let name = "memory"
  private static let connections = 16
  /// Between two looks at the memory.
  private static let interval = 2.0

  static func ratio(corpus: String) throws -> Double {
    let seconds = ProcessInfo.processInfo.environment["STACKC_MEMORY_SECONDS"].flatMap { Double($0) } ?? 600
    let stack = try RunningStack()
    defer { stack.end() }
    let port = stack.port
    nonisolated(unsafe) let watched = stack
    let (outcome, samples) = try waiting {
      async let load = ClosedLoop(port: port, connections: connections).run(seconds: seconds, request: request)
      var samples: [Int] = []
      for _ in 0..<Int(seconds / interval) {
        try await Task.sleep(for: .seconds(interval))
        samples.append(watched.memory)
      }
      return (try await load, samples)
    }
    // The first third fills caches and pools.
    let third = samples.count / 3
    let middle = median(samples[third..<(2 * third)])
    let last = median(samples[(2 * third)...])
    print(
      "memory: \(outcome.latencies.count) requests in \(Int(outcome.seconds)) s, \(outcome.refused) refused; "
        + "\(last / 1024) MB in the last third, \(middle / 1024) MB in the one before")
    guard outcome.refused == 0 else { throw Failure("\(outcome.refused) requests were refused") }
    return Double(last) / Double(middle)
  }

  /// Four connections ask the API; the others send, receive and delete in turn.
  @Sendable private static func request(_ connection: Int, _ number: Int, _ answer: [UInt8]) -> LoadRequest {
    let queue = "http://127.0.0.1/000000000000/measured-QQueue"
    if connection < 4 { return RunningStack.apiRequest }
    switch number % 3 {
    case 0: return RunningStack.send(to: queue)
    case 1: return RunningStack.queueCall("ReceiveMessage", #"{"QueueUrl":"\#(queue)","VisibilityTimeout":60}"#)
    default:
      let handle = text(after: #""ReceiptHandle":""#, in: answer)
      return RunningStack.queueCall("DeleteMessage", #"{"QueueUrl":"\#(queue)","ReceiptHandle":"\#(handle)"}"#)
    }
  }

  private static func text(after mark: String, in bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let start = text.range(of: mark)?.upperBound else { return "" }
    return String(text[start...].prefix { $0 != "\"" })
  }

  private static func median(_ values: ArraySlice<Int>) -> Int {
    let sorted = values.sorted()
    return sorted.isEmpty ? 1 : sorted[sorted.count / 2]
  }
}
