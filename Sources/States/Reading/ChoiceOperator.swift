import Source

/// A comparison operator of a Choice rule (States Language, "Data-test expression").
struct ChoiceOperator {
  /// What the operator compares with.
  enum Operand {
    case text
    case number
    case bool
    case timestamp
    case path
  }

  let name: String
  let operand: Operand

  static let all: [String: ChoiceOperator] = {
    var operators: [ChoiceOperator] = []
    let comparisons = ["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"]
    for (kind, operand) in [("String", Operand.text), ("Numeric", .number), ("Timestamp", .timestamp)] {
      for comparison in comparisons {
        operators.append(ChoiceOperator(name: kind + comparison, operand: operand))
        operators.append(ChoiceOperator(name: kind + comparison + "Path", operand: .path))
      }
    }
    operators.append(ChoiceOperator(name: "StringMatches", operand: .text))
    operators.append(ChoiceOperator(name: "BooleanEquals", operand: .bool))
    operators.append(ChoiceOperator(name: "BooleanEqualsPath", operand: .path))
    for test in ["IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"] {
      operators.append(ChoiceOperator(name: test, operand: .bool))
    }
    return Dictionary(uniqueKeysWithValues: operators.map { ($0.name, $0) })
  }()
}

extension ChoiceOperator.Operand {
  /// What it is, for a message.
  var phrase: String {
    switch self {
    case .text: "a text"
    case .number: "a number"
    case .bool: "`true` or `false`"
    case .timestamp: "a date and time such as `2026-11-25T08:00:00Z`"
    case .path: "a path"
    }
  }

  /// Whether a value is of the kind; what is not known is taken for it.
  func fits(_ datum: Datum) -> Bool {
    switch (self, datum.kind) {
    case (_, .unknown): true
    case (_, .string(let text)) where text.literal == nil: true
    case (.text, .string), (.path, .string), (.number, .number), (.bool, .bool): true
    case (.timestamp, .string(let text)): text.literal?.isTimestamp == true
    default: false
    }
  }
}
