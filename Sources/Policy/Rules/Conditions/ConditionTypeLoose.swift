import Diagnostics
import Source
import Spec

extension Rule {
  static let conditionTypeLoose = Rule(
    "STK824", "condition-type-loose", .info, "a condition that compares a key by an operator for another type",
    why: """
      ARNs are compared as texts, or texts as ARNs. That works, but the operators for ARNs compare part by part, so that \
      no wildcard reaches over a colon, and those for texts do not.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { ↓"StringLike": { "aws:SourceArn": "arn:aws:sns:*:*:posts" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:sns:*:*:posts" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let conditionTypeLoose = PolicyCheck(.conditionTypeLoose) { reading, findings in
    for statement in reading.statements {
      for condition in statement.conditions {
        guard let comparison = ConditionOperator(condition.comparison.value)?.comparison,
          let key = IAMConditionKey.named(condition.key.value), TypeFit(key.type, comparison) == .loose
        else { continue }
        findings.report(
          Diagnostic(
            .conditionTypeLoose, "`\(condition.key.value)` is better compared with \(key.type.operators)",
            at: condition.comparison.span))
      }
    }
  }
}
