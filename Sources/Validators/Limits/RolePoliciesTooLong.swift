import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let rolePoliciesTooLong = Rule(
    "STK906", "role-policies-too-long", .error, "a role with longer inline policies than IAM takes",
    limits: ["IAM-003"],
    why: """
      IAM counts the characters of all inline policies of a role together, without white space, and refuses what goes \
      beyond: `Maximum policy size of 10240 bytes exceeded for role`. Names that are only known at deployment come on top \
      of what is counted here ("IAM and AWS STS quotas", IAM User Guide).
      """,
    examples: [
      .bad("roles:\n  ↓reader:\n    trusts: lambda.amazonaws.com\n    allow:\n" + Self.statements(100)),
      .good("roles:\n  reader:\n    trusts: lambda.amazonaws.com\n    allow:\n" + Self.statements(20)),
    ])

  private static func statements(_ count: Int) -> String {
    let path = String(repeating: "a", count: 100)
    return (1...count).map { "      - { actions: s3:GetObject, on: \"arn:aws:s3:::lake/\(path)\($0)\" }\n" }.joined()
  }
}

extension Check {
  static let rolePoliciesTooLong = Check(.rolePoliciesTooLong) { context, findings in
    guard let most = CheckContext.limit("IAM-003") else { return }
    var lengths: [String: Int] = [:]
    for role in context.resources("AWS::IAM::Role") {
      for policy in role["Policies"]?.list ?? [] {
        lengths[role.logicalID, default: 0] += policy["PolicyDocument"].map(context.resolver.document)?.jsonLength ?? 0
      }
    }
    for policy in context.resources("AWS::IAM::Policy") {
      guard let document = policy["PolicyDocument"] else { continue }
      let length = context.resolver.document(document).jsonLength
      for role in policy["Roles"]?.list ?? [] {
        if let id = context.reader.resource(namedBy: role) { lengths[id, default: 0] += length }
      }
    }
    for role in context.resources("AWS::IAM::Role") {
      guard let length = lengths[role.logicalID], length > most else { continue }
      findings.report(
        Diagnostic(
          .rolePoliciesTooLong,
          "the inline policies of `\(context.called(role))` have at least \(length) characters, and IAM takes \(most)",
          at: role.span,
          consequences: ["IAM refuses the policy: `Maximum policy size of \(most) bytes exceeded for role`"],
          help: ["join statements that differ only in the resource, use `*` in names, or move some to a managed policy"]
        ))
    }
  }
}
