import Diagnostics
import Source

extension Rule {
  static let bothTruthValues = Rule(
    "STK843", "both-truth-values", .warning, "a condition that takes `true` and `false` alike",
    why: """
      The values of a key are alternatives. `true` or `false` is any value: the condition asks for nothing but that the key \
      is there, for which there is `Null`.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "Bool": { "aws:SecureTransport": ↓["true", "false"] } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "Bool": { "aws:SecureTransport": "true" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let bothTruthValues = PolicyCheck(.bothTruthValues) { reading, findings in
    for statement in reading.statements {
      for condition in statement.conditions {
        guard let comparison = ConditionOperator(condition.comparison.value)?.comparison,
          comparison == .bool || comparison == .null
        else { continue }
        let values = Set(condition.values.policyTexts.compactMap { $0.value.literal?.lowercased() })
        guard values.isSuperset(of: ["true", "false"]) else { continue }
        findings.report(
          Diagnostic(
            .bothTruthValues, "`\(condition.key.value)` may be `true` or `false`, which is anything",
            at: condition.values.span, help: ["leave one of them"]))
      }
    }
  }
}
