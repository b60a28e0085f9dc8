import Diagnostics
import Source

extension Rule {
  static let variableNotReplaced = Rule(
    "STK847", "variable-not-replaced", .error, "a policy variable where none is replaced",
    why: """
      Policy variables stand in resources, and in the values of conditions on texts and ARNs (IAM User Guide, Policy \
      variables, Where you can use policy variables). Elsewhere `${…}` is taken letter by letter, or AWS rejects the policy.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "NumericEquals": { "aws:MultiFactorAuthAge": ↓"${aws:PrincipalTag/age}" } } }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": ↓"arn:aws:iam::111122223333:user/${aws:username}" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:${aws:PrincipalTag/team}" }
        """#),
    ])
}

extension PolicyCheck {
  static let variableNotReplaced = PolicyCheck(.variableNotReplaced) { reading, findings in
    guard reading.hasVariables else { return }
    for statement in reading.statements {
      for condition in statement.conditions {
        guard let comparison = ConditionOperator(condition.comparison.value)?.comparison, !comparison.takesVariables
        else { continue }
        report(condition.values, "`\(condition.comparison.value)`", &findings)
      }
      for name in ["Action", "NotAction", "Sid", "Effect"] {
        if let value = statement.member(name)?.value { report(value, "`\(name)`", &findings) }
      }
      for family in statement.member(anyOf: ["Principal", "NotPrincipal"])?.value.members ?? [] {
        report(family.value, "a principal", &findings)
      }
    }
  }
}

private func report(_ value: Datum, _ place: String, _ findings: inout Findings) {
  for text in value.policyTexts where text.value.literal?.holds("${") == true {
    findings.report(
      Diagnostic(
        .variableNotReplaced, "\(place) takes no policy variable", at: text.span,
        help: ["write the value itself, or compare a key of the request with `StringEquals` or `ArnLike`"]))
  }
}
