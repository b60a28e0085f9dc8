/// A type of resource that holds data, which is lost when CloudFormation deletes or replaces it.
public struct StatefulType: Sendable, Hashable {
  /// Type, what it holds, whether it must be empty, source.
  static let width = 4

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.stateful, row * Self.width + column) }

  /// The row of a resource type; nil if it holds nothing.
  public static func of(_ type: String) -> StatefulType? {
    type.withBytes { FactTable.shared.find(.stateful, width: width, $0) }.map(StatefulType.init(row:))
  }

  /// Every row, sorted by type.
  public static var all: TableRows<StatefulType> { TableRows(.stateful, width: width, StatefulType.init(row:)) }

  /// The resource type.
  public var type: String { FactTable.shared.string(word(0)) }
  /// What it holds: `items`, `messages`.
  public var holds: String { FactTable.shared.string(word(1)) }
  /// Whether AWS deletes it only when it holds nothing.
  public var mustBeEmpty: Bool { word(2) == 1 }
  /// The document that says so.
  public var source: String { FactTable.shared.string(word(3)) }
}
