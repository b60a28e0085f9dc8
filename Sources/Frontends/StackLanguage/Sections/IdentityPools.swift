import Diagnostics
import Source
import Spec
import Template
import YAML

extension Section {
  static let identityPools = Section(
    .identityPools,
    "Cognito identity pools: AWS credentials for users and guests.",
    keys: IdentityPoolKeys.all,
    example: """
      identityPools:
        visitors:
          userPools: [userPools.customers]
          roles: { authenticated: { allow: [{ actions: s3:GetObject, on: buckets.media/* }] } }
      userPools:
        customers: { signIn: [email], clients: { web: {} } }
      buckets:
        media: {}
      """
  ) { lowering, entry in
    var pool = lowering.resource(entry, .identityPools)
    let guests = entry.value("guests", &lowering) ?? .bool(false, entry.span)
    pool.properties.set("AllowUnauthenticatedIdentities", at: entry.keySpan("guests") ?? entry.span, guests)
    lowering.setUserPools(of: &pool, entry)
    lowering.setLogins(of: &pool, entry)
    lowering.add(pool, from: entry)
    lowering.addRoles(entry)
  }
}

/// The keys of an identity pool.
enum IdentityPoolKeys {
  static let all: [Key] = [
    Key("userPools", .list(.object(provider)), "User pools whose users get credentials."),
    Key("guests", .boolean, default: "false", "Whether people who are not signed in get credentials."),
    Key(
      "classicFlow", .boolean, to: "AllowClassicFlow", default: "false",
      "Whether the older flow is allowed, in which code chooses the role itself."),
    Key("logins", .object(logins), "Applications of other sign-ins, by their ids."),
    Key("oidc", .list(.identifier), to: "OpenIdConnectProviderARNs", "ARNs of OpenID Connect providers of IAM."),
    Key("saml", .list(.identifier), to: "SamlProviderARNs", "ARNs of SAML providers of IAM."),
    Key("developer", .text, to: "DeveloperProviderName", "The name under which your own servers vouch for users."),
    Key(
      "roles",
      .object(
        ObjectShape([
          Key("authenticated", role, "Whoever is signed in."), Key("unauthenticated", role, "Guests."),
        ])), "The roles that they get: a named one, or what one of the pool's own allows."),
    Key("roleMappings", .list(.object(mapping)), "Other roles for some of a user pool's users."),
  ]

  private static let role: KeyType = .either(
    .reference([.roles]),
    .object(
      ObjectShape([
        Key("allow", .list(.object(RoleStatement.shape)), required: true, "What it allows."),
        Key("deny", .list(.object(RoleStatement.shape)), "What it denies, whatever else allows it."),
      ])))

  private static let provider = ObjectShape(
    [
      Key("pool", .reference([.userPools]), required: true, "The pool."),
      Key("clients", .list(.text), default: "all of this stack's", "The applications that count, by their keys."),
      Key(
        "tokenCheck", .boolean, default: "true",
        "Whether users who were disabled or signed out everywhere get nothing more."),
    ], shorthand: "pool")

  /// Names of providers that sign users in, as identity pools have them ("Identity pools third-party identity providers").
  static let loginNames = [
    ("facebook", "graph.facebook.com"), ("google", "accounts.google.com"), ("apple", "appleid.apple.com"),
    ("amazon", "www.amazon.com"),
  ]

  private static let logins = ObjectShape(
    loginNames.map { Key($0.0, .text, "The application's id at \($0.1).") })

  private static let mapping = ObjectShape([
    Key("pool", .reference([.userPools]), required: true, "The user pool."),
    Key("client", .text, required: true, "The application, by its key."),
    Key(
      "otherwise", .choice([Choice("authenticated", "AuthenticatedRole"), Choice("deny", "Deny")]),
      to: "AmbiguousRoleResolution", default: "deny", "What users get for whom no role is found."),
    Key(
      "rules", .list(.object(rule)),
      "Which role for which users, in order; without rules, the role that the token names (a group's)."),
  ])

  private static let rule = ObjectShape([
    Key("claim", .text, to: "Claim", required: true, "The claim of the token."),
    Key(
      "match",
      .choice([
        Choice("equals", "Equals"), Choice("contains", "Contains"), Choice("startsWith", "StartsWith"),
        Choice("notEqual", "NotEqual"),
      ]), to: "MatchType", required: true, "How it is compared."),
    Key("value", .text, to: "Value", required: true, "What it is compared with."),
    Key("role", .reference([.roles]), to: "RoleARN", required: true, "The role."),
  ])
}

extension StackLowering {
  /// `CognitoIdentityProviders`: each application of each user pool.
  fileprivate mutating func setUserPools(of pool: inout Resource, _ entry: Entry) {
    var providers: [Value] = []
    for provider in entry.entries("userPools", &self) {
      guard let node = provider.node("pool"), let reference = provider.value("pool", &self) else { continue }
      let check = provider.value("tokenCheck", &self) ?? .bool(true, node.span)
      for client in clients(of: reference, provider, at: node) {
        providers.append(
          .object(
            node.span,
            [
              "ProviderName": providerName(reference, at: node.span), "ClientId": client,
              "ServerSideTokenCheck": check,
            ]))
      }
    }
    guard !providers.isEmpty, let span = entry.keySpan("userPools") else { return }
    pool.properties.set("CognitoIdentityProviders", at: span, .list(providers, span))
  }

  /// The applications that count: those that are named, or all that the stack declares.
  private mutating func clients(of pool: Value, _ provider: Entry, at node: Node) -> [Value] {
    let named = provider.value("clients", &self)?.listOrSelf ?? []
    guard let declared = declared(of: pool), declared.section.kind == .userPools else {
      if named.isEmpty, !provider.has("clients") {
        findings.report(.missingKey("clients", in: "userPools", at: node.span, help: "name the ids of its clients"))
      }
      return named
    }
    if provider.has("clients") {
      return named.compactMap { client in
        client.string.flatMap { clientReference($0, of: declared, at: client.span) }
      }
    }
    let all = declared.clientNames
    if all.isEmpty {
      findings.report(
        .missingKey("clients", in: declared.key, at: node.span, help: "an identity pool trusts a pool's applications"))
    }
    return all.compactMap { clientReference($0, of: declared, at: node.span) }
  }

  /// Refers to an application of a user pool; reports one that is not there.
  private mutating func clientReference(_ name: String, of pool: Declared, at span: Span) -> Value? {
    guard pool.clientNames.contains(name) else {
      findings.report(.unknownPath(name, at: span, candidates: pool.clientNames))
      return nil
    }
    return .ref(Self.clientID(pool: pool.logicalID, name), span)
  }

  /// `cognito-idp.REGION.amazonaws.com/POOL`.
  private func providerName(_ pool: Value, at span: Span) -> Value {
    if let declared = declared(of: pool) { return .getAtt(declared.logicalID, "ProviderName", span) }
    let id = pool.string?.split(separator: "/").last.map(String.init) ?? ""
    return .sub("cognito-idp.${AWS::Region}.${AWS::URLSuffix}/\(id)", span)
  }

  fileprivate mutating func setLogins(of pool: inout Resource, _ entry: Entry) {
    guard let logins = entry.entry("logins", &self), let span = entry.keySpan("logins") else { return }
    var map = ValueMap()
    for (key, provider) in IdentityPoolKeys.loginNames {
      if let id = logins.value(key, &self), let place = logins.keySpan(key) { map.set(provider, at: place, id) }
    }
    pool.properties.set("SupportedLoginProviders", at: span, Value(.map(map), logins.span))
  }

  /// `AWS::Cognito::IdentityPoolRoleAttachment`, with the roles that are the pool's own.
  fileprivate mutating func addRoles(_ entry: Entry) {
    var roles = ValueMap()
    if let own = entry.entry("roles", &self) {
      for identities in ["authenticated", "unauthenticated"] {
        guard let node = own.node(identities), let span = own.keySpan(identities) else { continue }
        let role =
          node.kind == .mapping && !node.isIntrinsicCall
          ? own.entry(identities, &self).map { identityRole(identities, $0, of: entry, at: span) }
          : own.value(identities, &self)
        if let role { roles.set(identities, at: span, role) }
      }
    }
    let mappings = roleMappings(entry)
    guard let span = entry.keySpan("roles") ?? entry.keySpan("roleMappings"), !roles.isEmpty || mappings != nil else {
      return
    }
    var attachment = derived(
      "\(entry.logicalID)Roles", "AWS::Cognito::IdentityPoolRoleAttachment", from: entry, at: span)
    attachment.properties.set("IdentityPoolId", at: entry.span, ref(entry))
    if !roles.isEmpty { attachment.properties.set("Roles", at: span, Value(.map(roles), span)) }
    if let mappings { attachment.properties.set("RoleMappings", at: mappings.span, mappings) }
    attachment.condition = condition(of: entry)
    add(attachment)
  }

  /// A role for the pool's identities alone.
  private mutating func identityRole(_ identities: String, _ own: Entry, of entry: Entry, at span: Span) -> Value {
    let id = "\(entry.logicalID)\(LogicalID.pascalCase(identities))Role"
    var role = derived(id, "AWS::IAM::Role", from: entry, at: span)
    role.properties.set(
      "AssumeRolePolicyDocument", at: span,
      .object(
        span,
        [
          "Version": .string("2012-10-17", span),
          "Statement": .list([Self.identityTrust(ref(entry), identities: .string(identities, span), at: span)], span),
        ]))
    let statements = roleStatements(own)
    if !statements.isEmpty {
      let policy = Value.object(
        span,
        [
          "PolicyName": .string(LogicalID.pascalCase(identities), span),
          "PolicyDocument": Statement.document(statements, at: span),
        ])
      role.properties.set("Policies", at: span, .list([policy], span))
    }
    role.condition = condition(of: entry)
    add(role)
    return .getAtt(id, "Arn", span)
  }

  /// The trust that Cognito needs to give identities of one pool a role ("IAM roles", Amazon Cognito Developer Guide).
  static func identityTrust(_ pool: Value, identities: Value, at span: Span) -> Value {
    .object(
      span,
      [
        "Effect": .string("Allow", span),
        "Principal": .object(span, ["Federated": .string("cognito-identity.amazonaws.com", span)]),
        "Action": .string("sts:AssumeRoleWithWebIdentity", span),
        "Condition": .object(
          span,
          [
            "StringEquals": .object(span, ["cognito-identity.amazonaws.com:aud": pool]),
            "ForAnyValue:StringLike": .object(span, ["cognito-identity.amazonaws.com:amr": identities]),
          ]),
      ])
  }

  /// `RoleMappings`, by words of one's own; the provider stands inside, since a key cannot be a reference.
  private mutating func roleMappings(_ entry: Entry) -> Value? {
    var mappings = ValueMap()
    for mapping in entry.entries("roleMappings", &self) {
      guard let reference = mapping.value("pool", &self), let named = mapping.plainName("client", &self)
      else { continue }
      let (name, span) = (named.text, named.span)
      let client: Value? =
        if let declared = declared(of: reference) { clientReference(name, of: declared, at: span) } else {
          mapping.value("client", &self)
        }
      guard let client else { continue }
      var properties = mapping.properties(&self)
      if properties["AmbiguousRoleResolution"] == nil {
        properties.set("AmbiguousRoleResolution", at: span, .string("Deny", span))
      }
      let provider = [providerName(reference, at: span), .string(":", span), client]
      properties.set(
        "IdentityProvider", at: span, .call(.join, .list([.string("", span), .list(provider, span)], span), span))
      let rules = mapping.entries("rules", &self).map { Value(.map($0.properties(&self)), $0.span) }
      properties.set("Type", at: span, .string(rules.isEmpty ? "Token" : "Rules", span))
      if !rules.isEmpty {
        properties.set("RulesConfiguration", at: span, .object(span, ["Rules": .list(rules, span)]))
      }
      let key = "\(declared(of: reference)?.key ?? "pool").\(name)"
      mappings.set(LogicalID.pascalCase(key), at: span, Value(.map(properties), mapping.span))
    }
    return mappings.entries.first.map { Value(.map(mappings), $0.keySpan) }
  }
}

extension Declared {
  /// The names of a user pool's applications as written.
  var clientNames: [String] {
    guard section.kind == .userPools, node.kind == .mapping, let clients = node["clients"], clients.kind == .mapping
    else { return [] }
    return clients.entries.map(\.key.text)
  }
}
