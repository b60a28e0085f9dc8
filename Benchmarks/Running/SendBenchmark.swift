import Foundation

/// Durable messages a second with 16 connections, against moto_server, which keeps them in memory.
///
/// A message is durable when the disk has it. Where a synchronised write takes milliseconds, no program can acknowledge more
/// than 16 messages in each; then most of that is what is wanted.
enum SendBenchmark: Benchmark {
  static let name = "send"
  /// How many times as many are wanted.
  private static let wanted = 50.0
  private static let connections = 16
  private static let seconds = 5.0
  /// The share of what the disk allows that is wanted where it allows less than ``wanted``.
  private static let shareOfDisk = 0.6

  static func ratio(corpus: String) throws -> Double {
    let stack = try RunningStack()
    defer { stack.end() }
    let before = try synchronisedWrite(in: stack.folder)
    let own = try rate(port: stack.port, queue: "http://127.0.0.1/000000000000/measured-QQueue")
    let write = max(before, try synchronisedWrite(in: stack.folder))
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
        + "\(decimal(own / other)) times as many; a synchronised write takes \(decimal(write * 1000)) ms")
    let possible = shareOfDisk * Double(connections) / write
    if possible < wanted * other { print("send: the disk allows \(decimal(possible / shareOfDisk)) a second") }
    return min(wanted * other, possible) / own
  }

  /// The median of seconds that a write of one page and its synchronisation take.
  private static func synchronisedWrite(in folder: URL) throws -> Double {
    let path = folder.appending(path: "probe").path
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { throw Failure("\(path) cannot be written") }
    defer {
      close(file)
      unlink(path)
    }
    let page = [UInt8](repeating: 1, count: 4096)
    let times = (0..<200).map { _ in
      let start = ContinuousClock.now
      _ = write(file, page, page.count)
      fdatasync(file)
      return (ContinuousClock.now - start) / .seconds(1)
    }
    return times.sorted()[times.count / 2]
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
