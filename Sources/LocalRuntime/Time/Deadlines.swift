import HeapModule
import Synchronization

/// Calls back at moments most of which are called off before they come: timeouts.
///
/// One task sleeps for all of them, until the earliest that still holds. A task for each would cost every invocation two
/// changes of threads that nobody waits for.
final class Deadlines: Sendable {
  /// Names a deadline, to call it off.
  struct Token: Hashable, Sendable {
    fileprivate let id: UInt64
  }

  private struct Entry: Comparable {
    let moment: Moment
    let id: UInt64

    static func < (a: Entry, b: Entry) -> Bool { (a.moment, a.id) < (b.moment, b.id) }
  }

  private struct State {
    var entries = Heap<Entry>()
    var actions: [UInt64: @Sendable () -> Void] = [:]
    var nextID: UInt64 = 0
    /// When the sleeper wakes; nil if there is none.
    var wakes: Moment?
    var sleeper: Task<Void, Never>?

    /// The earliest deadline that was not called off.
    mutating func earliest() -> Moment? {
      while let first = entries.min {
        if actions[first.id] != nil { return first.moment }
        entries.removeMin()
      }
      return nil
    }
  }

  private let clock: any RunClock
  private let state = Mutex(State())

  init(clock: any RunClock) { self.clock = clock }

  deinit { state.withLock { $0.sleeper?.cancel() } }

  /// Calls `action` at a moment, unless it is called off before. It must not block.
  func add(at moment: Moment, _ action: @escaping @Sendable () -> Void) -> Token {
    state.withLock { state in
      state.nextID += 1
      let id = state.nextID
      state.entries.insert(Entry(moment: moment, id: id))
      state.actions[id] = action
      if state.wakes.map({ moment < $0 }) ?? true { sleep(until: moment, &state) }
      return Token(id: id)
    }
  }

  /// Calls a deadline off; nothing happens if it has come.
  func cancel(_ token: Token) { state.withLock { $0.actions[token.id] = nil } }

  private func sleep(until moment: Moment, _ state: inout State) {
    state.sleeper?.cancel()
    state.wakes = moment
    let clock = clock
    state.sleeper = Task { [weak self] in
      guard (try? await clock.sleep(until: moment)) != nil else { return }
      self?.wake()
    }
  }

  private func wake() {
    let now = clock.now
    let due = state.withLock { state -> [@Sendable () -> Void] in
      var due: [@Sendable () -> Void] = []
      while let first = state.earliest(), first <= now, let entry = state.entries.popMin() {
        if let action = state.actions.removeValue(forKey: entry.id) { due.append(action) }
      }
      state.wakes = nil
      if let next = state.earliest() { sleep(until: next, &state) }
      return due
    }
    for action in due { action() }
  }
}
