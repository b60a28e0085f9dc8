import Synchronization

/// A clock that stands until it is moved: tests pass days in no time.
public final class ManualClock: RunClock {
  private struct State {
    var now: Moment
    var nextID = 0
    var sleepers: [Int: (until: Moment, wake: CheckedContinuation<Void, any Error>)] = [:]
    /// Those cancelled before they fell asleep.
    var cancelled: Set<Int> = []
    var watchers: [(count: Int, resume: CheckedContinuation<Void, Never>)] = []
  }

  private let state: Mutex<State>

  /// Makes a clock that shows a moment.
  public init(_ now: Moment = Moment(milliseconds: 1_767_225_600_000)) { state = Mutex(State(now: now)) }

  /// The moment it shows.
  public var now: Moment { state.withLock { $0.now } }

  /// Moves time on, and wakes whoever waited for what has come.
  public func advance(milliseconds: Int64) {
    let due = state.withLock { state -> [CheckedContinuation<Void, any Error>] in
      state.now = state.now.adding(milliseconds: milliseconds)
      let ripe = state.sleepers.filter { $0.value.until <= state.now }.sorted { $0.value.until < $1.value.until }
      for sleeper in ripe { state.sleepers[sleeper.key] = nil }
      return ripe.map(\.value.wake)
    }
    for continuation in due { continuation.resume() }
  }

  /// Moves time on by seconds.
  public func advance(seconds: Int) { advance(milliseconds: Int64(seconds) * 1000) }

  /// Returns once so many tasks wait: then everything that was to happen before has happened.
  public func untilSleeping(_ count: Int = 1) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.sleepers.count >= count { return true }
        state.watchers.append((count, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// Waits until the clock was moved to a moment.
  public func sleep(until moment: Moment) async throws {
    try Task.checkCancellation()
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        enum Fate { case passed, cancelled, sleeps([CheckedContinuation<Void, Never>]) }
        let fate = state.withLock { state -> Fate in
          if state.cancelled.remove(id) != nil { return .cancelled }
          if moment <= state.now { return .passed }
          state.sleepers[id] = (moment, continuation)
          let ready = state.watchers.filter { $0.count <= state.sleepers.count }
          state.watchers.removeAll { $0.count <= state.sleepers.count }
          return .sleeps(ready.map(\.resume))
        }
        switch fate {
        case .passed: continuation.resume()
        case .cancelled: continuation.resume(throwing: CancellationError())
        case .sleeps(let watchers): for watcher in watchers { watcher.resume() }
        }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        let found = state.sleepers.removeValue(forKey: id)
        if found == nil { state.cancelled.insert(id) }
        return found
      }
      sleeper?.wake.resume(throwing: CancellationError())
    }
  }
}
