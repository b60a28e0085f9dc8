import Synchronization

/// How an invocation in a sandbox ended.
struct SandboxOutcome: Sendable {
  enum Ending: Sendable, Equatable {
    /// The handler returned.
    case returned
    /// The handler posted an error.
    case failed
    /// The environment could not be initialised: its own error, or the end of its process.
    case notInitialized
    /// The timeout passed.
    case timedOut
    /// The process ended.
    case crashed
    /// The environment ended before it took the event: the event belongs to another one.
    case notTaken
  }

  var ending: Ending
  var payload: [UInt8]
  /// In milliseconds.
  var duration: Double = 0
  var logTail: [UInt8]?
}

/// What a sandbox needs from the run.
struct SandboxSurroundings: Sendable {
  var clock: any RunClock
  /// Keeps the timeouts of all sandboxes.
  var deadlines: Deadlines
  /// How long the process may take until it asks for work, in milliseconds.
  var initialization: Int64
  /// Takes a line of the log: the function's own and Lambda's about it. Called in order, with a lock held; must not block.
  var line: @Sendable (String) -> Void
  /// Told once, when the process has ended and before its invocation is answered.
  var ended: @Sendable (Sandbox) -> Void
}

/// One execution environment: a process that asks the Runtime API for events, one at a time.
///
/// A class with a lock rather than an actor: a warm invocation is two resumptions and nothing else (the parked `/next` of the
/// process, and the task that waits for the result).
/// Locks are taken in the order process, sandbox, log; never the other way.
final class Sandbox: Sendable {
  /// An invocation that the sandbox has taken.
  struct Job {
    var invocation: Invocation
    /// ARN as it was invoked.
    var arn: String
    /// In milliseconds.
    var timeout: Int64
    var done: CheckedContinuation<SandboxOutcome, Never>
    var isDelivered = false
    var began: ContinuousClock.Instant?
  }

  /// Why the process was ended by the run.
  enum Verdict: Equatable { case timedOut, initTimedOut, tornDown }

  struct State {
    var process: ChildProcess?
    var job: Job?
    /// The process's request for work, while there is none.
    var parked: (ticket: Int, answer: CheckedContinuation<RuntimeResponse, Never>)?
    var nextTicket = 0
    /// Requests for work that were cancelled before they were parked.
    var cancelled: Set<Int> = []
    var isInitialized = false
    var initError: [UInt8]?
    /// How long the start took, in milliseconds, until a report has told it.
    var initialization: Double?
    var verdict: Verdict?
    /// The most memory that was seen, in MB; a process that has ended cannot be asked any more.
    var peak = 0
    var hasEnded = false
    var endWaiters: [CheckedContinuation<Void, Never>] = []
    var lines = OutputLines()
    var tail: [UInt8]?
    var timer: Deadlines.Token?
  }

  /// Id in the Runtime API's path.
  let id: String
  let version: String
  /// Memory in MB, for the report.
  let memory: Int
  /// The pool's generation it was started for: after a reload it is not used again.
  let generation: Int
  let around: SandboxSurroundings
  let state = Mutex(State())
  private let began = ContinuousClock.now

  init(id: String, version: String, memory: Int, generation: Int, around: SandboxSurroundings) {
    self.id = id
    self.version = version
    self.memory = memory
    self.generation = generation
    self.around = around
  }

  /// Starts the process. The time to initialise begins.
  func start(_ command: ProcessCommand) throws(SpawnError) {
    let process: ChildProcess
    do throws(SpawnError) {
      process = try ChildProcess.start(
        command, onOutput: { self.take($0) }, onExit: { self.exited($0, mark: command.environment) })
    } catch {
      // It will never end, having never begun: whoever waits for its end must not wait.
      let waiters = state.withLock { state in
        state.hasEnded = true
        defer { state.endWaiters = [] }
        return state.endWaiters
      }
      for waiter in waiters { waiter.resume() }
      throw error
    }
    let isLate = state.withLock { state in
      guard state.verdict == nil else { return true }
      if !state.hasEnded {
        state.process = process
        if !state.isInitialized { setTimer(around.initialization, .initTimedOut, &state) }
      }
      return false
    }
    if isLate { process.killGroup() }
  }

  /// Invokes. One at a time: the pool sees to that.
  func run(_ invocation: Invocation, arn: String, timeout: Int64) async -> SandboxOutcome {
    await withCheckedContinuation { done in
      typealias Delivery = (CheckedContinuation<RuntimeResponse, Never>, RuntimeResponse)
      let (isRefused, delivery) = state.withLock { state -> (Bool, Delivery?) in
        if state.hasEnded || state.verdict != nil { return (true, nil) }
        state.job = Job(invocation: invocation, arn: arn, timeout: timeout, done: done)
        state.tail = invocation.wantsLogTail ? [] : nil
        guard let parked = state.parked else { return (false, nil) }
        state.parked = nil
        return (false, deliver(&state).map { (parked.answer, $0) })
      }
      if isRefused { done.resume(returning: SandboxOutcome(ending: .notTaken, payload: [])) }
      if let (answer, response) = delivery { answer.resume(returning: response) }
    }
  }

  /// Ends the process and its group at once.
  func end() { kill(for: .tornDown) }

  /// Returns when the process has ended.
  func awaitEnd() async {
    await withCheckedContinuation { waiter in
      let hasEnded = state.withLock { state in
        if !state.hasEnded { state.endWaiters.append(waiter) }
        return state.hasEnded
      }
      if hasEnded { waiter.resume() }
    }
  }

  /// Time since the process was started, in milliseconds.
  var age: Double { Self.milliseconds(since: began) }

  static func milliseconds(since instant: ContinuousClock.Instant) -> Double {
    let parts = (ContinuousClock.now - instant).components
    return Double(parts.seconds) * 1000 + Double(parts.attoseconds) / 1e15
  }

  func setTimer(_ milliseconds: Int64, _ verdict: Verdict, _ state: inout State) {
    stopTimer(&state)
    let requestID = verdict == .timedOut ? state.job?.invocation.requestID : nil
    state.timer = around.deadlines.add(at: around.clock.now.adding(milliseconds: milliseconds)) { [weak self] in
      self?.kill(for: verdict, of: requestID)
    }
  }

  func stopTimer(_ state: inout State) {
    if let timer = state.timer { around.deadlines.cancel(timer) }
    state.timer = nil
  }

  /// Kills the process for a reason; for a timeout only if its invocation still runs.
  func kill(for verdict: Verdict, of requestID: String? = nil) {
    let process = state.withLock { state -> ChildProcess? in
      guard !state.hasEnded, state.verdict == nil else { return nil }
      if let requestID, state.job?.invocation.requestID != requestID { return nil }
      if verdict == .initTimedOut, state.isInitialized { return nil }
      state.verdict = verdict
      return state.process
    }
    guard let process else { return }
    if verdict == .timedOut, let peak = process.peakMemory { state.withLock { $0.peak = peak } }
    process.killGroup()
  }
}
