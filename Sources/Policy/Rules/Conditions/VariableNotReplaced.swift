import Diagnostics
import Source

extension Rule {
  static let variableNotReplaced = Rule(
    "STK847", "variable-not-replaced", .error, "a policy variable in a condition that replaces none",
    why: """
      Policy variables stand in resources, and in the values of conditions on texts and ARNs (IAM User Guide, Policy \
      variables, Where you can use policy variables). In conditions on numbers, dates, truth values and addresses `${…}` is no \
      value, and the condition never holds.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "NumericEquals": { "aws:MultiFactorAuthAge": ↓"${aws:PrincipalTag/age}" } } }
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
