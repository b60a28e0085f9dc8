import Diagnostics
import Foundation
import Synchronization
import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

/// Keeps what is told.
final class SandboxListener: Narrator {
  private let told = Mutex<[Occurrence]>([])
  private let lines = Mutex<[String]>([])

  func tell(_ occurrence: Occurrence) { told.withLock { $0.append(occurrence) } }
  func mention(_ line: String) { lines.withLock { $0.append(line) } }

  /// What was told, without remarks on versions of interpreters.
  var occurrences: [Occurrence] { told.withLock { $0.filter { $0.rule.code != "STK013" } } }
  var mentions: [String] { lines.withLock { $0 } }
}

/// Allows everything but what is named, and keeps policies.
final class SandboxGate: Authorizer {
  private let policies = Mutex<[String: String]>([:])
  private let asked = Mutex<[Permission]>([])
  let denied: Set<String>

  init(denied: Set<String> = []) { self.denied = denied }

  func denial(of permission: Permission, to caller: Caller) -> ServiceError? {
    asked.withLock { $0.append(permission) }
    return denied.contains(permission.action) ? ServiceError("AccessDeniedException", "no") : nil
  }

  func denial(of permission: Permission, to sender: Sender) -> ServiceError? { nil }

  func setPolicy(_ document: String?, of resource: String) throws(ServiceError) {
    policies.withLock { $0[resource] = document }
  }

  func policy(of resource: String) -> String? { policies.withLock { $0[resource] } }

  var questions: [Permission] { asked.withLock { $0 } }
}

/// A stack of functions with a server for their Runtime API.
final class SandboxBench: Sendable {
  /// The Python of the tests: `STACKC_TEST_PYTHON`, else whatever `PATH` has.
  static let python = ProcessInfo.processInfo.environment["STACKC_TEST_PYTHON"]
  static let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
  static let role = "arn:aws:iam::000000000000:role/worker"

  let clock: any RunClock
  let listener = SandboxListener()
  let gate: SandboxGate
  let logs: LogsService
  let edge: RuntimeEdge
  let sandboxes: Sandboxes
  let runner: FunctionRunner
  let folder: String
  let run: String
  private let functions = Mutex<[FunctionPlan]>([])
  private let layers = Mutex<[LayerPlan]>([])

  init(clock: any RunClock = SystemClock(), denied: Set<String> = [], random: Double = 0) async throws {
    self.clock = clock
    gate = SandboxGate(denied: denied)
    logs = LogsService(clock: clock)
    run = UUID().uuidString
    folder = NSTemporaryDirectory() + "stackc-test-\(run)"
    edge = try await RuntimeEdge()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var settings = SandboxSettings(
      run: run, python: Self.python, path: Self.path, home: NSTemporaryDirectory(), scratch: "\(folder)/scratch")
    // Where the tests have the whole machine at work, an interpreter may take longer to start than AWS gives it.
    if clock is SystemClock { settings.initialization = 120_000 }
    sandboxes = Sandboxes(
      settings: settings, clock: clock, logs: logs, authorizer: gate, narrator: listener,
      credentials: { function in
        SandboxCredentials(accessKey: "ASIA-\(function.name)", secretKey: "secret", sessionToken: function.role)
      })
    edge.serve(sandboxes)
    runner = FunctionRunner(sandboxes: sandboxes, narrator: listener, random: { random })
  }

  /// Adds a function whose code is one file.
  func add(
    _ name: String, runtime: String, handler: String = "app.handle", file: String, _ source: String,
    _ change: (inout FunctionPlan) -> Void = { _ in }
  ) async throws {
    try write(source, to: "\(name)/\(file)")
    var function = FunctionPlan(
      id: name, name: name, arn: "arn:aws:lambda:us-east-1:000000000000:function:\(name)", role: Self.role,
      logGroup: "/aws/lambda/\(name)")
    function.runtime = runtime
    function.handler = handler
    function.code = name
    function.timeout = 30
    function.place = Place(file: "stack.yaml", line: 3, column: 3)
    change(&function)
    functions.withLock { functions in
      functions.removeAll { $0.name == name }
      functions.append(function)
    }
    await apply()
  }

  func addPython(_ name: String, _ source: String, _ change: (inout FunctionPlan) -> Void = { _ in }) async throws {
    try await add(name, runtime: "python3.13", file: "app.py", source, change)
  }

  func addNode(
    _ name: String, file: String = "app.mjs", _ source: String, _ change: (inout FunctionPlan) -> Void = { _ in }
  ) async throws {
    try await add(name, runtime: "nodejs20.x", file: file, source, change)
  }

  func addLayer(_ layer: LayerPlan) { layers.withLock { $0.append(layer) } }

  func apply() async {
    var plan = WiringPlan(stack: "bench")
    plan.functions = functions.withLock { $0 }
    plan.layers = layers.withLock { $0 }
    let run = RunPlan(plan, edge: edge.url, folder: folder)
    await logs.apply(run)
    await runner.apply(run)
  }

  func write(_ text: String, to path: String, isExecutable: Bool = false) throws {
    let file = URL(fileURLWithPath: "\(folder)/\(path)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    if isExecutable { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path) }
  }

  func read(_ path: String) -> String? { try? String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8) }

  /// Invokes with a JSON payload.
  func invoke(_ function: String, _ payload: String = "{}", tail: Bool = false) async -> InvocationResult {
    var invocation = Invocation(
      of: "arn:aws:lambda:us-east-1:000000000000:function:\(function)", payload: Array(payload.utf8),
      requestID: RequestID.make(), origin: "test")
    invocation.wantsLogTail = tail
    return await runner.invoke(invocation)
  }

  /// The lines of a function's log.
  func log(of function: String) throws -> [String] {
    let call = ServiceCall(
      "FilterLogEvents", ["logGroupName": .string("/aws/lambda/\(function)")],
      by: Caller(.administrator, accessKey: "", session: ""), requestID: "")
    return try logs.filterLogEvents(call).list("events").compactMap { $0.object?.string("message") }
  }

  func stop() async {
    await sandboxes.stop()
    await edge.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Processes of this bench that are alive.
  var survivors: [Int32] { ProcessSweep.marked(Array("\(Guard.variable)=\(run)".utf8)) }

  /// Runs a test on a bench, and ends it whatever happens; nothing may be left of it.
  static func with(
    clock: any RunClock = SystemClock(), denied: Set<String> = [], random: Double = 0,
    _ body: (SandboxBench) async throws -> Void
  ) async throws {
    let bench = try await SandboxBench(clock: clock, denied: denied, random: random)
    do {
      try await body(bench)
    } catch {
      await bench.stop()
      throw error
    }
    await bench.stop()
    #expect(bench.survivors.isEmpty)
  }

  /// Whether the Python of the tests has AWS's runtime client.
  static let hasPython: Bool = {
    let probe = Process()
    probe.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    probe.arguments = [python ?? "python3", "-c", "import awslambdaric"]
    probe.standardError = FileHandle.nullDevice
    guard (try? probe.run()) != nil else { return false }
    probe.waitUntilExit()
    return probe.terminationStatus == 0
  }()

  static let hasNode = path.split(separator: ":").contains { access("\($0)/node", X_OK) == 0 }
}

extension InvocationResult {
  /// The payload as text.
  var text: String { String(decoding: payload, as: UTF8.self) }
}

extension Trait where Self == ConditionTrait {
  static var needsPython: ConditionTrait {
    .enabled(
      if: SandboxBench.hasPython,
      "python cannot import awslambdaric: pip install awslambdaric, or set STACKC_TEST_PYTHON")
  }
  static var needsNode: ConditionTrait { .enabled(if: SandboxBench.hasNode, "there is no node on PATH") }
}
