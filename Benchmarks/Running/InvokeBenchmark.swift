import Foundation

/// A warm synchronous invocation against the bare loop of the Lambda Runtime API with the same caller, client and handler: the
/// median of a round trip. Twice as long is promised, and kept on a quiet machine; the threshold leaves a tenth for a busy one.
enum InvokeBenchmark: Benchmark {
  static let name = "invoke"
  private static let requests = 600

  static func ratio(corpus: String) throws -> Double {
    let stack = try RunningStack()
    defer { stack.end() }
    let port = stack.port
    let python = stack.programs.python
    let code = stack.folder.appending(path: "src")
    var own: [Double] = []
    var bare: [Double] = []
    // In turns, so that neither has the quieter half of the time, and often, so that each has a quiet turn.
    for _ in 0..<15 {
      let loop = try BareRuntimeLoop(python: python, handler: "app.handle", folder: code)
      bare.append(try waiting { try await loop.median(of: requests) })
      let outcome = try waiting {
        try await ClosedLoop(port: port, connections: 1).run(requests: requests, seconds: 30) { _, _, _ in
          RunningStack.invocation
        }
      }
      guard outcome.refused == 0 else { throw Failure("\(outcome.refused) invocations were refused") }
      own.append(outcome.median)
    }
    let best = (own: own.min() ?? .nan, bare: bare.min() ?? .nan)
    print("invoke: median \(decimal(best.own * 1000)) ms, the bare loop \(decimal(best.bare * 1000)) ms")
    return best.own / best.bare
  }
}
