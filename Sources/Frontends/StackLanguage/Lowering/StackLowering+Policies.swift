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
      case .serviceRole(let role): addInlinePolicy(to: role, statements)
      case .resource(let resource): addResourcePolicy(of: resource, statements)
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

  /// A service checks the role when what assumes it is made, before any other policy exists: so the policy stands in the
  /// role itself.
  private mutating func addInlinePolicy(to role: String, _ statements: [Statement]) {
    let statements = Statement.merged(statements)
    guard let span = statements.first?.span else { return }
    let owner = resource(made: role)?.condition
    let policy = Value.object(
      span,
      [
        "PolicyName": .string("delivery", span),
        "PolicyDocument": Statement.document(statements, at: span, under: owner),
      ])
    update(role) { $0.properties.set("Policies", at: span, .list([policy], span)) }
  }

  private mutating func addResourcePolicy(of target: String, _ statements: [Statement]) {
    let declared = declarations.owner(of: target)
    let statements = Statement.merged(statements)
    let span = declared?.keySpan ?? statements[0].span
    guard let form = (declared?.resourceType ?? resource(made: target)?.type).flatMap({ ResourcePolicyForm.all[$0] })
    else { return }
    switch form {
    case .listing(let type, let targets):
      addSeparatePolicy(
        type, of: target, declared, naming: targets, .list([.ref(target, span)], span), document: "PolicyDocument",
        statements)
    case .separate(let type, let property, let targetIsARN, let document):
      let name: Value? = targetIsARN ? declared.flatMap { arn(of: $0, at: span) } : .ref(target, span)
      addSeparatePolicy(
        type, of: target, declared, naming: property, name ?? .ref(target, span), document: document, statements)
    case .property(let path):
      // A resource cannot name itself in its own property; there `*` is the resource.
      let own = statements.map { statement in
        statement.about(statement.resources.map { names($0, target) ? .string("*", $0.span) : $0 })
      }
      let document = Statement.document(own, at: span, under: declared?.condition)
      update(target) { $0.properties.addStatements(of: document, at: path[...]) }
    }
  }

  private func names(_ value: Value, _ id: String) -> Bool { declared(of: value)?.logicalID == id }

  private mutating func addSeparatePolicy(
    _ type: String, of target: String, _ declared: Declared?, naming property: String, _ name: Value,
    document: String, _ statements: [Statement]
  ) {
    let span = declared?.keySpan ?? statements[0].span
    var policy = Resource(target + "Policy", type, at: span, label: declared?.key, origin: .derived)
    policy.properties.set(property, at: span, name)
    policy.condition = condition(ofPolicy: policy.logicalID, of: declared, statements)
    policy.properties.set(document, at: span, Statement.document(statements, at: span, under: policy.condition))
    add(policy, order: declared?.order ?? currentOrder)
  }
}

extension ValueMap {
  /// Adds the statements of a policy document to the one at a path, or the whole where there is none.
  fileprivate mutating func addStatements(of document: Value, at path: ArraySlice<String>) {
    guard let first = path.first else { return }
    let existing = self[first]
    var inner = existing?.map ?? ValueMap()
    if path.count > 1 {
      inner.addStatements(of: document, at: path.dropFirst())
      set(first, at: existing?.span ?? document.span, Value(.map(inner), existing?.span ?? document.span))
      return
    }
    guard let existing, let statements = inner["Statement"]?.listOrSelf else {
      set(first, at: document.span, document)
      return
    }
    let all = statements + (document["Statement"]?.listOrSelf ?? [])
    inner.set("Statement", at: existing.span, .list(all, existing.span))
    set(first, at: existing.span, Value(.map(inner), existing.span))
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
