import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let policies = Section(
    "policies",
    "Resource policies beyond those that arrows make necessary: who else may use a queue, a topic, a function or a bus.",
    entry: .object(
      ObjectShape([
        Key("on", .reference([.queues, .topics, .functions, .buses]), required: true, "The resource."),
        Key("allow", .list(.text), required: true, "IAM actions."),
        Key(
          "to",
          .object(
            ObjectShape([
              Key("account", .list(.text), "Ids of AWS accounts, in quotes."),
              Key("service", .list(.text), "Service principals such as `events.amazonaws.com`."),
              Key("arn", .list(.text), "ARNs of roles or users."),
              Key("anyone", .boolean, "Everyone, so a condition in `when:` had better say more."),
            ])), required: true, "Who."),
        Key("when", .map(.map(.anything)), "Conditions: operator, key, value."),
        Key(
          "effect", .choice([Choice("allow", "Allow"), Choice("deny", "Deny")]), default: "allow",
          "Whether it allows or denies."),
      ])),
    example: """
      queues:
        orders: {}
      policies:
        partnerMaySend:
          on: queues.orders
          allow: sqs:SendMessage
          to: { account: "210987654321" }
          when: { StringEquals: { aws:PrincipalOrgID: o-exampleorg } }
      """
  ) { lowering, entry in
    guard let on = entry.value("on", &lowering), let declared = lowering.declared(of: on),
      let actions = entry.value("allow", &lowering)
    else { return }
    guard let principal = lowering.principal(entry) else { return }
    let statement = Statement(
      effect: entry.value("effect", &lowering)?.string ?? "Allow",
      actions: actions.listOrSelf.compactMap { value in value.string.map { Name($0, value.span) } },
      resources: [on], principal: principal, condition: entry.value("when", &lowering), span: entry.span)
    switch declared.resourceType {
    case "AWS::Events::EventBus": lowering.addBusPolicy(statement, entry, bus: declared)
    case "AWS::Lambda::Function" where statement.effect == "Deny":
      lowering.findings.report(
        Diagnostic(
          .unknownChoice, "a function's policy can only allow: Lambda has no permission that denies",
          at: entry.keySpan("effect") ?? entry.span))
    case "AWS::Lambda::Function": lowering.addFunctionPermissions(statement, entry, function: on)
    default: lowering.grant(statement, in: .resource(declared.logicalID))
    }
  }
}

extension StackLowering {
  /// `Principal` of a statement.
  fileprivate mutating func principal(_ entry: Entry) -> Value? {
    guard let to = entry.entry("to", &self), let node = entry.node("to") else { return nil }
    if to.bool("anyone") == true { return .string("*", node.span) }
    let services = to.value("service", &self)?.listOrSelf ?? []
    let accounts = (to.value("account", &self)?.listOrSelf ?? []).map { account in
      Value.sub("arn:${AWS::Partition}:iam::\(account.string ?? ""):root", account.span)
    }
    let identities = accounts + (to.value("arn", &self)?.listOrSelf ?? [])
    guard !services.isEmpty || !identities.isEmpty else {
      if to.shape.keys.contains(where: { to.has($0.name) }) { return nil }
      findings.report(.exactlyOneKey(to.shape.keys.map(\.name), given: 0, in: "to", at: node.span))
      return nil
    }
    func oneOrMany(_ values: [Value]) -> Value? { values.count > 1 ? .list(values, node.span) : values.first }
    return .object(node.span, ["Service": oneOrMany(services), "AWS": oneOrMany(identities)])
  }

  /// A statement of a bus's policy: a resource each, as CloudFormation has them.
  fileprivate mutating func addBusPolicy(_ statement: Statement, _ entry: Entry, bus: Declared) {
    var policy = derived(entry.policyID, "AWS::Events::EventBusPolicy", from: entry)
    policy.properties.set("EventBusName", at: entry.span, .ref(bus.logicalID, entry.span))
    policy.properties.set("StatementId", at: entry.span, .string(LogicalID.pascalCase(entry.name), entry.span))
    var value = statement.value.map ?? ValueMap()
    value.entries.insert(.init("Sid", at: entry.span, .string(LogicalID.pascalCase(entry.name), entry.span)), at: 0)
    policy.properties.set("Statement", at: entry.span, Value(.map(value), entry.span))
    add(policy)
  }

  /// Lambda's permissions: one for each action and principal; its conditions are three properties and no more.
  fileprivate mutating func addFunctionPermissions(_ statement: Statement, _ entry: Entry, function: Value) {
    let principals = (statement.principal?.map?.entries ?? []).flatMap { $0.value.listOrSelf }
    let all = principals.isEmpty ? [Value.string("*", statement.span)] : principals
    var number = 0
    for action in statement.actions {
      for principal in all {
        number += 1
        let id = number == 1 ? entry.policyID : "\(entry.policyID)\(number)"
        var permission = derived(id, "AWS::Lambda::Permission", from: entry)
        permission.properties.set("Action", at: action.span, .string(action.text, action.span))
        permission.properties.set("FunctionName", at: entry.keySpan("on") ?? entry.span, function)
        permission.properties.set("Principal", at: principal.span, principal)
        applyPermissionConditions(statement, entry, &permission)
        add(permission)
      }
    }
  }

  private mutating func applyPermissionConditions(_ statement: Statement, _ entry: Entry, _ permission: inout Resource)
  {
    let properties = [
      "aws:sourcearn": "SourceArn", "aws:sourceaccount": "SourceAccount", "aws:principalorgid": "PrincipalOrgID",
    ]
    for block in statement.condition?.map?.entries ?? [] {
      for key in block.value.map?.entries ?? [] {
        if let property = properties[key.key.lowercased()] {
          permission.properties.set(property, at: key.keySpan, key.value)
        } else {
          findings.report(
            .unknownKey(
              key.key, at: key.keySpan, in: "when", known: ["aws:SourceArn", "aws:SourceAccount", "aws:PrincipalOrgID"])
          )
        }
      }
    }
  }
}

extension Entry {
  /// The logical id of the resource that an entry of `policies:` becomes where it is one of its own.
  fileprivate var policyID: String { LogicalID.pascalCase(name) + "Policy" }
}
