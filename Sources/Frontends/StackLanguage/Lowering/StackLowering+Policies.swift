import Source
import Template
import YAML

extension StackLowering {
  /// Makes the policies that statements were collected for. They stand in resources of their own, so that two functions
  /// that may call each other make no circle.
  mutating func addCollectedPolicies() {
    for target in policyOrder {
      guard let statements = statements[target] else { continue }
      switch target {
      case .functionRole(let function): addRolePolicy(function, statements)
      case .queue(let queue): addResourcePolicy("AWS::SQS::QueuePolicy", of: queue, listing: "Queues", statements)
      case .topic(let topic): addResourcePolicy("AWS::SNS::TopicPolicy", of: topic, listing: "Topics", statements)
      }
    }
  }

  /// The logical id of the role that is derived for a function.
  static func roleID(function: String) -> String { function.droppingSuffix("Function") + "Role" }

  /// The logical id of the policy that holds a derived role's statements.
  static func rolePolicyID(function: String) -> String { function.droppingSuffix("Function") + "RolePolicy" }

  private mutating func addRolePolicy(_ function: String, _ statements: [Statement]) {
    guard let declared = declarations.owner(of: function) else { return }
    let span = declared.keySpan
    let role = Self.roleID(function: function)
    var policy = Resource(
      Self.rolePolicyID(function: function), "AWS::IAM::Policy", at: span, label: declared.key, origin: .derived)
    policy.properties.set("PolicyName", at: span, .string(role, span))
    policy.properties.set("Roles", at: span, .list([.ref(role, span)], span))
    policy.properties.set(
      "PolicyDocument", at: span, Statement.document(Statement.merged(statements), at: span, under: declared.condition))
    policy.condition = declared.condition
    add(policy, order: declared.order)
  }

  private mutating func addResourcePolicy(
    _ type: String, of target: String, listing property: String, _ statements: [Statement]
  ) {
    let declared = declarations.owner(of: target)
    let statements = Statement.merged(statements)
    let span = declared?.keySpan ?? statements[0].span
    var policy = Resource(target + "Policy", type, at: span, label: declared?.key, origin: .derived)
    policy.properties.set(property, at: span, .list([.ref(target, span)], span))
    policy.condition = condition(ofPolicy: policy.logicalID, of: declared, statements)
    policy.properties.set(
      "PolicyDocument", at: span, Statement.document(statements, at: span, under: policy.condition))
    add(policy, order: declared?.order ?? currentOrder)
  }
}

extension StackLowering {
  /// When a resource policy exists: with its resource, and with at least one statement, since AWS refuses an empty one.
  private mutating func condition(ofPolicy id: String, of declared: Declared?, _ statements: [Statement]) -> Name? {
    let owner = declared?.condition
    let existences = statements.map(\.existence)
    var conditions: [Name] = []
    for case let name? in existences where !conditions.contains(where: { $0.text == name.text }) {
      conditions.append(name)
    }
    guard !existences.contains(where: { $0 == nil }), let first = conditions.first else { return owner }
    if conditions.count == 1, owner == nil || owner?.text == first.text { return first }
    func call(_ name: Name) -> Value { .call(.condition, .string(name.text, name.span), name.span) }
    func all(_ function: IntrinsicFunction, _ operands: [Value]) -> Value {
      operands.count == 1 ? operands[0] : .call(function, .list(operands, first.span), first.span)
    }
    let any = all(.or, conditions.map(call))
    template.conditions.set(id + "Needed", at: first.span, all(.and, (owner.map { [call($0)] } ?? []) + [any]))
    return Name(id + "Needed", first.span)
  }
}

extension String {
  /// The text without an ending.
  func droppingSuffix(_ suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}
