import Source
import Template

/// One thing that a template allows, to be taken out: a statement of a policy, or a permission of a function.
struct Grant {
  /// The resource that holds it.
  let owner: Resource
  /// The statement's position, in which of a role's inline policies; nil for a permission.
  let place: (policy: Int?, statement: Int)?
  /// What it was derived from.
  let span: Span
  /// The role it belongs to; nil on the resource's side.
  let role: String?
  /// The statement as CloudFormation has it.
  let statement: Value?
}

extension Proof {
  /// Everything that policies allow: what was derived, and what a named role says.
  var grants: [Grant] { template.resources.flatMap(grants(of:)) }

  /// Those that arrows and lines of `access:` make necessary. What another account may do, or the users of an identity
  /// provider, is the author's to say, and nothing in the stack needs it.
  var grantsForTheStack: [Grant] { grants.filter { !isForOthers($0) } }

  private func isForOthers(_ grant: Grant) -> Bool {
    if let role = grant.role.flatMap({ template[$0] }) {
      let statements = role["AssumeRolePolicyDocument"]?["Statement"]?.listOrSelf ?? []
      return statements.contains { $0["Principal"]?["Federated"] != nil }
    }
    return grant.statement.map { $0["Principal"]?["Service"] == nil } ?? false
  }

  private func grants(of resource: Resource) -> [Grant] {
    switch resource.type {
    case "AWS::IAM::Role":
      return (resource["Policies"]?.list ?? []).enumerated().flatMap { index, policy in
        statements(policy["PolicyDocument"], of: resource, policy: index, role: resource.logicalID)
      }
    case "AWS::IAM::Policy":
      let role = resource["Roles"]?.list?.first.flatMap(reader.resource(namedBy:))
      return statements(resource["PolicyDocument"], of: resource, policy: nil, role: role)
    case "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy":
      return statements(resource["PolicyDocument"], of: resource, policy: nil, role: nil)
    case "AWS::Logs::LogGroup":
      return statements(resource["ResourcePolicyDocument"], of: resource, policy: nil, role: nil)
    case "AWS::Lambda::Permission":
      return [Grant(owner: resource, place: nil, span: resource.span, role: nil, statement: nil)]
    default: return []
    }
  }

  private func statements(_ document: Value?, of owner: Resource, policy: Int?, role: String?) -> [Grant] {
    (document?["Statement"]?.list ?? []).enumerated().map { index, statement in
      Grant(owner: owner, place: (policy, index), span: statement.span, role: role, statement: statement)
    }
  }

  /// The template without one grant.
  func without(_ grant: Grant) -> Proof {
    var copy = template
    copy.update(grant.owner.logicalID) { resource in
      guard let place = grant.place else {
        resource.type = "Custom::Gone"
        return
      }
      if let policy = place.policy, var policies = resource["Policies"]?.list {
        policies[policy] = Self.removing(place.statement, from: policies[policy])
        resource.properties.set("Policies", at: grant.span, .list(policies, grant.span))
      } else {
        let whole = Value(.map(resource.properties), grant.span)
        resource.properties = Self.removing(place.statement, from: whole).map ?? resource.properties
      }
    }
    return Proof(copy)
  }

  private static func removing(_ index: Int, from policy: Value) -> Value {
    let property = policy["PolicyDocument"] == nil ? "ResourcePolicyDocument" : "PolicyDocument"
    guard var map = policy.map, let document = policy[property], var inner = document.map,
      var statements = document["Statement"]?.list, statements.indices.contains(index)
    else { return policy }
    statements.remove(at: index)
    inner.set("Statement", at: policy.span, .list(statements, policy.span))
    map.set(property, at: policy.span, Value(.map(inner), document.span))
    return Value(.map(map), policy.span)
  }
}

extension Value {
  /// The value as JSON, for a stack file.
  var json: String {
    switch kind {
    case .null: "null"
    case .bool(let value): String(value)
    case .number(let text): text
    case .string(let text): "\"\(text)\""
    case .list(let items): "[" + items.map(\.json).joined(separator: ", ") + "]"
    case .map(let map): "{ " + map.entries.map { "\"\($0.key)\": \($0.value.json)" }.joined(separator: ", ") + " }"
    case .intrinsic(let call): "{ \"\(call.function.rawValue)\": \(call.argument.json) }"
    }
  }
}
