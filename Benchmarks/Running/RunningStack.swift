import Foundation
import NIOHTTP1

/// A stack of the benchmarks' own that runs while they measure: a queue, and a function behind an API.
final class RunningStack {
  /// The programs that were built beside this one, and the Python environment of the tests.
  struct Programs {
    let stackc: String
    let runtime: String
    let python: String

    init() throws {
      let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
      let root = FileManager.default.currentDirectoryPath
      stackc = "\(folder)/stackc"
      runtime = "\(folder)/stackc-local"
      python = "\(root)/.venv/test/bin/python"
      for program in [stackc, runtime, python] where !FileManager.default.isExecutableFile(atPath: program) {
        throw Failure("\(program) is missing: `make bench` makes what the benchmarks need")
      }
    }
  }

  static let handler = "def handle(event, context):\n    return {\"statusCode\": 200, \"body\": \"ok\"}\n"

  private static let stack = """
    stack: measured
    functions: { f: { runtime: python3.11, handler: app.handle, code: src } }
    queues: { q: {} }
    apis: { a: { protocol: http, routes: { GET /f: functions.f } } }
    """

  let programs: Programs
  let folder: URL
  private let process: Listening

  /// Its port.
  var port: Int { process.port }
  /// Memory in KB that the runtime has in use.
  var memory: Int { Listening.memory(of: process.id) }

  init() throws {
    programs = try Programs()
    folder = FileManager.default.temporaryDirectory.appending(path: "stackc-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appending(path: "src"), withIntermediateDirectories: true)
    try Data(Self.stack.utf8).write(to: folder.appending(path: "stack.yaml"))
    try Data(Self.handler.utf8).write(to: folder.appending(path: "src/app.py"))
    let build = Process()
    build.executableURL = URL(fileURLWithPath: programs.stackc)
    build.arguments = ["build", "stack.yaml", "-o", "build", "--emit", "wiring"]
    build.currentDirectoryURL = folder
    build.standardError = FileHandle(forWritingAtPath: "/dev/null")
    try build.run()
    build.waitUntilExit()
    process = try Listening(
      programs.runtime,
      ["run", "build/wiring.json", "--folder", ".", "--state", ".stackc", "--port", "0", "--python", programs.python],
      folder: folder)
  }

  /// Ends it and removes its files.
  func end() {
    process.end()
    try? FileManager.default.removeItem(at: folder)
  }

  /// A call of SQS in its JSON protocol.
  static func queueCall(_ operation: String, _ body: String) -> LoadRequest {
    LoadRequest(
      .POST, "/",
      [
        "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.\(operation)",
        "authorization": authorization("sqs"),
      ], body: body)
  }

  /// An invocation of the function.
  static let invocation = LoadRequest(
    .POST, "/2015-03-31/functions/measured-FFunction/invocations", ["authorization": authorization("lambda")],
    body: "{}")

  /// A request to the API.
  static let apiRequest = LoadRequest(.GET, "/_api/aapi/f", [:], body: "")

  private static func authorization(_ service: String) -> String {
    "AWS4-HMAC-SHA256 Credential=AKIAMEASURED/20260101/us-east-1/\(service)/aws4_request, SignedHeaders=host, Signature=0"
  }

  /// 256 bytes, as the measurements of the database have them.
  static let message = String(repeating: "m", count: 256)

  static func send(to queue: String) -> LoadRequest {
    queueCall("SendMessage", #"{"QueueUrl":"\#(queue)","MessageBody":"\#(message)"}"#)
  }
}

/// Runs asynchronous work from a synchronous benchmark.
func waiting<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
  let done = DispatchSemaphore(value: 0)
  nonisolated(unsafe) var result: Result<Value, any Error> = .failure(Failure("not measured"))
  Task {
    do { result = .success(try await work()) } catch { result = .failure(error) }
    done.signal()
  }
  done.wait()
  return try result.get()
}
