import Policy
import Source
import Spec
import Wiring

/// All policies of a stack at one moment, ready to decide. Never changes: a new policy makes a new snapshot.
final class PolicySnapshot: Sendable {
  /// A role with its policies.
  struct Role: Sendable {
    let plan: RolePlan
    let identity: [PlacedPolicy]
    let boundary: PlacedPolicy?
    /// The function that the role is derived for, if it is derived.
    let owner: FunctionPlan?
    /// ARNs of managed policies that are not known here.
    let unknown: [String]
  }

  let account: String
  let region: String
  let partition: String
  let roles: [String: Role]
  let names: StackNames
  /// The policies of resources by ARN, the trust of roles among them.
  let resources: [String: [PlacedPolicy]]

  /// Prepares the policies of a plan.
  init(_ plan: WiringPlan) {
    account = plan.account
    region = plan.region
    partition = plan.partition
    names = StackNames(plan)
    var roles: [String: Role] = [:]
    for role in plan.roles { roles[role.arn] = Role(role, in: plan) }
    self.roles = roles
    resources = Self.documents(of: plan).mapValues { documents in
      documents.map { PlacedPolicy($0.plan, as: $0.kind) }
    }
  }

  private init(_ other: PolicySnapshot, resources: [String: [PlacedPolicy]]) {
    account = other.account
    region = other.region
    partition = other.partition
    roles = other.roles
    names = other.names
    self.resources = resources
  }

  /// The same snapshot with other policies of some resources.
  func replacing(_ changes: [String: [PlacedPolicy]]) -> PolicySnapshot {
    PolicySnapshot(self, resources: resources.merging(changes) { $1 })
  }

  /// The policies of a resource: those of the function for its aliases and versions, of the table for its indexes.
  func policies(of arn: String) -> [PlacedPolicy] {
    StackNames.longestPrefix(of: arn) { resources[$0] }?.0 ?? []
  }

  /// The documents that the plan attaches to resources, by ARN.
  static func documents(of plan: WiringPlan) -> [String: [(plan: PolicyPlan, kind: PolicyKind)]] {
    var documents: [String: [(plan: PolicyPlan, kind: PolicyKind)]] = [:]
    func add(_ arn: String, _ policies: [PolicyPlan], _ kind: PolicyKind = .resource) {
      if !policies.isEmpty { documents[arn] = policies.map { ($0, kind) } }
    }
    for queue in plan.queues { add(queue.arn, queue.policies) }
    for topic in plan.topics { add(topic.arn, topic.policies) }
    for bus in plan.buses { add(bus.arn, bus.policies) }
    for table in plan.tables { add(table.arn, table.policies) }
    for function in plan.functions { add(function.arn, function.permissions) }
    for role in plan.roles { add(role.arn, [role.trust], .trust) }
    return documents
  }
}

extension PolicySnapshot.Role {
  fileprivate init(_ role: RolePlan, in plan: WiringPlan) {
    self.plan = role
    var unknown: [String] = []
    let managed = role.managed.compactMap { arn in
      let policy = PlacedPolicy(managed: arn, as: .identity, at: role.place)
      if policy == nil { unknown.append(arn) }
      return policy
    }
    identity = role.policies.map { PlacedPolicy($0, as: .identity) } + managed
    if let held = role.boundary {
      boundary = PlacedPolicy(held, as: .boundary)
    } else {
      boundary = role.boundaryARN.flatMap { PlacedPolicy(managed: $0, as: .boundary, at: role.place) }
    }
    owner = role.path == nil ? plan.functions.first { $0.role == role.arn } : nil
    self.unknown = unknown
  }
}

extension PlacedPolicy {
  /// A policy that AWS manages; nil if it is not known here.
  init?(managed arn: String, as kind: PolicyKind, at place: Place?) {
    guard let range = arn.firstRange(of: ":iam::aws:policy/"),
      let policy = ManagedPolicy.named(String(arn[range.upperBound...]))
    else { return nil }
    var statement = Members<JSONValue>()
    statement.set("Effect", .string("Allow"))
    statement.set("Action", .array(policy.actions.map { .string($0) }))
    statement.set("Resource", .string("*"))
    var document = Members<JSONValue>()
    document.set("Version", .string(PolicyDocument.currentVersion))
    document.set("Statement", .array([.object(statement)]))
    self.init(Datum(policy: .object(document)), as: kind, origin: .managed(arn), place: place)
  }
}
