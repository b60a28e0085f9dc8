/// A condition key and the type of its values (Service Authorization Reference, Condition keys).
public struct IAMConditionKey: Sendable, Hashable {
  /// The type of a value.
  public enum ValueType: UInt32, Sendable, CaseIterable {
    case string, arn, bool, numeric, date, ipAddress
  }

  /// Name; type, and bit 8 for a key of many values.
  static let width = 2

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.conditionKeys, row * Self.width + column) }

  /// Its name, such as `lambda:FunctionArn`; `${TagKey}` stands for any tag's key.
  public var name: String { FactTable.shared.string(word(0)) }
  /// The type of its values.
  public var type: ValueType { ValueType(rawValue: word(1) & 255) ?? .string }
  /// Whether a request carries many values of it, so that `ForAllValues` or `ForAnyValue` is called for.
  public var isMultivalued: Bool { word(1) & 256 != 0 }
}
