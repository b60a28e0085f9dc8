import Diagnostics
import Foundation
import RunFindings
import Synchronization
import Wiring

/// The execution environments of all functions of a run.
public final class Sandboxes: Sendable {
  /// How an invocation ended, a throttle and a fault of the machine included.
  enum Result: Sendable {
    case ran(SandboxOutcome)
    case throttled(ThrottleReason)
    /// The function cannot run here.
    case cannotStart(StartFault)
    case unknown
    case stopped
  }

  private struct State {
    var run: RunPlan?
    var pools: [String: FunctionPool] = [:]
    var environments: [String: Sandbox] = [:]
    /// How functions start, by name; dropped at a reload.
    var launches: [String: Launch] = [:]
    var remarks: Set<String> = []
  }

  private let settings: SandboxSettings
  private let clock: any RunClock
  private let credentials: SandboxCredentials.Issuer
  private let logs: LogsService
  private let authorizer: any Authorizer
  private let narrator: any Narrator
  private let interpreters: Interpreters
  private let deadlines: Deadlines
  private let state = Mutex(State())

  /// Makes them; nothing starts before it is invoked.
  public init(
    settings: SandboxSettings, clock: any RunClock, logs: LogsService, authorizer: any Authorizer,
    narrator: any Narrator, credentials: @escaping SandboxCredentials.Issuer
  ) {
    self.settings = settings
    self.clock = clock
    self.logs = logs
    self.authorizer = authorizer
    self.narrator = narrator
    self.credentials = credentials
    interpreters = Interpreters(settings)
    deadlines = Deadlines(clock: clock)
  }

  /// Takes a plan. A function that changed starts anew; one that is gone ends.
  public func apply(_ run: RunPlan) async {
    let gone = state.withLock { state -> [FunctionPool] in
      let layersChanged = state.run.map { $0.plan.layers != run.plan.layers || $0.edge != run.edge } ?? false
      state.run = run
      state.launches = [:]
      var pools: [String: FunctionPool] = [:]
      for function in run.plan.functions {
        guard let pool = state.pools.removeValue(forKey: function.name) else {
          pools[function.name] = FunctionPool(function, clock: clock)
          continue
        }
        if pool.plan != function || layersChanged { pool.renew(function) }
        pools[function.name] = pool
      }
      defer { state.pools = pools }
      return Array(state.pools.values)
    }
    for pool in gone { await pool.stop() }
  }

  /// Why functions of the plan cannot run on this machine; empty if all can.
  public func faults() async -> [StartFault] {
    var faults: [StartFault] = []
    for function in state.withLock({ $0.run?.plan.functions ?? [] }) {
      do throws(StartFault) {
        _ = try await launch(function)
      } catch {
        faults.append(error)
      }
    }
    return faults
  }

  /// Starts a function anew for its next invocation: its code was edited. Environments at work finish what they do.
  public func reload(_ function: String) {
    let pool = state.withLock { state in
      state.launches[function] = nil
      return state.pools[function]
    }
    pool?.renew()
  }

  /// Answers a request of a sandbox's process. The task waits for `/next`; cancel it when the connection closes.
  public func answer(_ request: RuntimeRequest) async -> RuntimeResponse {
    guard let sandbox = state.withLock({ $0.environments[request.environment] }) else { return .gone }
    return await sandbox.answer(request)
  }

  /// Ends every environment and whatever they started, and returns when none is left.
  public func stop() async {
    let pools = state.withLock { Array($0.pools.values) }
    await withTaskGroup(of: Void.self) { group in
      for pool in pools { group.addTask { await pool.stop() } }
    }
    ProcessSweep.killAll(exactly: "\(Guard.variable)=\(settings.run)")
    try? FileManager.default.removeItem(atPath: settings.scratch)
  }

  /// How many environments a function has: waiting, at work.
  func count(of function: String) -> (idle: Int, busy: Int) {
    state.withLock { $0.pools[function] }?.count ?? (0, 0)
  }

  /// Runs an invocation in an environment of a version. The function's ARN is passed on as it was invoked.
  func run(_ invocation: Invocation, function: String, version: String, arn: String) async -> Result {
    guard let pool = state.withLock({ $0.pools[function] }) else { return .unknown }
    while true {
      let sandbox: Sandbox
      switch pool.claim(version: version) {
      case .stopped: return .stopped
      case .throttled(let reason): return .throttled(reason)
      case .sandbox(let free): sandbox = free
      case .start(let generation):
        do throws(StartFault) {
          sandbox = try await start(pool, version: version, generation: generation)
        } catch {
          return .cannotStart(error)
        }
      }
      let outcome = await sandbox.run(invocation, arn: arn, timeout: Int64(pool.plan.timeout) * 1000)
      pool.release(sandbox)
      // It ended while it waited, and never saw the event.
      if outcome.ending == .notTaken { continue }
      return .ran(outcome)
    }
  }

  private func start(_ pool: FunctionPool, version: String, generation: Int) async throws(StartFault) -> Sandbox {
    let function = pool.plan
    let launch: Launch
    do throws(StartFault) {
      launch = try await self.launch(function)
    } catch {
      pool.gaveUp()
      throw error
    }
    let session = await credentials(function)
    let stream = LogText.stream(version: version, at: clock.now)
    let around = SandboxSurroundings(
      clock: clock, deadlines: deadlines, initialization: settings.initialization,
      line: lineSink(function, stream: stream, accessKey: session.accessKey),
      ended: { [weak self] in
        session.release()
        self?.ended($0, in: pool)
      })
    let sandbox = Sandbox(
      id: LogText.hex(16), version: version, memory: function.memory, generation: generation, around: around)
    // When the run ends meanwhile, the sandbox refuses the invocation, and the next claim says so.
    guard pool.started(sandbox) else {
      session.release()
      sandbox.end()
      return sandbox
    }
    let edge = state.withLock { state in
      state.environments[sandbox.id] = sandbox
      return state.run?.edge ?? ""
    }
    let command = ProcessCommand(
      executable: launch.executable, arguments: launch.arguments,
      environment: launch.environment + [
        ("AWS_LAMBDA_RUNTIME_API", "\(edge.split(separator: "/").last ?? "")/_runtime/\(sandbox.id)"),
        ("AWS_LAMBDA_FUNCTION_VERSION", version), ("AWS_LAMBDA_LOG_STREAM_NAME", stream),
        ("AWS_ACCESS_KEY_ID", session.accessKey), ("AWS_SECRET_ACCESS_KEY", session.secretKey),
        ("AWS_SESSION_TOKEN", session.sessionToken),
      ], folder: launch.taskRoot)
    do throws(SpawnError) {
      try sandbox.start(command)
    } catch {
      ended(sandbox, in: pool)
      throw StartFault("`\(error.executable)` cannot be started: \(error.reason)").of(function)
    }
    return sandbox
  }

  private func ended(_ sandbox: Sandbox, in pool: FunctionPool) {
    pool.ended(sandbox)
    state.withLock { $0.environments[sandbox.id] = nil }
  }

  /// Where an environment's lines go: to the terminal, and to the log group if the role may write there. Lambda writes with the
  /// function's role (Lambda Developer Guide, "Execution role"); without the permission the log stays empty.
  private func lineSink(_ function: FunctionPlan, stream: String, accessKey: String) -> @Sendable (String) -> Void {
    let caller = Caller(.role(arn: function.role), accessKey: accessKey, session: function.name, function: function.arn)
    let resource = logs.arn(ofStream: stream, in: function.logGroup)
    let mayWrite =
      ["logs:CreateLogStream", "logs:PutLogEvents"].allSatisfy { action in
        authorizer.denial(of: Permission(action, on: resource), to: caller) == nil
      }
    let (echo, logs, clock, name, group) = (settings.echo, logs, clock, function.shown, function.logGroup)
    return { line in
      echo(name, line)
      if mayWrite { logs.append(group: group, stream: stream, lines: [(clock.now, line)]) }
    }
  }

  private func launch(_ function: FunctionPlan) async throws(StartFault) -> Launch {
    let (known, run) = state.withLock { ($0.launches[function.name], $0.run) }
    if let known { return known }
    guard let run else { throw StartFault("no plan was applied").of(function) }
    do throws(StartFault) {
      let launch = try await Launcher(settings: settings, interpreters: interpreters, run: run).launch(function)
      let isNews = state.withLock { state in
        state.launches[function.name] = launch
        guard let remark = launch.remark else { return false }
        return state.remarks.insert("\(function.runtime ?? "") \(remark)").inserted
      }
      if isNews, let remark = launch.remark {
        narrator.tell(
          Occurrence(
            .notActedOn, "`\(function.runtime ?? "")` \(remark)", at: function.place,
            help: ["have that version on `PATH` to run the same"], subject: function.runtime ?? ""))
      }
      return launch
    } catch {
      throw error.of(function)
    }
  }
}
