/// A value of an enumeration.
public enum EnumValue: Sendable, Hashable {
  case string(String)
  case number(Double)
  case boolean(Bool)
}

/// The values of an enumeration: strings by their bytes, then numbers, then booleans.
public struct EnumValues: RandomAccessCollection, Sendable {
  let list: FactList

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The count of values; 0 when any value is accepted.
  public var endIndex: Int { list.count }

  /// The value at a position below `count`. The two top bits of its word are its kind.
  public subscript(position: Int) -> EnumValue {
    let word = list.word(position)
    switch word >> 30 {
    case 0: return .string(list.table.string(word))
    case 1: return .number(list.table.number(word & 0x3FFF_FFFF))
    default: return .boolean(word & 1 == 1)
    }
  }

  /// Whether the string is one of them, by binary search, without allocation.
  public func contains(_ text: String) -> Bool {
    text.withBytes { list.table.find(0..<stringCount, $0) { list.word($0) } != nil }
  }

  /// How many of the values, which begin with them, are strings.
  private var stringCount: Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = low + (high - low) / 2
      if list.word(middle) >> 30 == 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
