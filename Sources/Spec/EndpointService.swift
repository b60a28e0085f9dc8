/// A service of AWS that a VPC endpoint leads to.
///
/// "AWS services that integrate with AWS PrivateLink" and "Gateway endpoints", AWS PrivateLink Guide.
public struct EndpointService: Sendable, Hashable {
  /// How an endpoint is made.
  public enum Kind: UInt32, Sendable {
    /// Network interfaces in subnets; costs by the hour.
    case interface
    /// A target of routes; free.
    case gateway
  }

  /// Word, kind, service, source.
  static let width = 4

  let row: Int

  private func column(_ index: Int) -> UInt32 { FactTable.shared.word(.endpoints, row * Self.width + index) }

  /// Every row, sorted by word.
  public static var all: TableRows<EndpointService> {
    TableRows(.endpoints, width: width, EndpointService.init(row:))
  }

  /// The rows of a word; none for one that is not known.
  public static func named(_ word: String) -> [EndpointService] { all.filter { $0.word == word } }

  /// The rows through which a service of IAM's prefix is called, a gateway first, since it is free.
  public static func leading(to service: String) -> [EndpointService] {
    all.filter { $0.service == service }.sorted { $0.kind.rawValue > $1.kind.rawValue }
  }

  /// The end of the endpoint service's name: `sqs` of `com.amazonaws.REGION.sqs`.
  public var word: String { FactTable.shared.string(column(0)) }
  /// How it is made.
  public var kind: Kind { Kind(rawValue: column(1)) ?? .interface }
  /// The prefix of the actions that are called through it: `sqs`; empty where IAM has none.
  public var service: String { FactTable.shared.string(column(2)) }
  /// The document that lists it.
  public var source: String { FactTable.shared.string(column(3)) }
}
