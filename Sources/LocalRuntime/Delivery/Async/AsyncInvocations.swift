import RunFindings
import Synchronization
import Wiring

/// Lambda's queue of events for asynchronous invocation (Lambda Developer Guide, "How Lambda handles errors and retries with
/// asynchronous invocation").
///
/// An event is a row until its function took it or it was given up, and what then goes to a destination is a durable order
/// before the row goes: at least once, as AWS says.
public final class AsyncInvocations: AsyncInvoker, Planned, ParcelReceiver {
  /// The space of the store that holds the events.
  static let space = "async"
  /// Events worked on at a time, of all functions.
  static let mostAtATime = 256
  /// Events of one function that are invoked at a time, so that a slow one leaves room for the others.
  static let mostOfAFunction = 32

  private let store: any Store
  private let deliverer: any Deliverer
  private let narrator: any Narrator
  let clock: any RunClock
  private let agenda = Agenda<AsyncEvent>()
  private let sequence: Atomic<UInt64>
  private let targets = Mutex(AsyncTargets())

  /// Makes a queue that goes on with the events which the store still holds.
  public init(
    store: any Store, deliverer: any Deliverer, narrator: any Narrator, clock: any RunClock
  ) async throws(StoreError) {
    self.store = store
    self.deliverer = deliverer
    self.narrator = narrator
    self.clock = clock
    var last: UInt64 = 0
    var unread = 0
    for row in try await store.rows(of: Self.space) {
      last = max(last, UInt64(row.key, radix: 16) ?? 0)
      do {
        let event = try AsyncEvent(row)
        agenda.add(event, due: clock.now, lane: Self.lane(event.invocation.function))
      } catch {
        unread += 1
      }
    }
    if unread > 0 { DeliveryTeller(narrator: narrator).unreadable(unread, "asynchronous invocations") }
    sequence = Atomic(last)
  }

  /// Takes the functions' settings.
  public func apply(_ plan: RunPlan) async {
    let read = AsyncTargets(plan.plan)
    targets.withLock { $0 = read }
  }

  /// Takes an event; durable on return.
  public func enqueue(_ invocation: Invocation) async throws(StoreError) {
    let number = sequence.add(1, ordering: .relaxed).newValue
    let event = AsyncEvent(key: RowKey.text(number), invocation: invocation, arrived: clock.now)
    try await store.commit([put(event)])
    agenda.add(event, due: event.arrived, lane: Self.lane(invocation.function))
  }

  /// Takes what a topic, a rule or a destination sends to a function.
  public func receive(_ parcel: Parcel) async -> DeliveryOutcome {
    guard targets.withLock({ $0.settings(for: parcel.target) }) != nil else {
      return .failed(
        DeliveryFailure("ResourceNotFoundException", "Function not found: \(parcel.target)", isRetriable: false))
    }
    let invocation = Invocation(
      of: parcel.target, payload: Array(parcel.body.utf8), requestID: RequestID.make(), origin: parcel.sender.origin)
    do throws(StoreError) {
      try await enqueue(invocation)
      return .delivered
    } catch {
      return .failed(DeliveryFailure("ServiceException", error.reason, isRetriable: true))
    }
  }

  /// Invokes until the task is cancelled.
  public func run(with invoker: any FunctionInvoker) async {
    await agenda.run(atMost: Self.mostAtATime, on: clock) { event in await self.work(on: event, invoker) }
  }

  private static func lane(_ function: String) -> Agenda<AsyncEvent>.Lane {
    Agenda.Lane(name: function, width: mostOfAFunction, keepsOrder: false)
  }

  private func put(_ event: AsyncEvent) -> StoreChange {
    .put(space: Self.space, key: event.key, value: event.row)
  }
}

extension AsyncInvocations {
  private func work(on event: AsyncEvent, _ invoker: any FunctionInvoker) async -> Agenda<AsyncEvent>.Step {
    guard let settings = targets.withLock({ $0.settings(for: event.invocation.function) }) else {
      return dropUnknown(event)
    }
    var event = event
    guard clock.now < end(of: event, settings) else { return await giveUp(event, .eventAgeExceeded, settings) }
    let result = await invoker.invoke(event.invocation)
    // What the end of the run broke off has no outcome; the row stays and is invoked at the next start.
    if Task.isCancelled, result.ending != .returned { return .done }
    switch result.ending {
    case .returned:
      event.invocations += 1
      event.last = .init(payload: result.payload, executedVersion: result.executedVersion, functionError: nil)
      return await succeed(event, settings)
    case .functionError(let kind):
      event.invocations += 1
      event.errors += 1
      event.throttles = 0
      event.last = .init(payload: result.payload, executedVersion: result.executedVersion, functionError: kind)
      return await stepAfterError(event, settings)
    case .throttled:
      event.throttles += 1
      return await stepAfterThrottle(event, settings)
    case .notFound: return dropUnknown(event)
    }
  }

  private func end(of event: AsyncEvent, _ settings: AsyncSettings) -> Moment {
    event.arrived.adding(seconds: settings.plan.maxAge)
  }

  /// Tried again 1 minute after the first error and 2 minutes after the second.
  private func stepAfterError(_ event: AsyncEvent, _ settings: AsyncSettings) async -> Agenda<AsyncEvent>.Step {
    let retries = settings.isOff ? 0 : settings.plan.retries
    guard event.errors <= retries else { return await giveUp(event, .retriesExhausted, settings) }
    let minutes = event.errors == 1 ? 1 : 2
    store.record([put(event)])
    tellRetry(
      event, settings,
      "`\(settings.name)` failed, is tried again in \(minutes) min (\(event.errors) of \(retries))")
    return .again(event, at: clock.now.adding(seconds: minutes * 60))
  }

  /// Throttled events come back after 1 s at first, then up to every 5 minutes, until they are too old.
  private func stepAfterThrottle(_ event: AsyncEvent, _ settings: AsyncSettings) async -> Agenda<AsyncEvent>.Step {
    if settings.isOff { return await giveUp(event, .retriesExhausted, settings) }
    let seconds = min(1 << min(event.throttles - 1, 9), 300)
    store.record([put(event)])
    if event.throttles == 1 {
      tellRetry(event, settings, "`\(settings.name)` has no free environment for an event, which is tried again in 1 s")
    }
    return .again(event, at: min(clock.now.adding(seconds: seconds), end(of: event, settings)))
  }

  private func succeed(_ event: AsyncEvent, _ settings: AsyncSettings) async -> Agenda<AsyncEvent>.Step {
    guard let target = settings.plan.onSuccess else {
      remove(event)
      return .done
    }
    let record = AsyncRecord(event: event, condition: .success, now: clock.now)
    return await submit(record.parcel(to: target, role: settings.role), event, settings)
  }

  private func giveUp(
    _ event: AsyncEvent, _ condition: AsyncRecord.Condition, _ settings: AsyncSettings
  ) async -> Agenda<AsyncEvent>.Step {
    let record = AsyncRecord(event: event, condition: condition, now: clock.now)
    let parcel =
      settings.plan.onFailure.map { record.parcel(to: $0, role: settings.role) }
      ?? settings.deadLetter.map { record.deadLetter(to: $0, role: settings.role) }
    let what =
      condition == .eventAgeExceeded
      ? "an event for `\(settings.name)` became older than \(settings.plan.maxAge) s"
      : "`\(settings.name)` failed \(event.invocations) \(event.invocations == 1 ? "time" : "times")"
    guard let parcel else {
      remove(event)
      narrator.tell(
        Occurrence(
          .deliveryDropped, "\(what), and the event is lost", at: settings.place, notes: [.init(event.reason)],
          consequences: ["Lambda discards the event"], help: ["give it `onFailure`"], subject: settings.name))
      return .done
    }
    narrator.tell(
      Occurrence(
        .deadLettered, "\(what); the event goes to \(TargetName(parcel.target).words)", at: settings.place,
        notes: [.init(event.reason)], subject: settings.name))
    return await submit(parcel, event, settings)
  }

  private func submit(
    _ parcel: Parcel, _ event: AsyncEvent, _ settings: AsyncSettings
  ) async -> Agenda<AsyncEvent>.Step {
    let order = DeliveryOrder(
      parcel, retry: .destination, deadLetter: nil, place: settings.place,
      arrow: "function `\(settings.name)` to `\(TargetName(parcel.target).name)`")
    do throws(StoreError) {
      try await deliverer.submit([order])
    } catch {
      // The disk is full: the row stays, so that the next start invokes it again.
      narrator.tell(
        Occurrence(
          .deliveryFailed, "what became of an event of `\(settings.name)` cannot be sent on: \(error.reason)",
          at: settings.place, subject: settings.name))
      return .done
    }
    remove(event)
    return .done
  }

  private func dropUnknown(_ event: AsyncEvent) -> Agenda<AsyncEvent>.Step {
    remove(event)
    let name = TargetName(event.invocation.function).name
    narrator.tell(
      Occurrence(
        .deliveryDropped, "an event for `\(name)` is lost: there is no such function any more", at: nil, subject: name))
    return .done
  }

  private func tellRetry(_ event: AsyncEvent, _ settings: AsyncSettings, _ message: String) {
    narrator.tell(
      Occurrence(.deliveryRetried, message, at: settings.place, notes: [.init(event.reason)], subject: settings.name))
  }

  private func remove(_ event: AsyncEvent) { store.record([.remove(space: Self.space, key: event.key)]) }
}

extension RetryPolicy {
  /// Records of asynchronous invocations: AWS gives no schedule; a day of growing waits.
  static let destination = RetryPolicy(retries: 185, maxAge: 86_400_000, backoff: .rule)
}

extension Sender {
  /// Who sends, for the terminal: `sns`, `events`, `lambda`.
  fileprivate var origin: String {
    switch self {
    case .service(let name, _), .role(_, service: let name): String(name.prefix { $0 != "." })
    }
  }
}
