/// A service as IAM knows it: a prefix and its actions (Service Authorization Reference).
public struct IAMService: Sendable, Hashable {
  /// Prefix, name, first action, actions, first resource, resources, first condition key, condition keys.
  static let width = 8

  let row: Int

  private var table: FactTable { .shared }
  private func word(_ column: Int) -> UInt32 { table.word(.services, row * Self.width + column) }

  /// The service of that prefix, whatever its case.
  public static func named(_ prefix: String) -> IAMService? {
    prefix.withBytes { FactTable.shared.find(.services, width: width, $0, order: .foldingCase) }
      .map(IAMService.init(row:))
  }

  /// Every service, sorted by prefix.
  public static var all: TableRows<IAMService> { TableRows(.services, width: width, IAMService.init(row:)) }

  /// The prefix of its actions, such as `sqs`.
  public var prefix: String { table.string(word(0)) }
  /// AWS's name of it, where known.
  public var name: String? { table.optionalString(word(1)) }

  func range(_ column: Int) -> Range<Int> {
    let first = Int(word(column))
    return first..<first + Int(word(column + 1))
  }

  /// Its actions, sorted by name without regard to case.
  public var actions: TableRows<IAMAction> {
    let service = row
    return TableRows(range(2)) { IAMAction(row: $0, service: service) }
  }

  /// The types of resource its actions work on.
  public var resourceTypes: TableRows<IAMResourceType> { TableRows(range(4), IAMResourceType.init(row:)) }

  /// The condition keys that the service defines or uses.
  public var conditionKeys: TableRows<IAMConditionKey> {
    TableRows(range(6)) { IAMConditionKey(section: .conditionKeys, row: $0) }
  }

  /// The action of that name (without the prefix), whatever its case.
  public func action(named name: String) -> IAMAction? {
    name.withBytes { name in
      table.find(range(2), name, order: .foldingCase) { table.word(.actions, $0 * IAMAction.width) }
    }.map { IAMAction(row: $0, service: row) }
  }

  /// The actions whose names match a pattern of `*` and `?`, whatever its case; `*` gives all.
  public func actions(matching pattern: String) -> [IAMAction] {
    guard pattern.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) else {
      return action(named: pattern).map { [$0] } ?? []
    }
    return pattern.withBytes { pattern in
      let wildcard = pattern.firstIndex { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } ?? pattern.count
      let known = UnsafeBufferPointer(rebasing: pattern[..<wildcard])
      let rows = range(2)
      // Those that begin as the pattern does stand together.
      let first = table.lowerBound(rows, known, order: .foldingCase) { table.word(.actions, $0 * IAMAction.width) }
      let alike = (first..<rows.upperBound).lazy.map { IAMAction(row: $0, service: row) }
        .prefix { $0.begins(with: known) }
      // Most patterns are a beginning with `*` behind it.
      let isBeginning = wildcard == pattern.count - 1 && pattern[wildcard] == UInt8(ascii: "*")
      return isBeginning ? Array(alike) : alike.filter { $0.matches(pattern) }
    }
  }
}
