/// A view of all rows of a section, as values.
public struct TableRows<Row: Sendable>: RandomAccessCollection, Sendable {
  /// Always 0.
  public let startIndex = 0
  /// The count of rows.
  public let endIndex: Int
  private let row: @Sendable (Int) -> Row

  init(_ range: Range<Int>, _ row: @escaping @Sendable (Int) -> Row) {
    let first = range.lowerBound
    endIndex = range.count
    self.row = { row(first + $0) }
  }

  init(_ section: FactTable.Section, width: Int, _ row: @escaping @Sendable (Int) -> Row) {
    self.init(0..<FactTable.shared.rows(section, width: width), row)
  }

  /// The row at a position below `count`.
  public subscript(position: Int) -> Row { row(position) }
}
