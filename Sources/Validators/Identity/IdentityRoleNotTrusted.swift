import Diagnostics
import Source
import Template

extension Rule {
  static let identityRoleNotTrusted = Rule(
    "STK569", "identity-role-not-trusted", .error, "a role of an identity pool that does not trust its identities",
    limits: ["COG-028"],
    why: """
      Cognito gets credentials for an identity with `sts:AssumeRoleWithWebIdentity`, so the role must let \
      `cognito-identity.amazonaws.com` do that, for this pool (`aud`) and for these identities (`amr`). Without the pool's \
      id in the condition, the identities of anyone's pool could take the role.
      """,
    examples: [
      .bad(
        "identityPools:\n  visitors: { guests: true, roles: { unauthenticated: ↓roles.guest } }\nroles:\n  guest: { trusts: lambda.amazonaws.com }\n"
      ),
      .bad(
        "identityPools:\n  visitors: { guests: true, roles: { unauthenticated: ↓roles.guest } }\nroles:\n  guest: { trusts: { identityPool: identityPools.visitors } }\n"
      ),
      .good(
        "identityPools:\n  visitors: { guests: true, roles: { unauthenticated: roles.guest } }\nroles:\n  guest: { trusts: { identityPool: identityPools.visitors, identities: unauthenticated } }\n"
      ),
    ])
}

extension Check {
  static let identityRoleNotTrusted = Check(.identityRoleNotTrusted) { context, findings in
    for attachment in context.wholeResources("AWS::Cognito::IdentityPoolRoleAttachment") {
      guard let pool = attachment["IdentityPoolId"] else { continue }
      for entry in attachment["Roles"]?.map?.entries ?? [] {
        guard let role = context.resource(context.reader.resource(namedBy: entry.value)), role.type == "AWS::IAM::Role",
          context.isWhole(role), let document = role["AssumeRolePolicyDocument"],
          let fault = IdentityTrust(document, context).fault(pool: pool, identities: entry.key)
        else { continue }
        findings.report(
          Diagnostic(
            .identityRoleNotTrusted, "`\(role.label)` \(fault)", at: entry.value.span,
            label: "given to \(entry.key == "authenticated" ? "whoever is signed in" : "guests")",
            notes: [.init("this is whom it trusts", at: document.span)],
            consequences: ["identities get no credentials: \"Invalid identity pool configuration\""],
            help: [
              "let the role trust `{ identityPool: …, identities: \(entry.key) }`"
            ]))
      }
    }
  }
}

/// What a role's trust policy says of the identities of pools.
private struct IdentityTrust {
  private static let service = "cognito-identity.amazonaws.com"

  private let statements: [Value]
  private let context: CheckContext

  init(_ document: Value, _ context: CheckContext) {
    self.context = context
    statements = (document["Statement"]?.listOrSelf ?? []).filter { statement in
      let federated = statement["Principal"]?["Federated"]?.listOrSelf ?? []
      return statement["Effect"]?.string == "Allow"
        && federated.contains { context.resolver.literal($0) == Self.service }
    }
  }

  /// What it lacks for the identities of a pool, in words that follow the role's name; nil if nothing.
  func fault(pool: Value, identities: String) -> String? {
    if statements.isEmpty { return "does not trust `\(Self.service)` as a provider of identities (`Federated`)" }
    let assuming = statements.filter { statement in
      (statement["Action"]?.listOrSelf ?? []).contains {
        $0.string?.lowercased() == "sts:assumerolewithwebidentity" || $0.string == "sts:*"
      }
    }
    if assuming.isEmpty { return "does not allow `sts:AssumeRoleWithWebIdentity`" }
    let forPool = assuming.filter { holds("aud", in: $0, as: pool) }
    if forPool.isEmpty { return "trusts identity pools, but not this one by its id" }
    let fits = forPool.contains { statement in
      let words = values("amr", in: statement)
      return words.isEmpty || words.contains { context.resolver.literal($0) == identities }
    }
    return fits ? nil : "trusts this pool, but not its \(identities) identities"
  }

  private func values(_ key: String, in statement: Value) -> [Value] {
    (statement["Condition"]?.map?.entries ?? []).flatMap { block in
      (block.value.map?.entries ?? []).filter { $0.key.lowercased() == "\(Self.service):\(key)" }
        .flatMap(\.value.listOrSelf)
    }
  }

  private func holds(_ key: String, in statement: Value, as wanted: Value) -> Bool {
    values(key, in: statement).contains { value in
      if let one = context.reader.resource(namedBy: value), let other = context.reader.resource(namedBy: wanted) {
        return one == other
      }
      guard let one = context.resolver.literal(value), let other = context.resolver.literal(wanted) else { return true }
      return one == other
    }
  }
}
