import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::IAM::Role, with its inline policies.
  mutating func addRole(_ resource: Resource, _ reader: inout PropertyReader) {
    let trust = policy(&reader, "AssumeRolePolicyDocument", of: resource)
    var role = RolePlan(
      id: resource.logicalID, name: reader.text("RoleName") ?? name(resource), arn: arn(resource),
      uniqueID: generated(resource, "RoleId"),
      trust: trust ?? PolicyPlan(id: resource.logicalID, document: .object(Members())))
    role.path = path(resource)
    role.place = planPlace(resource.span)
    role.policies = reader.objects("Policies") { inline in
      let name = inline.text("PolicyName")
      return policy(&inline, "PolicyDocument", of: resource, name: name)
    }.compactMap { $0 }
    role.managed = reader.texts("ManagedPolicyArns")
    role.boundaryARN = reader.text("PermissionsBoundary")
    if let seconds = reader.integer("MaxSessionDuration") { role.maxSession = seconds }
    role.settings = reader.keep()
    reader.skip("Path")
    plan.roles.append(role)
  }

  /// AWS::IAM::Policy, AWS::IAM::RolePolicy and AWS::IAM::ManagedPolicy.
  mutating func attachRolePolicy(_ resource: Resource, _ reader: inout PropertyReader) {
    let name = reader.text("PolicyName") ?? reader.text("ManagedPolicyName") ?? name(resource)
    let names = reader.texts("Roles") + reader.texts("RoleName")
    let arn = arn(resource)
    let attached = policy(&reader, "PolicyDocument", of: resource, name: name)
    for key in ["Users", "Groups"] { reader.leave(key, "users and groups do not exist in a local run") }
    guard let attached else { return }
    var isHeld = false
    defer { if !isHeld { plan.policies.append(attached) } }
    for index in plan.roles.indices {
      let isNamed = !arn.isEmpty && plan.roles[index].managed.contains(arn)
      plan.roles[index].managed.removeAll { !arn.isEmpty && $0 == arn }
      if isNamed || names.contains(plan.roles[index].name) {
        plan.roles[index].policies.append(attached)
        isHeld = true
      }
      if !arn.isEmpty, plan.roles[index].boundaryARN == arn {
        isHeld = true
        plan.roles[index].boundary = attached
        plan.roles[index].boundaryARN = nil
      }
    }
    for missing in names where !plan.roles.contains(where: { $0.name == missing }) {
      reader.note("Roles", "the role `\(missing)` is not of this plan", resource.span)
    }
  }

  /// A policy document with the places of its statements.
  func policy(
    _ reader: inout PropertyReader, _ key: String, of resource: Resource, name: String? = nil
  ) -> PolicyPlan? {
    guard let datum = reader.datum(key), let document = reader.json(key) else { return nil }
    var policy = PolicyPlan(id: resource.logicalID, document: document)
    policy.name = name
    policy.place = planPlace(datum.span)
    policy.statements = (datum["Statement"]?.itemsOrSelf ?? []).compactMap { planPlace($0.span) }
    return policy
  }
}
