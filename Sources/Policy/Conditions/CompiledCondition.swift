import Source

/// A condition with its operator known and its values read once. A class, so that to go over many costs one reference each.
final class CompiledCondition: Sendable {
  /// Nil when there is no such operator: then nobody can say whether the condition holds.
  let comparison: ConditionOperator?
  /// The operator as written.
  let name: String
  let key: ConditionKey
  let operands: [Operand]

  /// A value of the policy, read as its operator reads it.
  enum Operand: Sendable {
    case text(SymbolText)
    case name(ResourceName)
    case number(Double)
    case block(AddressBlock)
    case bytes([UInt8])
    case bool(Bool)
    /// A value with holes for an operator that compares no text.
    case unknown(PartialText)
    /// No value of the operator's type: nothing equals it.
    case invalid
  }

  init(_ condition: PolicyStatement.Condition, hasVariables: Bool) {
    name = condition.comparison.value
    key = ConditionKey(condition.key.value)
    let comparison = ConditionOperator(name)
    self.comparison = comparison
    operands = condition.values.map { value in
      guard let comparison else { return .invalid }
      return Operand(value.value, as: comparison.comparison, hasVariables: hasVariables)
    }
  }
}

extension CompiledCondition.Operand {
  init(_ value: PartialText, as comparison: ConditionOperator.Comparison, hasVariables: Bool) {
    let text = SymbolText(
      value,
      SymbolText.Reading(
        hasWildcards: comparison.takesWildcards, hasVariables: hasVariables && comparison.takesVariables))
    if comparison == .arn {
      self = .name(ResourceName(text))
    } else if comparison.takesVariables {
      self = .text(text)
    } else if let literal = value.literal {
      self = Self.typed(literal, comparison)
    } else {
      self = .unknown(value)
    }
  }

  private static func typed(_ text: String, _ comparison: ConditionOperator.Comparison) -> Self {
    switch comparison {
    case .number: ConditionNumber.number(text).map(Self.number) ?? .invalid
    case .date: ConditionNumber.date(text).map(Self.number) ?? .invalid
    case .address: AddressBlock(text).map(Self.block) ?? .invalid
    case .binary: Base64.decode(text).map(Self.bytes) ?? .invalid
    case .bool, .null: bool(text).map(Self.bool) ?? .invalid
    case .text, .textIgnoringCase, .pattern, .arn: .invalid
    }
  }

  /// `true` or `false`, whatever its case.
  static func bool(_ text: String) -> Bool? {
    if text == "true" { return true }
    if text == "false" { return false }
    guard text.utf8.count <= 5 else { return nil }
    let lowered = text.lowercased()
    return lowered == "true" ? true : lowered == "false" ? false : nil
  }
}
