/// The metrics that CloudWatch gets of resources of one type.
public struct ResourceMetrics: Sendable, Hashable {
  /// Type, namespace, dimension, attribute, metrics, source.
  static let width = 6

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.metrics, row * Self.width + column) }

  /// The metrics of a type; nil for one that has none here.
  public static func of(_ type: String) -> ResourceMetrics? {
    type.withBytes { FactTable.shared.find(.metrics, width: width, $0) }.map(ResourceMetrics.init(row:))
  }

  /// Every row, sorted by type.
  public static var all: TableRows<ResourceMetrics> { TableRows(.metrics, width: width, ResourceMetrics.init(row:)) }

  /// The CloudFormation type.
  public var type: String { FactTable.shared.string(word(0)) }
  /// The namespace: `AWS/SQS`.
  public var namespace: String { FactTable.shared.string(word(1)) }
  /// The dimension that tells one resource from another: `QueueName`.
  public var dimension: String { FactTable.shared.string(word(2)) }
  /// The attribute that gives the dimension's value; nil where `Ref` does.
  public var attribute: String? { FactTable.shared.optionalString(word(3)) }
  /// The names of the metrics, sorted.
  public var metrics: NameList { NameList(list: FactList(.shared, word(4))) }
  /// The document that lists them.
  public var source: String { FactTable.shared.string(word(5)) }
}
