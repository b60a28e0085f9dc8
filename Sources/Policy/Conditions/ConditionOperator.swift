/// A condition operator with its prefix and suffix (IAM User Guide, IAM JSON policy elements: Condition operators).
public struct ConditionOperator: Sendable, Equatable {
  /// How a value of the request is compared with one of the policy.
  public enum Comparison: Sendable, Equatable {
    /// Byte by byte; `*` and `?` are themselves.
    case text
    /// Byte by byte, ASCII letters of either case being equal.
    case textIgnoringCase
    /// With `*` and `?`.
    case pattern
    case number(Order)
    case date(Order)
    case bool
    /// As the bytes that both encode in base64.
    case binary
    /// An address within a CIDR block.
    case address
    /// Component by component, with `*` and `?`.
    case arn
    /// Whether the key is absent.
    case null
  }

  /// How two numbers or dates must stand: the request's first.
  public enum Order: Sendable, Equatable {
    case equal, less, lessOrEqual, greater, greaterOrEqual
  }

  /// How a key of many values is taken.
  public enum Quantifier: String, Sendable, CaseIterable {
    /// Each value of the request must match; true when there is none.
    case all = "ForAllValues"
    /// Some value of the request must match; false when there is none.
    case any = "ForAnyValue"
  }

  /// The comparison.
  public let comparison: Comparison
  /// Whether it asks for the opposite.
  public let isNegated: Bool
  /// How many values are looked at; nil for keys of one value.
  public let quantifier: Quantifier?
  /// Whether it holds when the request has no such key.
  public let ifExists: Bool

  /// The operator of a name; nil if AWS knows none of that name. Case does not matter.
  public init?(_ name: String) {
    var rest = Substring(name.lowercased())
    var quantifier: Quantifier?
    for candidate in Quantifier.allCases where rest.hasPrefix(candidate.rawValue.lowercased() + ":") {
      quantifier = candidate
      rest = rest.dropFirst(candidate.rawValue.utf8.count + 1)
    }
    let suffix = "ifexists"
    let ifExists = rest.hasSuffix(suffix)
    if ifExists { rest = rest.dropLast(suffix.utf8.count) }
    guard let row = Self.byName[String(rest)], !(ifExists && row.comparison == .null) else { return nil }
    comparison = row.comparison
    isNegated = row.isNegated
    self.quantifier = quantifier
    self.ifExists = ifExists
  }
}

extension ConditionOperator {
  private typealias Row = (name: String, comparison: Comparison, isNegated: Bool)

  private static let table: [Row] = [
    ("StringEquals", .text, false), ("StringNotEquals", .text, true),
    ("StringEqualsIgnoreCase", .textIgnoringCase, false), ("StringNotEqualsIgnoreCase", .textIgnoringCase, true),
    ("StringLike", .pattern, false), ("StringNotLike", .pattern, true),
    ("NumericEquals", .number(.equal), false), ("NumericNotEquals", .number(.equal), true),
    ("NumericLessThan", .number(.less), false), ("NumericLessThanEquals", .number(.lessOrEqual), false),
    ("NumericGreaterThan", .number(.greater), false), ("NumericGreaterThanEquals", .number(.greaterOrEqual), false),
    ("DateEquals", .date(.equal), false), ("DateNotEquals", .date(.equal), true),
    ("DateLessThan", .date(.less), false), ("DateLessThanEquals", .date(.lessOrEqual), false),
    ("DateGreaterThan", .date(.greater), false), ("DateGreaterThanEquals", .date(.greaterOrEqual), false),
    ("Bool", .bool, false), ("BinaryEquals", .binary, false),
    ("IpAddress", .address, false), ("NotIpAddress", .address, true),
    ("ArnEquals", .arn, false), ("ArnLike", .arn, false), ("ArnNotEquals", .arn, true), ("ArnNotLike", .arn, true),
    ("Null", .null, false),
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: table.map { ($0.name.lowercased(), $0) })

  /// The names of all operators, without prefix and suffix, as AWS writes them.
  public static let names = table.map(\.name)
}

extension ConditionOperator.Comparison {
  /// Whether `${…}` in its values is a policy variable (IAM User Guide, Policy variables, Where you can use them).
  var takesVariables: Bool {
    switch self {
    case .text, .textIgnoringCase, .pattern, .arn: true
    case .number, .date, .bool, .binary, .address, .null: false
    }
  }

  /// Whether `*` and `?` in its values stand for others.
  var takesWildcards: Bool { self == .pattern || self == .arn }
}

extension ConditionOperator.Order {
  /// Whether two values stand so.
  func holds(_ given: Double, _ wanted: Double) -> Bool {
    switch self {
    case .equal: given == wanted
    case .less: given < wanted
    case .lessOrEqual: given <= wanted
    case .greater: given > wanted
    case .greaterOrEqual: given >= wanted
    }
  }
}
