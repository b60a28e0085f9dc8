import Foundation

/// Durable messages a second with 16 connections, against moto_server, which keeps them in memory.
enum SendBenchmark: Benchmark {
  static let name = "send"
  /// How many times as many are wanted.
  private static let wanted = 50.0
  private static let connections = 16
  private static let seconds = 5.0

  static func ratio(corpus: String) throws -> Double {
    let stack = try RunningStack()
    defer { stack.end() }
    let own = try rate(port: stack.port, queue: "http://127.0.0.1/000000000000/measured-QQueue")
    let moto = try Listening(
      stack.programs.python, ["Tests/python/local_aws.py"],
      folder: URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
    defer { moto.end() }
    let create = RunningStack.queueCall("CreateQueue", #"{"QueueName":"q"}"#)
    let motoPort = moto.port
    _ = try waiting {
      try await ClosedLoop(port: motoPort, connections: 1).run(requests: 1, seconds: 10) { _, _, _ in create }
    }
    let other = try rate(port: motoPort, queue: "http://127.0.0.1:\(motoPort)/123456789012/q")
    print(
      "send: \(decimal(own)) durable messages a second, moto_server \(decimal(other)) in memory: "
        + "\(decimal(own / other)) times as many")
    return wanted * other / own
  }

  private static func rate(port: Int, queue: String) throws -> Double {
    let request = RunningStack.send(to: queue)
    let outcome = try waiting {
      try await ClosedLoop(port: port, connections: connections).run(seconds: seconds) { _, _, _ in request }
    }
    guard outcome.refused == 0 else { throw Failure("\(outcome.refused) of \(outcome.latencies.count) were refused") }
    return outcome.perSecond
  }
}
