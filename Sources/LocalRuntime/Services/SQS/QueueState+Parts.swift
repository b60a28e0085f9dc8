import DequeModule

/// What a FIFO queue remembers of messages for five minutes.
struct DeduplicationState: Sendable {
  private(set) var known: [String: Deduplication] = [:]
  private var ends: Deque<(until: Moment, key: String)> = []
  /// Keys that ended, to be removed from the store.
  private(set) var ended: [String] = []
  /// Senders of duplicates that wait until the first is on disk.
  private var waiting: [String: [CheckedContinuation<StoreError?, Never>]] = [:]

  subscript(key: String) -> Deduplication? { known[key] }

  mutating func add(_ key: String, _ value: Deduplication) {
    known[key] = value
    ends.append((value.until, key))
  }

  mutating func wait(for key: String, _ continuation: CheckedContinuation<StoreError?, Never>) {
    waiting[key, default: []].append(continuation)
  }

  /// Says what became of the first: on disk, or not at all. Returns who waits for it.
  mutating func settle(_ key: String, failed: Bool) -> [CheckedContinuation<StoreError?, Never>] {
    if failed { known[key] = nil } else { known[key]?.isDurable = true }
    return waiting.removeValue(forKey: key) ?? []
  }

  mutating func advance(_ now: Moment) {
    while let first = ends.first, first.until <= now {
      ends.removeFirst()
      guard let value = known[first.key], value.until == first.until, value.isDurable else { continue }
      known[first.key] = nil
      ended.append(first.key)
    }
  }

  mutating func takeEnded() -> [String] {
    defer { ended = [] }
    return ended
  }
}

/// `ReceiveRequestAttemptId`: what a receive call got, so that the same call gets the same once more.
struct AttemptState: Sendable {
  struct Attempt: Sendable {
    var until: Moment
    var got: [(sequence: UInt64, receipt: UInt64, visibilityChanges: Int)]
  }

  private var known: [String: Attempt] = [:]
  private var ends: Deque<(until: Moment, id: String)> = []

  mutating func attempt(_ id: String, _ now: Moment) -> Attempt? {
    while let first = ends.first, first.until <= now || ends.count > SQSLimits.attempts {
      ends.removeFirst()
      if known[first.id]?.until == first.until { known[first.id] = nil }
    }
    return known[id]
  }

  mutating func add(_ id: String, _ attempt: Attempt) {
    known[id] = attempt
    ends.append((attempt.until, id))
  }
}

/// Receive calls that wait for messages.
struct WaiterState: Sendable {
  struct Waiter: Sendable {
    var id: UInt64
    /// When it looks again by itself.
    var alarm: Moment
    var deadline: Moment
    var wake: CheckedContinuation<Void, Never>
  }

  private(set) var waiters: Deque<Waiter> = []
  private var lastID: UInt64 = 0

  var count: Int { waiters.count }

  mutating func makeID() -> UInt64 {
    lastID += 1
    return lastID
  }

  mutating func add(_ waiter: Waiter) { waiters.append(waiter) }

  /// Takes a waiter out; nil if it was woken before.
  mutating func remove(_ id: UInt64) -> Waiter? {
    guard let index = waiters.firstIndex(where: { $0.id == id }) else { return nil }
    return waiters.remove(at: index)
  }

  /// The waiter to wake: the first, if something is ready; the first that would sleep past the next alarm, if all would.
  mutating func next(hasReady: Bool, alarm: Moment?) -> Waiter? {
    if hasReady { return waiters.popFirst() }
    guard let alarm, !waiters.contains(where: { $0.alarm <= alarm }),
      let index = waiters.firstIndex(where: { $0.deadline > alarm })
    else { return nil }
    return waiters.remove(at: index)
  }

  mutating func removeAll() -> [Waiter] {
    defer { waiters = [] }
    return Array(waiters)
  }
}
