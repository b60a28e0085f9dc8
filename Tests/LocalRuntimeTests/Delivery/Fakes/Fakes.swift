import Diagnostics
import LocalRuntime
import Synchronization
import WireProtocols

/// Takes parcels and answers each as the test says; by default it takes all.
final class FakeReceiver: ParcelReceiver {
  let parcels = Recorder<Parcel>()
  private let outcomes: Mutex<[DeliveryOutcome]>
  private let last: DeliveryOutcome

  init(_ outcomes: [DeliveryOutcome] = [], then last: DeliveryOutcome = .delivered) {
    self.outcomes = Mutex(outcomes)
    self.last = last
  }

  func receive(_ parcel: Parcel) async -> DeliveryOutcome {
    let outcome = outcomes.withLock { $0.isEmpty ? last : $0.removeFirst() }
    parcels.add(parcel)
    return outcome
  }
}

/// Denies what the test names: an action on a resource.
final class FakeAuthorizer: Authorizer {
  let asked = Recorder<(permission: Permission, sender: Sender?)>()
  private let denied: Mutex<Set<String>>
  private let policies = Mutex<[String: String]>([:])

  init(denying denied: Set<String> = []) { self.denied = Mutex(denied) }

  func deny(_ keys: Set<String>) { denied.withLock { $0 = keys } }

  func denial(of permission: Permission, to caller: Caller) -> ServiceError? {
    asked.add((permission, nil))
    return error(permission)
  }

  func denial(of permission: Permission, to sender: Sender) -> ServiceError? {
    asked.add((permission, sender))
    return error(permission)
  }

  private func error(_ permission: Permission) -> ServiceError? {
    let isDenied = denied.withLock { $0.contains("\(permission.action) \(permission.resource)") }
    return isDenied ? ServiceError("AccessDeniedException", "\(permission.action) is not allowed") : nil
  }

  func setPolicy(_ document: String?, of resource: String) throws(ServiceError) {
    policies.withLock { $0[resource] = document }
  }

  func policy(of resource: String) -> String? { policies.withLock { $0[resource] } }
}

/// Keeps what is told.
final class FakeNarrator: Narrator {
  let told = Recorder<Occurrence>()
  let mentioned = Recorder<String>()

  func tell(_ occurrence: Occurrence) { told.add(occurrence) }
  func mention(_ line: String) { mentioned.add(line) }

  /// Codes and messages told so far.
  var lines: [String] { told.items.map { "\($0.rule.name): \($0.message)" } }
}

/// Keeps what is submitted.
final class FakeDeliverer: Deliverer {
  let orders = Recorder<DeliveryOrder>()

  func submit(_ orders: [DeliveryOrder]) async throws(StoreError) { for order in orders { self.orders.add(order) } }
}
