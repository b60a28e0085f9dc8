import Diagnostics
import Source
import Spec

extension Rule {
  static let quantifierOnSingleValue = Rule(
    "STK833", "quantifier-on-single-value", .warning, "`ForAllValues` with a key that has one value",
    why: """
      `ForAllValues` holds where the request has no such key at all, so an Allow with it is open to whoever leaves the \
      key out. It is for keys of many values, such as `aws:TagKeys`, together with `Null`.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { ↓"ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-exampleorg" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-exampleorg" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let quantifierOnSingleValue = PolicyCheck(.quantifierOnSingleValue) { reading, findings in
    for statement in reading.statements where statement.allows {
      for condition in statement.conditions {
        guard ConditionOperator(condition.comparison.value)?.quantifier == .all,
          let key = IAMConditionKey.named(condition.key.value), !key.isMultivalued
        else { continue }
        findings.report(
          Diagnostic(
            .quantifierOnSingleValue, "`\(condition.key.value)` has one value, and this holds where it has none",
            at: condition.comparison.span, help: ["leave `ForAllValues:` out"]))
      }
    }
  }
}
