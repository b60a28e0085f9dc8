/// A policy that AWS manages and that does nothing but allow actions on every resource, as most execution policies do.
public struct ManagedPolicy: Sendable, Hashable {
  /// Name, actions, source.
  static let width = 3

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.managed, row * Self.width + column) }

  /// The policy of a path and name: `service-role/AWSLambdaBasicExecutionRole`, as it stands behind `policy/` in its ARN.
  public static func named(_ name: String) -> ManagedPolicy? {
    name.withBytes { FactTable.shared.find(.managed, width: width, $0) }.map(ManagedPolicy.init(row:))
  }

  /// Every row, sorted by name.
  public static var all: TableRows<ManagedPolicy> { TableRows(.managed, width: width, ManagedPolicy.init(row:)) }

  /// Path and name.
  public var name: String { FactTable.shared.string(word(0)) }
  /// The actions it allows, on every resource.
  public var actions: NameList { NameList(list: FactList(.shared, word(1))) }
  /// The document that lists them.
  public var source: String { FactTable.shared.string(word(2)) }
}
