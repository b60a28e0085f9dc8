import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let policies = Section(
    "policies",
    """
    Resource policies beyond those that arrows make necessary: who else may use a queue, a topic, a function, a layer, a bus, \
    a table, a bucket, a key, a stream or a REST API, here or in another account. Someone of another account needs his own account's permission too.
    """,
    entry: .object(
      ObjectShape([
        Key(
          "on", .reference(ResourcePolicyForm.kinds), required: true, "The resource."),
        Key("allow", .list(.text), required: true, "IAM actions."),
        Key(
          "to",
          .object(
            ObjectShape([
              Key("account", .list(.text), "Ids of AWS accounts, in quotes."),
              Key("service", .list(.text), "Service principals such as `events.amazonaws.com`."),
              Key("arn", .list(.text), "ARNs of roles or users."),
              Key("org", .text, "Every account of an organisation: its id, `o-…`."),
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
      resources: lowering.resources(ofPolicyOn: on, declared), principal: principal,
      condition: lowering.policyCondition(entry), span: entry.span)
    switch declared.resourceType {
    case "AWS::Events::EventBus": lowering.addBusPolicy(statement, entry, bus: declared)
    case "AWS::Lambda::Function", "AWS::Lambda::LayerVersion":
      guard statement.effect == "Allow" else {
        return lowering.findings.report(
          Diagnostic(
            .unknownChoice,
            "a \(declared.section.kind?.noun ?? "function")'s policy can only allow: Lambda has no permission that denies",
            at: entry.keySpan("effect") ?? entry.span))
      }
      if declared.section.kind == .layers {
        lowering.addLayerPermissions(statement, entry, layer: on)
      } else {
        lowering.addFunctionPermissions(statement, entry, function: on)
      }
    case "AWS::ApiGatewayV2::Api":
      lowering.findings.report(
        Diagnostic(
          .wrongKind, "only REST APIs have a policy, and `\(declared.path)` is none",
          at: entry.node("on")?.contentSpan ?? entry.span,
          notes: [.init("`\(declared.key)` is declared here", at: declared.keySpan)]))
    default: lowering.grant(statement, in: .resource(declared.logicalID))
    }
  }
}

extension StackLowering {
  /// What a statement of a resource's policy is about. A policy that is a property of its resource cannot refer to that.
  fileprivate func resources(ofPolicyOn on: Value, _ declared: Declared) -> [Value] {
    switch declared.section.kind {
    case .buckets: [on, on.appending("/*")]
    case .apis: [.string("execute-api:/*", on.span)]
    case .keys, .tables: [.string("*", on.span)]
    default: [on]
    }
  }

  /// `Principal` of a statement.
  fileprivate mutating func principal(_ entry: Entry) -> Value? {
    guard let to = entry.entry("to", &self), let node = entry.node("to") else { return nil }
    if to.has("org") || to.bool("anyone") == true {
      let given = ["account", "service", "arn", "org", "anyone"].filter(to.has)
      guard given.count == 1 else {
        findings.report(.exactlyOneKey(given, given: given.count, in: "to", at: node.span))
        return nil
      }
      return .string("*", node.span)
    }
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

  /// `Condition` of a statement: what `when:` says, and that the caller is of the organisation.
  fileprivate mutating func policyCondition(_ entry: Entry) -> Value? {
    let when = entry.value("when", &self)
    guard let to = entry.entry("to", &self), let org = to.value("org", &self) else { return when }
    var blocks = when?.map ?? ValueMap()
    var block = blocks["StringEquals"]?.map ?? ValueMap()
    block.set("aws:PrincipalOrgID", at: org.span, org)
    blocks.set("StringEquals", at: org.span, Value(.map(block), org.span))
    return Value(.map(blocks), when?.span ?? org.span)
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
}

extension Entry {
  /// The logical id of the resource that an entry of `policies:` becomes where it is one of its own.
  var policyID: String { LogicalID.pascalCase(name) + "Policy" }
}
