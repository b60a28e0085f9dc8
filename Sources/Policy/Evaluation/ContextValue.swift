import Source

/// A value of a request, prepared for matching, and read as each kind of operator reads it. A class, so that to go over values
/// costs one reference each.
final class ContextValue: Sendable {
  let text: PartialText
  let name: ResourceName
  /// The text where it has no holes, and what it is as an address, a truth, a number and a date; nil if it is none.
  let literal: String?
  let address: AddressBlock?
  let bool: Bool?
  let number: Double?
  let date: Double?

  init(_ text: PartialText) {
    self.text = text
    name = ResourceName(SymbolText(text))
    literal = text.literal
    address = literal.flatMap { AddressBlock($0) }
    bool = literal.flatMap(CompiledCondition.Operand.bool)
    number = literal.flatMap(ConditionNumber.number)
    date = literal.flatMap(ConditionNumber.date)
  }
}
