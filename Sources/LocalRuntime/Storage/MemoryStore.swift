import Synchronization

/// A store that forgets: for tests, which can also make it fail.
public final class MemoryStore: Store {
  private struct State {
    var spaces: [String: [String: [UInt8]]] = [:]
    var failure: StoreError?
    var commits = 0
  }

  private let state = Mutex(State())

  /// Makes an empty one.
  public init() {}

  /// While set, every commit and every read fails with it, and what is recorded is lost.
  public var failure: StoreError? {
    get { state.withLock { $0.failure } }
    set { state.withLock { $0.failure = newValue } }
  }

  /// How many commits succeeded.
  public var commits: Int { state.withLock { $0.commits } }

  /// Makes changes, all or none of them.
  public func commit(_ changes: [StoreChange]) async throws(StoreError) {
    let failure = state.withLock { state -> StoreError? in
      guard state.failure == nil else { return state.failure }
      state.commits += 1
      Self.make(changes, in: &state.spaces)
      return nil
    }
    if let failure { throw failure }
  }

  /// Makes changes.
  public func record(_ changes: [StoreChange]) {
    state.withLock { state in
      if state.failure == nil { Self.make(changes, in: &state.spaces) }
    }
  }

  /// Every row of a space, by ascending key.
  public func rows(of space: String) async throws(StoreError) -> [StoreRow] {
    let (rows, failure) = state.withLock { ($0.spaces[space] ?? [:], $0.failure) }
    if let failure { throw failure }
    return rows.map { StoreRow(key: $0.key, value: $0.value) }
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  private static func make(_ changes: [StoreChange], in spaces: inout [String: [String: [UInt8]]]) {
    for change in changes {
      switch change {
      case .put(let space, let key, let value): spaces[space, default: [:]][key] = value
      case .remove(let space, let key): spaces[space]?[key] = nil
      case .clear(let space): spaces[space] = nil
      }
    }
  }
}
