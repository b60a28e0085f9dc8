import Synchronization
import Wiring

/// The environments of one function.
final class FunctionPool: Sendable {
  /// What an invocation gets.
  enum Claim {
    /// An environment that waits for work.
    case sandbox(Sandbox)
    /// Leave to start one; its place is taken.
    case start(generation: Int)
    /// No place: why, in AWS's terms.
    case throttled(ThrottleReason)
    /// The run ends.
    case stopped
  }

  private struct State {
    var plan: FunctionPlan
    var generation = 0
    /// Those that wait for work, the one that waits for the shortest time last: it is the warmest.
    var idle: [(sandbox: Sandbox, since: Moment)] = []
    var members: [String: Sandbox] = [:]
    /// Those that have been told to end: they take no place any more.
    var ending: Set<String> = []
    /// Places taken by environments that are about to start.
    var starting = 0
    var isStopped = false
    var sweeper: Task<Void, Never>?

    /// Environments that have a place: waiting, at work, about to start.
    var live: Int { members.count - ending.count + starting }
    var busy: Int { live - idle.count }
  }

  private let clock: any RunClock
  private let state: Mutex<State>

  init(_ plan: FunctionPlan, clock: any RunClock) {
    self.clock = clock
    state = Mutex(State(plan: plan))
  }

  /// The function as the plan has it now.
  var plan: FunctionPlan { state.withLock { $0.plan } }

  /// How many environments there are: waiting, at work.
  var count: (idle: Int, busy: Int) {
    state.withLock { ($0.idle.count, $0.busy) }
  }

  /// Takes the warmest environment of a version, or a place for a new one.
  func claim(version: String) -> Claim {
    let (claim, evicted) = state.withLock { state -> (Claim, Sandbox?) in
      if state.isStopped { return (.stopped, nil) }
      if let limit = state.plan.reservedConcurrency, state.busy >= limit { return (.throttled(.reserved(limit)), nil) }
      if let index = state.idle.lastIndex(where: { $0.sandbox.version == version }) {
        return (.sandbox(state.idle.remove(at: index).sandbox), nil)
      }
      var evicted: Sandbox?
      if state.live >= RuntimeLimits.environments {
        guard !state.idle.isEmpty else { return (.throttled(.local), nil) }
        let oldest = state.idle.removeFirst().sandbox
        state.ending.insert(oldest.id)
        evicted = oldest
      }
      state.starting += 1
      return (.start(generation: state.generation), evicted)
    }
    evicted?.end()
    return claim
  }

  /// An environment takes the place that it was given leave for. False if the run ends meanwhile.
  func started(_ sandbox: Sandbox) -> Bool {
    state.withLock { state in
      state.starting -= 1
      guard !state.isStopped else { return false }
      state.members[sandbox.id] = sandbox
      return true
    }
  }

  /// Nothing came of a leave to start.
  func gaveUp() { state.withLock { $0.starting -= 1 } }

  /// An environment is free again; after a reload it is ended instead.
  func release(_ sandbox: Sandbox) {
    let isStale = state.withLock { state in
      guard state.members[sandbox.id] != nil else { return false }
      if sandbox.generation != state.generation {
        state.ending.insert(sandbox.id)
        return true
      }
      state.idle.append((sandbox, clock.now))
      if state.sweeper == nil { state.sweeper = Task { await self.sweep() } }
      return false
    }
    if isStale { sandbox.end() }
  }

  /// An environment has ended.
  func ended(_ sandbox: Sandbox) {
    state.withLock { state in
      state.members[sandbox.id] = nil
      state.ending.remove(sandbox.id)
      state.idle.removeAll { $0.sandbox === sandbox }
    }
  }

  /// Ends the environments that wait, and each that works when it is done; the next ones start with the plan given.
  func renew(_ plan: FunctionPlan? = nil) {
    let idle = state.withLock { state -> [Sandbox] in
      if let plan { state.plan = plan }
      state.generation += 1
      state.ending.formUnion(state.idle.map(\.sandbox.id))
      defer { state.idle = [] }
      return state.idle.map(\.sandbox)
    }
    for sandbox in idle { sandbox.end() }
  }

  /// Ends all of them, and returns when they have ended.
  func stop() async {
    let (sandboxes, sweeper) = state.withLock { state in
      state.isStopped = true
      state.idle = []
      defer { state.sweeper = nil }
      return (Array(state.members.values), state.sweeper)
    }
    sweeper?.cancel()
    for sandbox in sandboxes { sandbox.end() }
    for sandbox in sandboxes { await sandbox.awaitEnd() }
  }

  /// Ends what has waited for too long, as long as anything waits.
  private func sweep() async {
    while let due = nextDue(), (try? await clock.sleep(until: due)) != nil {
      let now = clock.now
      let expired = state.withLock { state -> [Sandbox] in
        let old = state.idle.filter { $0.since.adding(milliseconds: RuntimeLimits.idle) <= now }
        state.idle.removeFirst(old.count)
        state.ending.formUnion(old.map(\.sandbox.id))
        return old.map(\.sandbox)
      }
      for sandbox in expired { sandbox.end() }
    }
  }

  private func nextDue() -> Moment? {
    state.withLock { state in
      guard let first = state.idle.first else {
        state.sweeper = nil
        return nil
      }
      return first.since.adding(milliseconds: RuntimeLimits.idle)
    }
  }
}

/// Why there is no environment for an invocation.
enum ThrottleReason: Sendable, Equatable {
  /// The function's reserved concurrency is used up.
  case reserved(Int)
  /// As many environments run as this machine is given.
  case local

  /// The name that `TooManyRequestsException` carries (Lambda API Reference, "Invoke").
  var name: String {
    switch self {
    case .reserved: "ReservedFunctionConcurrentInvocationLimitExceeded"
    case .local: "ConcurrentInvocationLimitExceeded"
    }
  }
}
