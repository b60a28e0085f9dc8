import LocalRuntime
import Synchronization

/// A store in memory: what "survives" is what a second service over the same store finds.
final class FakeStore: Store {
  private let spaces = Mutex<[String: [String: [UInt8]]]>([:])
  private let failure = Mutex<StoreError?>(nil)

  /// Every later commit fails, or works again.
  func fail(_ error: StoreError?) { failure.withLock { $0 = error } }

  func commit(_ changes: [StoreChange]) async throws(StoreError) {
    if let error = failure.withLock({ $0 }) { throw error }
    record(changes)
  }

  func record(_ changes: [StoreChange]) {
    spaces.withLock { spaces in
      for change in changes {
        switch change {
        case .put(let space, let key, let value): spaces[space, default: [:]][key] = value
        case .remove(let space, let key): spaces[space]?[key] = nil
        case .clear(let space): spaces[space] = nil
        }
      }
    }
  }

  func rows(of space: String) async throws(StoreError) -> [StoreRow] { contents(of: space) }

  func contents(of space: String) -> [StoreRow] {
    spaces.withLock { spaces in
      (spaces[space] ?? [:]).sorted { $0.key < $1.key }.map { StoreRow(key: $0.key, value: $0.value) }
    }
  }
}
