import Synchronization

/// Keeps what is handed to it, and lets a test wait for the so-and-so-manieth.
final class Recorder<Item: Sendable>: Sendable {
  private struct State {
    var items: [Item] = []
    var waiting: [(count: Int, wake: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  var items: [Item] { state.withLock { $0.items } }

  func add(_ item: Item) {
    let ready = state.withLock { state in
      state.items.append(item)
      let ready = state.waiting.filter { $0.count <= state.items.count }
      state.waiting.removeAll { $0.count <= state.items.count }
      return ready.map(\.wake)
    }
    for wake in ready { wake.resume() }
  }

  /// The first so many items, once they are there.
  @discardableResult func first(_ count: Int) async -> [Item] {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.items.count >= count { return true }
        state.waiting.append((count, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
    return Array(items.prefix(count))
  }

  /// The item of a number, from 0, once it is there.
  func item(_ index: Int) async -> Item { await first(index + 1)[index] }
}
