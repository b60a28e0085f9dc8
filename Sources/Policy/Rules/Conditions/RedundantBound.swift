import Diagnostics
import Source

extension Rule {
  static let redundantBound = Rule(
    "STK845", "redundant-bound", .info, "a bound that another one of the same condition makes idle",
    why: """
      The values of a key are alternatives: below 10 or below 20 is below 20. The other value looks as if it had a \
      meaning.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": [↓"300", "3600"] } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "3600" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let redundantBound = PolicyCheck(.redundantBound) { reading, findings in
    for statement in reading.statements {
      for condition in statement.conditions {
        guard let comparison = ConditionOperator(condition.comparison.value)?.comparison, let order = comparison.bound
        else { continue }
        let values = condition.values.policyTexts.compactMap { value in
          value.value.literal.flatMap(comparison.number(of:)).map { (text: value, number: $0) }
        }
        let isUpper = order == .less || order == .lessOrEqual
        guard values.count > 1,
          let widest = values.max(by: { isUpper ? $0.number < $1.number : $0.number > $1.number })
        else { continue }
        for value in values where value.number != widest.number {
          findings.report(
            Diagnostic(
              .redundantBound, "`\(value.text.value)` changes nothing beside `\(widest.text.value)`",
              at: value.text.span, notes: [.init("this takes in more", at: widest.text.span)]))
        }
      }
    }
  }
}

extension ConditionOperator.Comparison {
  /// How a number or date is bounded on one side.
  fileprivate var bound: ConditionOperator.Order? {
    switch self {
    case .number(let order), .date(let order): order == .equal ? nil : order
    case .text, .textIgnoringCase, .pattern, .bool, .binary, .address, .arn, .null: nil
    }
  }

  fileprivate func number(of text: String) -> Double? {
    switch self {
    case .date: ConditionNumber.date(text)
    default: ConditionNumber.number(text)
    }
  }
}
