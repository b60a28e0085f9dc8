import Diagnostics
import Events
import RunFindings
import Source
import WireProtocols
import Wiring

/// Amazon EventBridge: buses, rules and what they send to their targets, by events and by the clock.
///
/// Buses and rules of the plan are as the plan says; those that calls made are rows of the store. Events are answered when
/// their deliveries are durable orders of the delivery engine.
public actor EventsService: AWSService, Planned, ParcelReceiver {
  /// Name of the service's model.
  public static let model = "events"

  static let space = "events"
  static let principal = "events.amazonaws.com"
  /// The most kinds of events that are remembered as told of, so that a flood of kinds eats no memory.
  private static let mostTold = 1_000

  nonisolated let store: any Store
  nonisolated let deliverer: any Deliverer
  nonisolated let authorizer: any Authorizer
  nonisolated let narrator: any Narrator
  nonisolated let clock: any RunClock

  var place = RunPlace()
  /// By name.
  var buses: [String: EventBus] = [:]
  /// By bus and name.
  var rules: [String: ActiveRule] = [:]
  /// When each scheduled rule fires next.
  var firings: [String: Firing] = [:]
  nonisolated let scheduleChanged = Signal()
  private var told: Set<String> = []

  /// The next time of a schedule.
  struct Firing: Sendable {
    var schedule: String
    var next: Moment
  }

  /// Makes the service, with the buses and rules that calls made in earlier runs.
  public init(
    store: any Store, deliverer: any Deliverer, authorizer: any Authorizer, narrator: any Narrator, clock: any RunClock
  ) async throws(StoreError) {
    self.store = store
    self.deliverer = deliverer
    self.authorizer = authorizer
    self.narrator = narrator
    self.clock = clock
    for row in try await store.rows(of: Self.space) {
      if let bus = StoredJSON.read(EventBus.self, row, under: "bus/") {
        buses[bus.name] = bus
      } else if let rule = StoredJSON.read(EventRule.self, row, under: "rule/") {
        set(rule)
      }
    }
  }

  /// Takes the buses and rules of a plan in place of those of the plan before.
  public func apply(_ plan: RunPlan) async {
    place = RunPlace(plan)
    buses = buses.filter { !$0.value.isPlanned }
    // Read from the store they were valid; what is no longer taken leaves the bus to its owner alone.
    for bus in buses.values { if let policy = bus.policy { try? authorizer.setPolicy(policy, of: bus.arn) } }
    var common = EventBus(name: "default", arn: place.arn("events", "event-bus/default"))
    common.isPlanned = true
    common.created = clock.now.milliseconds
    buses["default"] = common
    for bus in plan.plan.buses {
      var made = EventBus(name: bus.name, arn: bus.arn, deadLetter: bus.deadLetter)
      made.created = clock.now.milliseconds
      made.place = bus.place
      made.isPlanned = true
      buses[bus.name] = made
    }
    rules = rules.filter { !$0.value.rule.isPlanned }
    for rule in plan.plan.rules {
      set(EventRule(rule))
      announce(rule)
    }
    schedule()
  }

  /// Says once of each target that nothing is delivered to it.
  private func announce(_ rule: RulePlan) {
    for target in rule.targets where !EventTarget(target).isDelivered {
      guard told.insert("\(rule.arn)\n\(target.id)").inserted else { continue }
      narrator.tell(
        Occurrence(
          .notActedOn, "rule `\(rule.name)` does not deliver to `\(target.arn)`: the local run has no such targets",
          at: target.place ?? rule.place, subject: target.arn))
    }
  }

  // MARK: Events

  /// Takes events on their buses; they are durable on return.
  func take(_ events: [(event: BusEvent, bus: EventBus)]) async throws(StoreError) {
    let ingested = clock.now.secondsText
    var orders: [DeliveryOrder] = []
    for (event, bus) in events {
      let datum = event.datum
      let matching = rules.values.filter { active in
        active.rule.bus == bus.name && active.rule.enabled && active.pattern?.matches(datum) == true
      }
      if matching.isEmpty { tellNothingMatched(event, bus) }
      for active in matching.sorted(by: { $0.rule.name < $1.rule.name }) {
        orders += self.orders(of: active, for: event, datum, ingested)
      }
    }
    try await deliverer.submit(orders)
  }

  func orders(of active: ActiveRule, for event: BusEvent, _ datum: Datum, _ ingested: String) -> [DeliveryOrder] {
    active.rule.targets.compactMap { target in
      guard target.isDelivered else {
        narrator.tell(
          Occurrence(
            .deliveryDropped,
            "an event of rule `\(active.rule.name)` for `\(target.arn)` is lost: the local run has no such targets",
            at: target.place ?? active.rule.place, subject: target.arn))
        return nil
      }
      return active.order(for: event, datum, to: target, ingested: ingested)
    }
  }

  private func tellNothingMatched(_ event: BusEvent, _ bus: EventBus) {
    let key = "\(bus.name)\n\(event.source)\n\(event.detailType)"
    guard told.count < Self.mostTold, told.insert(key).inserted else { return }
    narrator.tell(
      Occurrence(
        .nothingMatched,
        "no rule of bus `\(bus.name)` matches the event `\(event.detailType)` from `\(event.source)`", at: bus.place,
        consequences: ["EventBridge takes the event and delivers it to nobody"], subject: key))
  }

  /// Takes an event that another service sends to a bus.
  public func receive(_ parcel: Parcel) async -> DeliveryOutcome {
    let name = TargetName(parcel.target).name
    guard let bus = buses[name], bus.arn == parcel.target else {
      return .failed(
        DeliveryFailure("ResourceNotFoundException", "Event bus \(name) does not exist.", isRetriable: false))
    }
    guard let header = parcel.event, let detail = JSON.read(parcel.body), detail.members != nil else {
      return .failed(DeliveryFailure("MalformedDetail", "Detail is malformed.", isRetriable: false))
    }
    let event = BusEvent(
      id: header.id ?? RequestID.make(), source: header.source, detailType: header.detailType,
      account: header.account ?? place.account, time: header.time ?? clock.now.secondsText, region: place.region,
      resources: header.resources, detail: detail, traceHeader: parcel.traceHeader)
    do throws(StoreError) {
      try await take([(event, bus)])
      return .delivered
    } catch {
      return .failed(DeliveryFailure("InternalException", error.reason, isRetriable: true))
    }
  }

  // MARK: State

  func set(_ rule: EventRule) { rules[rule.key] = ActiveRule(rule) }

  /// Finds a bus by name or ARN; without either it is `default`.
  func bus(_ nameOrARN: String?) throws(ServiceError) -> EventBus {
    let name = Self.busName(nameOrARN)
    guard let bus = buses[name] else {
      throw ServiceError("ResourceNotFoundException", "Event bus \(name) does not exist.")
    }
    return bus
  }

  static func busName(_ nameOrARN: String?) -> String {
    guard let nameOrARN, !nameOrARN.isEmpty else { return "default" }
    return nameOrARN.hasPrefix("arn:") ? TargetName(nameOrARN).name : nameOrARN
  }

  /// Finds a rule of a bus.
  func rule(_ name: String?, on nameOrARN: String?) throws(ServiceError) -> EventRule {
    let bus = try bus(nameOrARN)
    guard let rule = rules[EventRule.key(bus.name, name ?? "")]?.rule else {
      throw ServiceError(
        "ResourceNotFoundException", "Rule \(name ?? "") does not exist on EventBus \(bus.name).")
    }
    return rule
  }

  /// Writes what a call made or changed; of the plan's, the plan decides at the next start.
  func keep(_ rule: EventRule) async throws(ServiceError) {
    set(rule)
    schedule()
    guard !rule.isPlanned else { return }
    try await commit([StoredJSON.put(rule, in: Self.space, key: "rule/\(rule.key)")])
  }

  func commit(_ changes: [StoreChange]) async throws(ServiceError) {
    do throws(StoreError) {
      try await store.commit(changes)
    } catch {
      throw ServiceError("InternalException", error.reason, status: 500)
    }
  }
}
