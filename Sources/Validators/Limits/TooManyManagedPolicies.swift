import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let tooManyManagedPolicies = Rule(
    "STK907", "too-many-managed-policies", .warning, "a role with more managed policies than IAM takes by default",
    limits: ["IAM-004"],
    why: """
      IAM refuses to attach more: `Cannot exceed quota for PoliciesPerRole`. AWS raises the number on request ("IAM and AWS \
      STS quotas", IAM User Guide).
      """,
    examples: [
      .bad(
        "roles:\n  reader:\n    trusts: lambda.amazonaws.com\n    managed:\n" + Self.policies(10)
          + "      - ↓arn:aws:iam::123456789012:policy/last\n"),
      .good("roles:\n  reader:\n    trusts: lambda.amazonaws.com\n    managed:\n" + Self.policies(10)),
    ])

  private static func policies(_ count: Int) -> String {
    (1...count).map { "      - arn:aws:iam::123456789012:policy/p\($0)\n" }.joined()
  }
}

extension Check {
  static let tooManyManagedPolicies = Check(.tooManyManagedPolicies) { context, findings in
    guard let most = CheckContext.limit("IAM-004") else { return }
    for role in context.resources("AWS::IAM::Role") {
      guard let policies = role["ManagedPolicyArns"]?.list, policies.indices.contains(most) else { continue }
      findings.report(
        Diagnostic(
          .tooManyManagedPolicies,
          "`\(context.called(role))` has \(policies.count) managed policies, and IAM takes \(most) unless asked for more",
          at: policies[most].span,
          consequences: ["IAM refuses to attach it: `Cannot exceed quota for PoliciesPerRole`"],
          help: ["join some of them in one policy, or ask AWS for more"]))
    }
  }
}
