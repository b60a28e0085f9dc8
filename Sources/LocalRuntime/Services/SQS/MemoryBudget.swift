import Synchronization

/// The bytes that all queues together hold.
final class MemoryBudget: Sendable {
  private let held = Atomic<Int>(0)
  private let limit: Int

  init(limit: Int = SQSLimits.held) { self.limit = limit }

  /// Takes bytes, if there are so many left.
  func take(_ count: Int) -> Bool {
    let (_, new) = held.add(count, ordering: .relaxed)
    if new <= limit { return true }
    held.subtract(count, ordering: .relaxed)
    return false
  }

  /// Takes bytes of what the store has already: never refused, since it must not be lost.
  func force(_ count: Int) { held.add(count, ordering: .relaxed) }

  func give(_ count: Int) { held.subtract(count, ordering: .relaxed) }
}
