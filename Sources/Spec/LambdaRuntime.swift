/// A Lambda runtime and its life cycle (AWS Lambda Developer Guide, Lambda runtimes, Deprecated runtimes).
public struct LambdaRuntime: Sendable, Hashable {
  /// Name, family, deprecated, create blocked, update blocked, successor, whether the schema names it.
  static let width = 7

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.runtimes, row * Self.width + column) }

  /// The runtime of exactly that identifier, such as `python3.13`.
  public static func named(_ name: String) -> LambdaRuntime? {
    name.withBytes { FactTable.shared.find(.runtimes, width: width, $0) }.map(LambdaRuntime.init(row:))
  }

  /// Every runtime, sorted by name.
  public static var all: TableRows<LambdaRuntime> { TableRows(.runtimes, width: width, LambdaRuntime.init(row:)) }

  /// Its identifier.
  public var name: String { FactTable.shared.string(word(0)) }
  /// `python`, `nodejs`, `java`, `dotnet`, `dotnetcore`, `go`, `ruby` or `provided`.
  public var family: String { FactTable.shared.string(word(1)) }
  /// The day it is no longer supported from; nil when AWS has announced none.
  public var deprecatedOn: CalendarDate? { CalendarDate(packed: word(2)) }
  /// The day from which AWS refuses to create functions with it.
  public var createBlockedOn: CalendarDate? { CalendarDate(packed: word(3)) }
  /// The day from which AWS refuses to update functions with it.
  public var updateBlockedOn: CalendarDate? { CalendarDate(packed: word(4)) }
  /// The newest runtime of the same language, when this is not it.
  public var successor: String? { FactTable.shared.optionalString(word(5)) }
  /// Whether `AWS::Lambda::Function.Runtime` accepts it; some exist for container images only.
  public var isAcceptedByCloudFormation: Bool { word(6) == 1 }
}
