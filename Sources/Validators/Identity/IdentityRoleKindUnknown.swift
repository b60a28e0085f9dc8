import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let identityRoleKindUnknown = Rule(
    "STK556", "identity-role-kind-unknown", .error,
    "a role of an identity pool for a kind of identities that there is not",
    limits: ["COG-026"],
    why: """
      An identity pool has a role for whoever is signed in, `authenticated`, and one for guests, `unauthenticated`. Cognito \
      refuses other names ("SetIdentityPoolRoles", Amazon Cognito Federated Identities API Reference).
      """,
    examples: [
      .bad(Self.attachment("↓guests")),
      .bad(Self.attachment("↓authenticatd"), fixed: Self.attachment("authenticated")),
      .good(Self.attachment("authenticated")),
    ])

  private static func attachment(_ kind: String) -> String {
    "resources:\n  Roles:\n    Type: AWS::Cognito::IdentityPoolRoleAttachment\n    Properties: { IdentityPoolId: \"eu-west-1:0a1b2c3d\", Roles: { \(kind): \"arn:aws:iam::123456789012:role/visitor\" } }\n"
  }
}

extension Check {
  static let identityRoleKindUnknown = Check(.identityRoleKindUnknown) { context, findings in
    guard case .list(let kinds)? = ServiceLimit.id("COG-026")?.value else { return }
    for attachment in context.resources("AWS::Cognito::IdentityPoolRoleAttachment") {
      for entry in attachment["Roles"]?.map?.entries ?? [] where !kinds.contains(entry.key) {
        var diagnostic = Diagnostic(
          .identityRoleKindUnknown, "an identity pool has no identities of the kind `\(entry.key)`", at: entry.keySpan,
          consequences: ["Cognito refuses the roles"],
          help: ["write \(kinds.map { "`\($0)`" }.joined(separator: " or "))"])
        if let nearest = Spelling.nearest(to: entry.key, in: kinds), context.sources.text(entry.keySpan) == entry.key {
          diagnostic.fixes = [
            .replace(entry.keySpan, with: nearest, title: "change to `\(nearest)`", safe: true)
          ]
        }
        findings.report(diagnostic)
      }
    }
  }
}
