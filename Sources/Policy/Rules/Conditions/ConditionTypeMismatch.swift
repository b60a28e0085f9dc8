import Diagnostics
import Source
import Spec

extension Rule {
  static let conditionTypeMismatch = Rule(
    "STK823", "condition-type-mismatch", .warning, "a condition that compares a key as what it is not",
    why: """
      Each condition key has a type, and each operator compares values of one. Where they differ, or a value is none of \
      the operator's type, the condition never holds.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { ↓"StringEquals": { "aws:MultiFactorAuthAge": "300" } } }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "IpAddress": { "aws:SourceIp": ↓"203.0.113.0/33" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "300" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let conditionTypeMismatch = PolicyCheck(.conditionTypeMismatch) { reading, findings in
    for statement in reading.statements {
      for condition in statement.conditions {
        guard let comparison = ConditionOperator(condition.comparison.value)?.comparison else { continue }
        if let key = IAMConditionKey.named(condition.key.value), TypeFit(key.type, comparison) == .never {
          findings.report(
            Diagnostic(
              .conditionTypeMismatch,
              "`\(condition.key.value)` holds \(key.type.words), and `\(condition.comparison.value)` compares \(comparison.words)",
              at: condition.comparison.span, help: ["compare it with \(key.type.operators)"]))
          continue
        }
        for value in condition.values.policyTexts {
          guard let text = value.value.literal, !text.holds("${"), !comparison.takes(text) else { continue }
          findings.report(
            Diagnostic(
              .conditionTypeMismatch,
              "`\(text)` is none of \(comparison.words), which `\(condition.comparison.value)` compares",
              at: value.span))
        }
      }
    }
  }
}

/// How the type of a key and the comparison of an operator go together.
enum TypeFit {
  /// As AWS means it.
  case exact
  /// It works, and does less than the operator that is meant for the type.
  case loose
  /// It never holds.
  case never

  init(_ type: IAMConditionKey.ValueType, _ comparison: ConditionOperator.Comparison) {
    switch (type, comparison) {
    case (_, .null): self = .exact
    case (.string, .text), (.string, .textIgnoringCase), (.string, .pattern), (.string, .binary), (.arn, .arn):
      self = .exact
    case (.bool, .bool), (.numeric, .number), (.date, .date), (.ipAddress, .address): self = .exact
    // Seconds since 1970 are a number and a date.
    case (.numeric, .date), (.date, .number): self = .exact
    case (.arn, .text), (.arn, .textIgnoringCase), (.arn, .pattern), (.string, .arn): self = .loose
    case (.bool, .text), (.bool, .textIgnoringCase), (.bool, .pattern): self = .loose
    default: self = .never
    }
  }
}

extension IAMConditionKey.ValueType {
  fileprivate var words: String {
    switch self {
    case .string: "a text"
    case .arn: "an ARN"
    case .bool: "`true` or `false`"
    case .numeric: "a number"
    case .date: "a date"
    case .ipAddress: "an IP address"
    }
  }

  /// The operators that are meant for it.
  var operators: String {
    switch self {
    case .string: "`StringEquals` or `StringLike`"
    case .arn: "`ArnEquals` or `ArnLike`"
    case .bool: "`Bool`"
    case .numeric: "`NumericEquals`, `NumericLessThan` and their like"
    case .date: "`DateGreaterThan`, `DateLessThan` and their like"
    case .ipAddress: "`IpAddress` or `NotIpAddress`"
    }
  }
}

extension ConditionOperator.Comparison {
  fileprivate var words: String {
    switch self {
    case .text, .textIgnoringCase, .pattern: "texts"
    case .number: "numbers"
    case .date: "dates"
    case .bool, .null: "`true` and `false`"
    case .binary: "bytes in base64"
    case .address: "IP addresses"
    case .arn: "ARNs"
    }
  }

  /// Whether a text is a value of it.
  fileprivate func takes(_ text: String) -> Bool {
    switch self {
    case .text, .textIgnoringCase, .pattern, .binary: true
    case .number: ConditionNumber.number(text) != nil
    case .date: ConditionNumber.date(text) != nil
    case .bool, .null: ["true", "false"].contains(text.lowercased())
    case .address: AddressBlock(text) != nil
    case .arn: text.hasPrefix("arn:") || text.contains("*") || text.contains("?")
    }
  }
}
