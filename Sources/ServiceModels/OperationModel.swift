/// One operation of a service.
public struct OperationModel: Sendable, Equatable {
  static let width = 11
  /// The service it is of.
  public let service: ServiceModel
  let index: Int

  private func word(_ column: Int) -> UInt32 {
    let table = ModelTable.shared
    return table.word(table.operations, index * Self.width + column)
  }

  private func shape(_ column: Int) -> ShapeModel? {
    let place = word(column)
    return place == 0 ? nil : ShapeModel(index: Int(place) - 1)
  }

  /// Its name: `SendMessage`.
  public var name: String { ModelName(id: word(0)).string }
  /// The HTTP method.
  public var method: ModelName { ModelName(id: word(1)) }
  /// The template of path and query: `/2015-03-31/functions/{FunctionName}/invocations`, `/{Key+}?acl`.
  public var requestURI: ModelName { ModelName(id: word(2)) }
  /// The HTTP status of a success.
  public var responseCode: Int { Int(word(3)) }
  /// The structure it takes; nil for none.
  public var input: ShapeModel? { shape(4) }
  /// The structure it gives; nil for none.
  public var output: ShapeModel? { shape(5) }
  /// The element about the output's members in the query protocol; else empty.
  public var resultWrapper: ModelName { ModelName(id: word(6)) }
  /// Whether a client may repeat it safely.
  public var isIdempotent: Bool { word(7) & 1 != 0 }
  /// Whether another took its place; S3's may share method and path with it.
  public var isDeprecated: Bool { word(7) & 2 != 0 }
  /// The errors it declares.
  public var errors: [ShapeModel] {
    let table = ModelTable.shared
    return clamped(word(8), word(9), table.lists.count / 4).map { ShapeModel(index: Int(table.word(table.lists, $0))) }
  }
  /// The element of its input in the XML protocol; else empty.
  public var inputElement: ModelName { ModelName(id: word(10)) }
}
