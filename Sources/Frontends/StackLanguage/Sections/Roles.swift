import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let roles = Section(
    .roles,
    "IAM roles. A function that names one is checked against it; nothing is added to it.",
    keys: [
      Key(
        "trusts", .list(.either(.text, .object(RoleStatement.identities))), required: true,
        unless: ["AssumeRolePolicyDocument"],
        "Who may assume it: service principals such as `lambda.amazonaws.com`, ARNs, or identities of an identity pool."
      ),
      Key("allow", .list(.object(RoleStatement.shape)), "What it allows."),
      Key("deny", .list(.object(RoleStatement.shape)), "What it denies, whatever else allows it."),
      Key(
        "policies",
        .map(
          .object(
            ObjectShape([
              Key("allow", .list(.object(RoleStatement.shape)), "What it allows."),
              Key("deny", .list(.object(RoleStatement.shape)), "What it denies."),
            ]))), "Further policies in it, each under its name: to keep those of a role that exists."),
      Key("managed", .list(.text), to: "ManagedPolicyArns", "ARNs of managed policies."),
      Key("boundary", .text, to: "PermissionsBoundary", "ARN of the permissions boundary."),
      Key("description", .text, to: "Description", "What it is for."),
      Key(
        "maxSession", .duration(.seconds), to: "MaxSessionDuration", default: "1h",
        "How long a session may last: 1h to 12h."),
      Key("path", .text, to: "Path", default: "/", "The path before its name."),
    ],
    example: """
      roles:
        fulfilment:
          trusts: lambda.amazonaws.com
          allow:
            - actions: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]
              on: queues.orders
          managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
      queues:
        orders: {}
      """
  ) { lowering, entry in
    var role = lowering.resource(entry, .roles)
    let span = entry.span
    if let trusts = lowering.trustPolicy(entry) {
      role.properties.entries.insert(
        .init("AssumeRolePolicyDocument", at: entry.keySpan("trusts") ?? span, trusts), at: 0)
    }
    let policies = lowering.rolePolicies(entry)
    if let place = policies.first?.span { role.properties.set("Policies", at: place, .list(policies, place)) }
    lowering.add(role, from: entry)
  }
}

/// A statement of a role as it is written.
enum RoleStatement {
  static let shape = ObjectShape([
    Key("actions", .list(.text), required: true, "IAM actions; `*` stands for any letters."),
    Key("on", .list(.anything), required: true, "What they apply to: paths, ARNs, `*`."),
    Key("when", .map(.map(.anything)), "Conditions: operator, key, value."),
  ])

  /// Those whom an identity pool gives the role.
  static let identities = ObjectShape([
    Key("identityPool", .reference([.identityPools]), required: true, "The identity pool."),
    Key(
      "identities", .choice([Choice("authenticated"), Choice("unauthenticated")]), default: "authenticated",
      "Whoever is signed in, or guests."),
  ])
}

extension StackLowering {
  /// The trust policy of a role: a statement for services and ARNs, and one for the identities of each pool.
  fileprivate mutating func trustPolicy(_ entry: Entry) -> Value? {
    guard let node = entry.node("trusts") else { return nil }
    let items = node.kind == .sequence ? Array(node.items) : [node]
    var principals: [Value] = []
    var statements: [Value] = []
    for item in items {
      if item.kind == .mapping, !item.isIntrinsicCall {
        if let statement = identityTrust(item) { statements.append(statement) }
      } else if let value = value(item, as: .text, key: "trusts") {
        principals.append(value)
      }
    }
    guard !statements.isEmpty else {
      return principals.isEmpty ? nil : trustPolicy(principals: principals, at: node.span)
    }
    if !principals.isEmpty {
      statements = (trustPolicy(principals: principals, at: node.span)["Statement"]?.list ?? []) + statements
    }
    return .object(
      node.span, ["Version": .string("2012-10-17", node.span), "Statement": .list(statements, node.span)])
  }

  private mutating func identityTrust(_ node: Node) -> Value? {
    guard let trust = Entry([node], shape: RoleStatement.identities, name: "trusts", lowering: &self),
      let place = trust.node("identityPool"), let pool = trust.value("identityPool", &self)
    else { return nil }
    let identities = trust.value("identities", &self) ?? .string("authenticated", place.span)
    let id = declared(of: pool).map { Value.ref($0.logicalID, place.span) } ?? pool.identityPoolID
    return Self.identityTrust(id, identities: identities, at: node.span)
  }

  /// The policies in a role: what `allow:` and `deny:` say, and those that have names of their own.
  fileprivate mutating func rolePolicies(_ entry: Entry) -> [Value] {
    var policies: [Value] = []
    func add(_ name: String, _ statements: [Statement], at place: Span) {
      guard !statements.isEmpty else { return }
      let document = Statement.document(statements, at: place)
      policies.append(.object(place, ["PolicyName": .string(name, place), "PolicyDocument": document]))
    }
    let place = entry.keySpan("allow") ?? entry.keySpan("deny") ?? entry.span
    add(LogicalID.pascalCase(entry.name), roleStatements(entry), at: place)
    for (name, policy) in entry.namedEntries("policies", &self) {
      add(name.text, roleStatements(policy), at: name.contentSpan)
    }
    return policies
  }

  /// The statements of `allow:` and `deny:`.
  mutating func roleStatements(_ entry: Entry) -> [Statement] {
    var statements: [Statement] = []
    for (key, effect) in [("allow", "Allow"), ("deny", "Deny")] {
      for line in entry.entries(key, &self) {
        if let statement = statement(line, effect: effect) { statements.append(statement) }
      }
    }
    return statements
  }

  /// A trust policy for services and ARNs.
  private func trustPolicy(principals: [Value], at span: Span) -> Value {
    let services = principals.filter { $0.string?.hasSuffix(".amazonaws.com") == true }
    let others = principals.filter { $0.string?.hasSuffix(".amazonaws.com") != true }
    if others.isEmpty { return Self.trustPolicy(services: services, at: span) }
    func oneOrMany(_ values: [Value]) -> Value? { values.count > 1 ? .list(values, span) : values.first }
    let statement = Value.object(
      span,
      [
        "Effect": .string("Allow", span),
        "Principal": .object(span, ["Service": oneOrMany(services), "AWS": oneOrMany(others)]),
        "Action": .string("sts:AssumeRole", span),
      ])
    return .object(span, ["Version": .string("2012-10-17", span), "Statement": .list([statement], span)])
  }

  /// A statement of a role.
  fileprivate mutating func statement(_ line: Entry, effect: String) -> Statement? {
    guard let actions = line.value("actions", &self), let on = line.node("on") else { return nil }
    let resources = (on.kind == .sequence ? Array(on.items) : [on]).compactMap { policyResource($0) }
    guard !resources.isEmpty else { return nil }
    return Statement(
      effect: effect, actions: actions.listOrSelf.compactMap { value in value.string.map { Name($0, value.span) } },
      resources: resources, condition: line.value("when", &self), span: line.span)
  }
}

extension Value {
  /// The id in an identity pool's ARN, which ends in `identitypool/ID`.
  fileprivate var identityPoolID: Value {
    guard let id = string?.split(separator: "/").last else { return self }
    return .string(String(id), span)
  }
}
