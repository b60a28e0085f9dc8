/// A region of AWS, as botocore's `endpoints.json` lists them for AWS's SDKs.
public struct Region: Sendable, Hashable {
  /// Name, partition.
  static let width = 2

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.regions, row * Self.width + column) }

  /// Every row, sorted by name.
  public static var all: TableRows<Region> { TableRows(.regions, width: width, Region.init(row:)) }

  /// Its name: `eu-west-1`.
  public var name: String { FactTable.shared.string(word(0)) }
  /// The partition that it is in: `aws`, `aws-cn`, ….
  public var partition: String { FactTable.shared.string(word(1)) }
}
