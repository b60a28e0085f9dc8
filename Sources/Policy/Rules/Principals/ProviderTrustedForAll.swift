import Diagnostics
import Source

extension Rule {
  static let providerTrustedForAll = Rule(
    "STK851", "provider-trusted-for-all", .warning,
    "a role that everyone with an account at an identity provider can assume",
    why: """
      A public provider vouches for all its users: without a condition on `sub` or `aud` any workflow of any repository at \
      GitHub, or any user of any application, gets the role (IAM User Guide, Creating a role for OpenID Connect federation).
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Federated": ↓"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } } }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": ↓"repo:*" } } }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Federated": ↓"accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": "repo:shop/api:ref:refs/heads/main" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let providerTrustedForAll = PolicyCheck(.providerTrustedForAll) { reading, findings in
    guard reading.kind == .trust else { return }
    for statement in reading.statements where statement.allows {
      for text in statement.member("Principal")?.value["Federated"]?.policyTexts ?? [] {
        guard let name = text.value.literal.flatMap(providerName) else { continue }
        report(name, text, statement, &findings)
      }
    }
  }
}

/// The host by which an OpenID Connect provider's condition keys begin; nil for SAML.
private func providerName(_ principal: String) -> String? {
  if let mark = principal.firstRange(of: ":oidc-provider/") { return String(principal[mark.upperBound...]) }
  return principal.contains(":") ? nil : principal
}

/// GitHub's provider has one audience for all: only the subject tells one repository from another.
private let github = "token.actions.githubusercontent.com"

private func report(
  _ name: String, _ principal: Spanned<PartialText>, _ statement: StatementReading, _ findings: inout Findings
) {
  let own = statement.conditions.filter { condition in
    condition.key.value.lowercased().hasPrefix(name.lowercased() + ":")
      && ConditionOperator(condition.comparison.value).map { !$0.ifExists && $0.comparison != .null } ?? true
  }
  guard name == github else {
    guard own.isEmpty else { return }
    return findings.report(
      Diagnostic(
        .providerTrustedForAll, "whoever has an account at `\(name)` can assume this role", at: principal.span,
        help: ["compare `\(name):aud` with your application's id, or `\(name):sub` with the users"]))
  }
  let subjects = own.filter {
    $0.key.value.lowercased().hasSuffix(":sub") || $0.key.value.lowercased().hasSuffix(":job_workflow_ref")
  }
  guard !subjects.isEmpty else {
    return findings.report(
      Diagnostic(
        .providerTrustedForAll, "any workflow of any repository at GitHub can assume this role", at: principal.span,
        help: ["compare `\(github):sub` with `repo:OWNER/NAME:ref:refs/heads/BRANCH`"]))
  }
  for value in subjects.flatMap(\.values.policyTexts) {
    guard let text = value.value.literal, isOpen(text) else { continue }
    findings.report(
      Diagnostic(
        .providerTrustedForAll, "`\(text)` stands for repositories of others, too", at: value.span,
        help: ["write owner, repository and branch: `repo:OWNER/NAME:ref:refs/heads/BRANCH`"]))
  }
}

/// Whether a subject has a wildcard where the owner of the repository stands.
private func isOpen(_ subject: String) -> Bool {
  guard subject.hasPrefix("repo:") else { return subject.hasPrefix("*") || subject.hasPrefix("repo*") }
  let owner = subject.dropFirst("repo:".count).prefix { $0 != "/" }
  return owner.contains { $0 == "*" || $0 == "?" }
}
