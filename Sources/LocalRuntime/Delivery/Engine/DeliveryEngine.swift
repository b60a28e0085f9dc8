import Wiring

/// The one engine for retries, back-off, dead letters and destinations.
///
/// An order is a row until its target has it. The row's removal and what the target writes are two commits, so a process that
/// is killed between them delivers again at its next start: at least once, as AWS says of SNS and EventBridge.
public actor DeliveryEngine: Deliverer {
  /// The space of the store that holds the orders.
  static let space = "deliveries"
  /// Orders worked on at a time: enough to share commits, few enough to leave the machine to handlers.
  static let mostAtATime = 64

  private let store: any Store
  nonisolated let authorizer: any Authorizer
  nonisolated let teller: DeliveryTeller
  nonisolated let clock: any RunClock
  nonisolated let jitter: @Sendable () -> Double
  nonisolated let agenda = Agenda<StoredDelivery>()
  private var sequence: UInt64 = 0

  /// Makes an engine that goes on with the orders which the store still holds.
  ///
  /// - Parameter jitter: 0 to 1 each time: how much of what may vary is added to a wait
  public init(
    store: any Store, authorizer: any Authorizer, narrator: any Narrator, clock: any RunClock,
    jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) async throws(StoreError) {
    self.store = store
    self.authorizer = authorizer
    self.clock = clock
    self.jitter = jitter
    teller = DeliveryTeller(narrator: narrator)
    var unread = 0
    for row in try await store.rows(of: Self.space) {
      sequence = max(sequence, UInt64(row.key, radix: 16) ?? 0)
      do {
        let stored = try StoredDelivery(row)
        agenda.add(stored, due: clock.now, lane: Self.lane(of: stored.order))
      } catch {
        unread += 1
      }
    }
    if unread > 0 { teller.unreadable(unread, "deliveries") }
  }

  /// Takes orders, all or none; returns when they will survive a crash. Those to one FIFO group are delivered in the order of
  /// the list, and after those of every submission that had returned before.
  public func submit(_ orders: [DeliveryOrder]) async throws(StoreError) {
    guard !orders.isEmpty else { return }
    let now = clock.now
    let accepted = orders.map { order in
      sequence += 1
      return StoredDelivery(key: RowKey.text(sequence), order: order, submitted: now)
    }
    try await store.commit(accepted.map { .put(space: Self.space, key: $0.key, value: $0.row) })
    for stored in accepted { agenda.add(stored, due: now, lane: Self.lane(of: stored.order)) }
  }

  /// Delivers until the task is cancelled.
  ///
  /// - Parameter receivers: who takes parcels, by the service of the target's ARN: `sqs`, `lambda`, `sns`, `events`
  public nonisolated func run(to receivers: [String: any ParcelReceiver]) async {
    await agenda.run(atMost: Self.mostAtATime, on: clock) { stored in
      await self.work(on: stored, receivers)
    }
  }

  /// Takes the row of an order away. If the process is killed before the next commit, it is delivered once more.
  nonisolated func remove(_ stored: StoredDelivery) { store.record([.remove(space: Self.space, key: stored.key)]) }

  nonisolated func keep(_ stored: StoredDelivery) {
    store.record([.put(space: Self.space, key: stored.key, value: stored.row)])
  }

  /// Orders to one group of a FIFO queue or topic follow each other.
  static func lane(of order: DeliveryOrder) -> Agenda<StoredDelivery>.Lane? {
    guard order.parcel.target.hasSuffix(".fifo"), let group = order.parcel.messageGroup else { return nil }
    return Agenda.Lane(name: "\(order.parcel.target)\n\(group)", width: 1, keepsOrder: true)
  }
}

/// Keys of rows that are in order of their numbers.
enum RowKey {
  /// Two digits for a byte.
  static func byte(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

  static func text(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
  }
}
