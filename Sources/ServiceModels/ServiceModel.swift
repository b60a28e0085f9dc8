/// A set of protocols, as bits.
public struct ProtocolSet: OptionSet, Sendable {
  /// One bit a protocol.
  public let rawValue: UInt32
  /// A set by its bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// `awsJson1_0` or `awsJson1_1`, as the service's JSON version says.
  public static let json = ProtocolSet(rawValue: 1)
  /// `awsQuery`.
  public static let query = ProtocolSet(rawValue: 2)
  /// `restJson1`.
  public static let restJSON = ProtocolSet(rawValue: 4)
  /// `restXml`.
  public static let restXML = ProtocolSet(rawValue: 8)
}

/// One of AWS's services as its SDKs' model describes it: a reference into the packed models.
public struct ServiceModel: Sendable, Equatable {
  static let width = 13
  let index: Int

  private func word(_ column: Int) -> UInt32 {
    let table = ModelTable.shared
    return table.word(table.services, index * Self.width + column)
  }

  private func name(_ column: Int) -> ModelName { ModelName(id: word(column)) }

  /// Every service that is packed, sorted by name.
  public static var all: ModelRows<ServiceModel> {
    ModelRows(0..<ModelTable.shared.services.count / (4 * width)) { ServiceModel(index: $0) }
  }

  /// The service of a name as the AWS CLI has it: `sqs`, `lambda`, `events`.
  public static func named(_ name: String) -> ServiceModel? {
    let table = ModelTable.shared
    return table.row(named: name, in: table.services, 0..<all.count, width: width).map { ServiceModel(index: $0) }
  }

  /// Its name: `sqs`.
  public var name: String { name(0).string }
  /// The protocols it answers.
  public var protocols: ProtocolSet { ProtocolSet(rawValue: word(1)) }
  /// `1.0` or `1.1` for the JSON protocols; else empty.
  public var jsonVersion: ModelName { name(2) }
  /// What `X-Amz-Target` begins with before the dot; else empty.
  public var targetPrefix: ModelName { name(3) }
  /// The API's version: `2012-11-05`.
  public var apiVersion: ModelName { name(4) }
  /// The name space of its XML; else empty.
  public var xmlNamespace: ModelName { name(5) }
  /// The service's name in a signature's scope: `sqs`, `execute-api`.
  public var signingName: ModelName { name(6) }
  /// What its host begins with.
  public var endpointPrefix: ModelName { name(7) }
  /// Whether its JSON protocol shows the query protocol's error codes to clients that ask (`x-amzn-query-mode`).
  public var isQueryCompatible: Bool { word(8) & 1 != 0 }

  /// Its operations, sorted by name.
  public var operations: ModelRows<OperationModel> {
    ModelRows(operationRows) { OperationModel(service: self, index: $0) }
  }

  /// The operation of a name.
  public func operation(_ name: String) -> OperationModel? {
    let table = ModelTable.shared
    return table.row(named: name, in: table.operations, operationRows, width: OperationModel.width)
      .map { OperationModel(service: self, index: $0) }
  }

  /// The shape of a name.
  public func shape(_ name: String) -> ShapeModel? {
    let table = ModelTable.shared
    let all = table.shapes.count / (4 * ShapeModel.width)
    let rows = clamped(word(11), word(12), all)
    return table.row(named: name, in: table.shapes, rows, width: ShapeModel.width).map { ShapeModel(index: $0) }
  }

  /// The error of a name, by its shape or by its code on the wire.
  public func error(_ name: String) -> ShapeModel? {
    if let shape = shape(name), shape.isException { return shape }
    let all = ModelTable.shared.shapes.count / (4 * ShapeModel.width)
    return clamped(word(11), word(12), all).lazy.map { ShapeModel(index: $0) }
      .first { $0.isException && !$0.errorCode.isEmpty && $0.errorCode.equals(name) }
  }

  private var operationRows: Range<Int> {
    clamped(word(9), word(10), ModelTable.shared.operations.count / (4 * OperationModel.width))
  }
}

/// Rows of a section that has `all` of them.
func clamped(_ first: UInt32, _ count: UInt32, _ all: Int) -> Range<Int> {
  let first = min(Int(first), all)
  return first..<min(first + Int(count), all)
}
