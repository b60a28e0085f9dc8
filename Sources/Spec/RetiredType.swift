/// A type of resource whose service AWS ends or has ended ("AWS Lifecycle Changes", AWS General Reference).
public struct RetiredType: Sendable, Hashable {
  /// How far the end is.
  public enum Stage: UInt32, Sendable {
    /// Nothing is added, and new customers are not taken.
    case maintenance
    /// It will end on a day that is told.
    case sunset
    /// It has ended.
    case shutdown
  }

  /// Type, stage, day.
  static let width = 3

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.retired, row * Self.width + column) }

  /// The row of a resource type; nil if its service is there to stay.
  public static func of(_ type: String) -> RetiredType? {
    type.withBytes { FactTable.shared.find(.retired, width: width, $0) }.map(RetiredType.init(row:))
  }

  /// Every row, sorted by type.
  public static var all: TableRows<RetiredType> { TableRows(.retired, width: width, RetiredType.init(row:)) }

  /// The resource type.
  public var type: String { FactTable.shared.string(word(0)) }
  /// How far the end is.
  public var stage: Stage { Stage(rawValue: word(1)) ?? .maintenance }
  /// The day since which it is maintained or gone, or on which it will end; nil where AWS names none.
  public var day: CalendarDate? { CalendarDate(packed: word(2)) }
}
