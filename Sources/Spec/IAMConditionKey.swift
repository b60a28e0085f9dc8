/// A condition key and the type of its values (Service Authorization Reference, Condition keys; IAM User Guide, Global
/// condition context keys).
public struct IAMConditionKey: Sendable, Hashable {
  /// The type of a value.
  public enum ValueType: UInt32, Sendable, CaseIterable {
    case string, arn, bool, numeric, date, ipAddress
  }

  /// Name; type, and bit 8 for a key of many values.
  static let width = 2

  let section: FactTable.Section
  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(section, row * Self.width + column) }

  /// The keys that requests to any service may carry, sorted without regard to case.
  public static var global: TableRows<IAMConditionKey> {
    TableRows(.globalKeys, width: width) { IAMConditionKey(section: .globalKeys, row: $0) }
  }

  /// The key of that name, whatever its case: a global one, or one of the service that its prefix names. A tag's key
  /// stands for itself: `aws:RequestTag/team` finds `aws:RequestTag/${TagKey}`.
  public static func named(_ name: String) -> IAMConditionKey? {
    if let global = find(name, .globalKeys, 0..<FactTable.shared.rows(.globalKeys, width: width)) { return global }
    guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    return IAMService.named(String(name[..<colon])).flatMap { find(name, .conditionKeys, $0.range(6)) }
  }

  private static func find(_ name: String, _ section: FactTable.Section, _ rows: Range<Int>) -> IAMConditionKey? {
    let table = FactTable.shared
    func row(_ name: String) -> Int? {
      name.withBytes { table.find(rows, $0, order: .foldingCase) { table.word(section, $0 * width) } }
    }
    if let exact = row(name) { return IAMConditionKey(section: section, row: exact) }
    guard let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let beginning = String(name[...slash])
    return beginning.withBytes { bytes in
      let first = table.lowerBound(rows, bytes, order: .foldingCase) { table.word(section, $0 * width) }
      guard first < rows.upperBound else { return nil }
      // The names after a beginning start with it; `${` marks the part that stands for any.
      let found = table.utf8(table.word(section, first * width))
      let same = UnsafeRawBufferPointer(rebasing: found.prefix(bytes.count))
      guard NameOrder.foldingCase.compare(same, UnsafeRawBufferPointer(bytes)) == 0,
        found.dropFirst(bytes.count).first == UInt8(ascii: "$")
      else { return nil }
      return IAMConditionKey(section: section, row: first)
    }
  }

  /// Its name, such as `lambda:FunctionArn`; `${TagKey}` stands for any tag's key.
  public var name: String { FactTable.shared.string(word(0)) }
  /// The type of its values.
  public var type: ValueType { ValueType(rawValue: word(1) & 255) ?? .string }
  /// Whether a request carries many values of it, so that `ForAllValues` or `ForAnyValue` is called for.
  public var isMultivalued: Bool { word(1) & 256 != 0 }
}
