import Synchronization

/// Counts what is done, in order, by group.
final class Countdown: Sendable {
  private let state: Mutex<(left: Int, order: [String: [String]])>

  init(_ count: Int) { state = Mutex((count, [:])) }

  var value: Int { state.withLock { $0.left } }
  var order: [String: [String]] { state.withLock { $0.order } }

  func add(_ group: String, _ item: String) {
    state.withLock { state in
      state.left -= 1
      state.order[group, default: []].append(item)
    }
  }
}
