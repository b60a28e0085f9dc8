import Diagnostics
import Source
import Spec

extension Rule {
  static let missingQuantifier = Rule(
    "STK834", "missing-quantifier", .error, "a key of many values without `ForAllValues` or `ForAnyValue`",
    why: """
      A request may have many values of the key, and the condition does not say whether all or one of them must match: \
      AWS does not say what then happens.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { ↓"aws:TagKeys": "team" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let missingQuantifier = PolicyCheck(.missingQuantifier) { reading, findings in
    for statement in reading.statements {
      for condition in statement.conditions {
        guard let comparison = ConditionOperator(condition.comparison.value), comparison.quantifier == nil,
          comparison.comparison != .null, IAMConditionKey.named(condition.key.value)?.isMultivalued == true
        else { continue }
        findings.report(
          Diagnostic(
            .missingQuantifier, "`\(condition.key.value)` has many values", at: condition.key.span,
            help: [
              "write `ForAnyValue:\(condition.comparison.value)` if one must match, `ForAllValues:\(condition.comparison.value)` if all must"
            ]))
      }
    }
  }
}
