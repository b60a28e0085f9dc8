/// From a request at the API through the function to the answer, one connection, in milliseconds.
enum APIBenchmark: Benchmark {
  static let name = "api"

  static func ratio(corpus: String) throws -> Double {
    let stack = try RunningStack()
    defer { stack.end() }
    let port = stack.port
    let outcome = try waiting {
      let loop = ClosedLoop(port: port, connections: 1)
      _ = try await loop.run(requests: 200, seconds: 20) { _, _, _ in RunningStack.apiRequest }
      return try await loop.run(requests: 3000, seconds: 30) { _, _, _ in RunningStack.apiRequest }
    }
    guard outcome.refused == 0 else { throw Failure("\(outcome.refused) of \(outcome.latencies.count) were refused") }
    print(
      "api: \(outcome.latencies.count) requests, median \(decimal(outcome.median * 1000)) ms (the threshold is milliseconds)"
    )
    return outcome.median * 1000
  }
}
