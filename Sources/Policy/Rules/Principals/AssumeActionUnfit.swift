import Diagnostics
import Source

extension Rule {
  static let assumeActionUnfit = Rule(
    "STK850", "assume-action-unfit", .error, "a way to assume a role that its principal cannot take",
    why: """
      Services, accounts and roles assume a role by `sts:AssumeRole`, users of an OpenID Connect provider by \
      `sts:AssumeRoleWithWebIdentity`, those of a SAML provider by `sts:AssumeRoleWithSAML`; and to set a source identity or \
      session tags takes an action of its own (IAM User Guide, Policy validation check reference). With another action \
      nobody can assume the role.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
          "Action": ↓"sts:AssumeRole",
          "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:shop/api:ref:refs/heads/main" } } }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ↓"sts:AssumeRole" }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole",
          "Condition": { "StringLike": { ↓"sts:SourceIdentity": "*" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" },
          "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"] }
        """#),
    ])
}

extension PolicyCheck {
  static let assumeActionUnfit = PolicyCheck(.assumeActionUnfit) { reading, findings in
    guard reading.kind == .trust else { return }
    for statement in reading.statements where statement.allows {
      guard let element = statement.member("Action"), let principals = statement.member("Principal")?.value.members
      else { continue }
      let texts = element.value.policyTexts
      guard texts.allSatisfy({ $0.value.literal != nil }) else { continue }
      let trust = TrustStatement(statement: statement, actions: texts, principals: principals)
      trust.reportActions(&findings)
      trust.reportRolesAnywhere(at: element.value.span, &findings)
      trust.reportKeys(&findings)
    }
  }
}

/// A statement of a trust policy whose actions are all known.
private struct TrustStatement {
  let statement: StatementReading
  let actions: [Spanned<PartialText>]
  let principals: [Datum.Member]

  private typealias Way = (action: String, families: Set<String>, isProvider: @Sendable (String) -> Bool)

  /// The kinds of principal that each way to assume a role is for.
  private static let ways: [Way] = [
    ("sts:AssumeRole", ["AWS", "Service", "CanonicalUser"], { _ in false }),
    ("sts:AssumeRoleWithSAML", ["Federated"], { $0.contains(":saml-provider/") }),
    ("sts:AssumeRoleWithWebIdentity", ["Federated"], { !$0.contains(":saml-provider/") }),
  ]

  private func has(_ action: String) -> Bool {
    let action = ValuePattern(PartialText(action), foldsCase: true)
    return actions.contains { ValuePattern($0.value, foldsCase: true).includes(action) }
  }

  /// Whether a principal can assume a role that way; `unknown` for a provider that is known at deployment alone.
  private func takes(_ way: Way, unknown: Bool) -> Bool {
    principals.contains { member in
      way.families.contains(member.key)
        && (member.key != "Federated"
          || member.value.policyTexts.contains { $0.value.literal.map(way.isProvider) ?? unknown })
    }
  }

  /// Actions by which none of the principals can assume the role.
  func reportActions(_ findings: inout Findings) {
    for written in actions {
      guard let way = Self.ways.first(where: { $0.action.lowercased() == written.value.literal?.lowercased() }),
        !takes(way, unknown: true)
      else { continue }
      let meant = Self.ways.first { takes($0, unknown: false) }
      findings.report(
        Diagnostic(
          .assumeActionUnfit, "`\(way.action)` is not how this principal assumes a role", at: written.span,
          notes: principals.prefix(1).map { .init("the principal", at: $0.keySpan) },
          help: meant.map { ["allow `\($0.action)`"] } ?? []))
    }
  }

  /// IAM Roles Anywhere sets session tags and a source identity, always.
  func reportRolesAnywhere(at span: Span, _ findings: inout Findings) {
    let services = principals.first { $0.key == "Service" }?.value.policyTexts.compactMap(\.value.literal) ?? []
    guard services.contains("rolesanywhere.amazonaws.com") else { return }
    let missing = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"].filter { !has($0) }
    guard !missing.isEmpty else { return }
    findings.report(
      Diagnostic(
        .assumeActionUnfit,
        "IAM Roles Anywhere also needs \(missing.map { "`\($0)`" }.joined(separator: " and "))", at: span))
  }

  /// Conditions on what only another action can set.
  func reportKeys(_ findings: inout Findings) {
    for condition in statement.conditions {
      let key = condition.key.value.lowercased()
      let isOfTags = key == "sts:transitivetagkeys" || key.hasPrefix("aws:requesttag/")
      let action = key == "sts:sourceidentity" ? "sts:SetSourceIdentity" : isOfTags ? "sts:TagSession" : nil
      guard let action, !has(action) else { continue }
      findings.report(
        Diagnostic(
          .assumeActionUnfit, "nobody can set `\(condition.key.value)` without `\(action)`", at: condition.key.span,
          help: ["allow `\(action)` too"]))
    }
  }
}
