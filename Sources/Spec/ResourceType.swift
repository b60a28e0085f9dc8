/// A CloudFormation resource type, as its resource schema describes it.
public struct ResourceType: Sendable, Hashable {
  /// Name, root shape, attributes, create-only, conditionally create-only, read-only, write-only, primary identifier.
  static let width = 8

  let row: Int

  private var table: FactTable { .shared }
  private func word(_ column: Int) -> UInt32 { table.word(.types, row * Self.width + column) }
  private func paths(_ column: Int) -> NameList { NameList(list: FactList(table, word(column))) }

  /// The type of exactly that name, such as `AWS::SQS::Queue`.
  public static func named(_ name: String) -> ResourceType? {
    name.withBytes { FactTable.shared.find(.types, width: width, $0) }.map(ResourceType.init(row:))
  }

  /// Every type, sorted by name.
  public static var all: TableRows<ResourceType> { TableRows(.types, width: width, ResourceType.init(row:)) }

  /// Every type's name, sorted.
  public static var allNames: TableRows<String> { TableRows(.types, width: width) { ResourceType(row: $0).name } }

  /// Its name.
  public var name: String { table.string(word(0)) }

  /// The shape of its `Properties`; read-only ones, which a template must not set, are among the properties.
  public var shape: Shape { Shape(offset: word(1)) }

  /// What `Fn::GetAtt` offers, sorted by name.
  public var attributes: TableRows<Attribute> {
    let list = FactList(table, word(2), stride: 2)
    return TableRows(0..<list.count) { Attribute(nameID: list.word($0), shape: Shape(offset: list.word($0, 1))) }
  }

  /// The attribute that `Fn::GetAtt` of this name gives: the one of that name, or one for names of that beginning.
  public func attribute(named name: String) -> Attribute? {
    let list = FactList(table, word(2), stride: 2)
    if let at = name.withBytes({ list.find($0) }) {
      return Attribute(nameID: list.word(at), shape: Shape(offset: list.word(at, 1)))
    }
    return attributes.first { $0.isPattern && name.utf8.starts(with: $0.name.utf8.dropLast()) }
  }

  /// Paths (`Code/S3Bucket`, `*` for any item) whose change replaces the resource.
  public var createOnly: NameList { paths(3) }
  /// Paths whose change may replace the resource.
  public var conditionalCreateOnly: NameList { paths(4) }
  /// Paths that only the service sets.
  public var readOnly: NameList { paths(5) }
  /// Paths that the service never gives back, such as passwords.
  public var writeOnly: NameList { paths(6) }
  /// Paths that together identify the resource, in the schema's order. `Ref` mostly returns the only one; see `identity`.
  public var primaryIdentifier: NameList { paths(7) }

  /// What `Ref` returns and how the ARN is made, for the types of the hand-kept table.
  public var identity: ResourceIdentity? { ResourceIdentity.of(name) }
}

/// What `Fn::GetAtt` may name.
public struct Attribute: Sendable, Hashable {
  let nameID: UInt32
  /// The shape of its value.
  public let shape: Shape
  /// Its name (`Arn`, `Endpoint.Address`); a last `*` stands for any ending (`Outputs.*` of a nested stack).
  public var name: String { FactTable.shared.string(nameID) }
  /// The kinds of its value.
  public var kinds: JSONKinds { shape.kinds }
  /// Whether the name stands for many.
  public var isPattern: Bool { name.utf8.last == UInt8(ascii: "*") }
}
