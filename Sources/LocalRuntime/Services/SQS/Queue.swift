import Synchronization
import WireProtocols

/// One queue: its state behind a lock that is never held across a wait, and its rows in the store.
///
/// Whatever changes messages does so in three steps: decide under the lock, make it last, show it under the lock. Between
/// the first and the last nobody else can give, delete or move the message.
final class Queue: Sendable {
  let name: String
  let arn: String
  /// The number that receipt handles carry and that names its rows: a queue made anew under an old name is another.
  let id: UInt64
  let isFIFO: Bool
  let clock: any RunClock
  let store: any Store
  let budget: MemoryBudget
  private let state: Mutex<QueueState>

  /// The space of its rows.
  var space: String { "sqs/" + hexText(id) }

  init(
    name: String, arn: String, id: UInt64, state: QueueState, clock: any RunClock, store: any Store,
    budget: MemoryBudget
  ) {
    self.name = name
    self.arn = arn
    self.id = id
    isFIFO = state.settings.isFIFO
    self.clock = clock
    self.store = store
    self.budget = budget
    self.state = Mutex(state)
  }

  /// What has to be done outside the lock after what was done inside.
  private struct Aftermath: Sendable {
    var woken: WaiterState.Waiter?
    var expired: [Message]
    var ended: [String]
    var released: Int
  }

  /// Looks at the state, or changes it, with time brought up to now; wakes who has something to get afterwards.
  ///
  /// - Throws: that the queue does not exist any more, or what `body` throws.
  func with<Result: Sendable>(
    _ body: (inout QueueState, Moment) throws(ServiceError) -> Result
  ) throws(ServiceError) -> Result {
    let (result, aftermath) = try state.withLock { state throws(ServiceError) -> (Result, Aftermath) in
      guard !state.isDeleted else { throw .queueDoesNotExist }
      let now = clock.now
      state.advance(now)
      let result = try body(&state, now)
      return (result, Self.aftermath(&state))
    }
    finish(aftermath)
    return result
  }

  /// The same for steps that must be taken even if the queue was deleted meanwhile.
  func settle(_ body: (inout QueueState, Moment) -> Void) {
    let aftermath = state.withLock { state in
      body(&state, clock.now)
      return Self.aftermath(&state)
    }
    finish(aftermath)
  }

  private static func aftermath(_ state: inout QueueState) -> Aftermath {
    let ended = state.deduplication.takeEnded()
    let released = state.released + ended.count * SQSLimits.overhead
    state.released = 0
    return Aftermath(
      woken: state.waiters.next(hasReady: state.hasReady, alarm: state.nextAlarm), expired: state.takeExpired(),
      ended: ended, released: released)
  }

  private func finish(_ aftermath: Aftermath) {
    aftermath.woken?.wake.resume()
    if aftermath.released != 0 { budget.give(aftermath.released) }
    if !aftermath.expired.isEmpty || !aftermath.ended.isEmpty {
      store.record(
        aftermath.expired.flatMap { removal(of: $0.sequence) }
          + aftermath.ended.map { .remove(space: space, key: Deduplication.key($0)) })
    }
  }

  /// The changes that remove a message from the store.
  func removal(of sequence: UInt64) -> [StoreChange] {
    [
      .remove(space: space, key: Message.key(sequence)), .remove(space: space, key: ReceiptState.key(sequence)),
    ]
  }

  /// Marks the queue as gone, or takes that back. Those who wait are woken, and hear that it does not exist.
  func setDeleted(_ isDeleted: Bool) {
    let woken = state.withLock { state -> [WaiterState.Waiter] in
      state.isDeleted = isDeleted
      return isDeleted ? state.waiters.removeAll() : []
    }
    for waiter in woken { waiter.wake.resume() }
  }

  // MARK: Waiting

  /// Waits until something may be there, at most until a moment. Who is woken looks by themselves: nothing is handed over,
  /// so that a receive call which ends meanwhile takes nothing with it.
  func wait(until deadline: Moment) async throws(ServiceError) {
    let (id, alarm) = try with { state, _ throws(ServiceError) -> (UInt64, Moment) in
      guard state.waiters.count < SQSLimits.waiters else {
        throw ServiceError("OverLimit", "Too many receive calls wait for messages of this queue.")
      }
      return (state.waiters.makeID(), min(deadline, state.nextAlarm ?? deadline))
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [clock] in try? await clock.sleep(until: alarm) }
      group.addTask { await self.signal(id, alarm: alarm, deadline: deadline) }
      await group.next()
      group.cancelAll()
    }
    // A wake-up that came when the call had ended, or an earlier alarm that only this waiter heard, goes to the next.
    settle { _, _ in }
  }

  private func signal(_ id: UInt64, alarm: Moment, deadline: Moment) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waits = state.withLock { state in
          if state.isDeleted || state.hasReady || (state.nextAlarm.map { $0 < alarm } ?? false) { return false }
          state.waiters.add(.init(id: id, alarm: alarm, deadline: deadline, wake: continuation))
          return true
        }
        // Cancelled before it was added: the handler below found nothing.
        if !waits { continuation.resume() } else if Task.isCancelled { cancel(id) }
      }
    } onCancel: {
      cancel(id)
    }
  }

  private func cancel(_ id: UInt64) { state.withLock { $0.waiters.remove(id) }?.wake.resume() }
}
