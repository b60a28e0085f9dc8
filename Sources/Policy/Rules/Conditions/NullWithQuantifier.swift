import Diagnostics
import Source

extension Rule {
  static let nullWithQuantifier = Rule(
    "STK835", "null-with-quantifier", .warning, "`Null` with `ForAllValues` or `ForAnyValue`",
    why: """
      `Null` asks whether the request has a key. With `ForAllValues` the answer is always yes, with `ForAnyValue` always \
      no, whatever the request has.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { ↓"ForAllValues:Null": { "aws:TagKeys": "false" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "Null": { "aws:TagKeys": "false" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let nullWithQuantifier = PolicyCheck(.nullWithQuantifier) { reading, findings in
    for statement in reading.statements {
      for block in statement.conditionBlocks {
        guard let comparison = ConditionOperator(block.key), comparison.comparison == .null,
          let quantifier = comparison.quantifier
        else { continue }
        findings.report(
          Diagnostic(
            .nullWithQuantifier,
            "`Null` with `\(quantifier.rawValue)` is always \(quantifier == .all ? "true" : "false")",
            at: block.keySpan, help: ["leave `\(quantifier.rawValue):` out"]))
      }
    }
  }
}
