/// What `Ref` returns for a type and how its ARN is made (CloudFormation Template Reference, Return values; Service
/// Authorization Reference, Resource types).
public struct ResourceIdentity: Sendable, Hashable {
  /// What `Ref` returns.
  public enum RefKind: UInt32, Sendable {
    case name, arn, url, id
  }

  /// Type, Ref, name property, ARN template, ARN attribute, service, key path, source.
  static let width = 8

  let row: Int

  private func word(_ column: Int) -> UInt32 { FactTable.shared.word(.identities, row * Self.width + column) }

  /// The row of a resource type.
  public static func of(_ type: String) -> ResourceIdentity? {
    type.withBytes { FactTable.shared.find(.identities, width: width, $0) }.map(ResourceIdentity.init(row:))
  }

  /// Every row, sorted by type.
  public static var all: TableRows<ResourceIdentity> {
    TableRows(.identities, width: width, ResourceIdentity.init(row:))
  }

  /// The resource type.
  public var type: String { FactTable.shared.string(word(0)) }
  /// What `Ref` returns.
  public var refIs: RefKind { RefKind(rawValue: word(1)) ?? .id }
  /// The property that sets the physical name, where one does.
  public var nameProperty: String? { FactTable.shared.optionalString(word(2)) }
  /// The ARN with `${Partition}`, `${Region}`, `${Account}`, `${Name}` (the physical name; of a rule, the name of a bus
  /// other than the default one and `/` before it), `${Ref}` (what `Ref` returns) and `${Property.X}` (a property's
  /// value; `Path` is `/` and `GroupName` is `default` when not set); nil when the ARN cannot be made from those, as
  /// when AWS adds a random suffix.
  public var arnTemplate: String? { FactTable.shared.optionalString(word(3)) }
  /// The attribute that `Fn::GetAtt` gives the ARN by; where it is nil and `Ref` is not the ARN, only the template is left.
  public var arnAttribute: String? { FactTable.shared.optionalString(word(4)) }
  /// The IAM service prefix, such as `sqs`.
  public var service: String { FactTable.shared.string(word(5)) }
  /// The path of the property that names the KMS key it is encrypted with (`*` for any item), where one does.
  public var keyPath: String? { FactTable.shared.optionalString(word(6)) }
  /// The document that says so.
  public var source: String { FactTable.shared.string(word(7)) }
}
