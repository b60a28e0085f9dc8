public import Source
public import Spec
import Synchronization

/// A resource of the template.
///
/// Its parts lie behind one pointer: a resource is handed round hundreds of times for each time that it is changed, and each
/// copy of the parts themselves would count a dozen references. A change copies them if others hold them too.
public struct Resource: Sendable {
  private var parts: Indirect<Parts>

  /// Who made a resource.
  public enum Origin: Sendable, Equatable {
    /// A person wrote it.
    case declared
    /// It follows from something a person wrote.
    case derived
  }

  /// Makes a resource without properties.
  public init(
    _ logicalID: String, _ type: String, at span: Span, extent: Span? = nil, typeSpan: Span? = nil,
    label: String? = nil, origin: Origin = .declared
  ) {
    parts = Indirect(
      Parts(
        logicalID: logicalID, kind: .of(type), span: span, extent: extent ?? span, typeSpan: typeSpan ?? span,
        label: label ?? logicalID, reference: logicalID, origin: origin))
  }

  /// A property.
  public subscript(property: String) -> Value? { properties[property] }

  /// Which it is, as long as it is held: copies have the same until one is changed.
  var identifier: ObjectIdentifier { parts.identifier }
}

extension Resource {
  /// The type: `AWS::SQS::Queue`.
  public var type: String {
    get { parts.value.kind.type }
    set { if newValue != type { parts.value.kind = .of(newValue) } }
  }
  /// What CloudFormation documents of the type; nil for one that it does not know.
  public var documented: ResourceType? { parts.value.kind.documented }
  /// What `Ref` of it returns and how its ARN is made, where that is known.
  public var identity: ResourceIdentity? { parts.value.kind.identity }
  /// The logical id.
  public var logicalID: String {
    get { parts.value.logicalID }
    _modify { yield &parts.value.logicalID }
  }
  /// Where its key was written, or the place that made it necessary.
  public var span: Span {
    get { parts.value.span }
    _modify { yield &parts.value.span }
  }
  /// All that its author wrote of it, or of what made it necessary.
  public var extent: Span {
    get { parts.value.extent }
    _modify { yield &parts.value.extent }
  }
  /// Where the type was written; ``span`` if it was not.
  public var typeSpan: Span {
    get { parts.value.typeSpan }
    _modify { yield &parts.value.typeSpan }
  }
  /// How its author names it: `orders`.
  public var label: String {
    get { parts.value.label }
    _modify { yield &parts.value.label }
  }
  /// How its author refers to it elsewhere in the stack: `queues.orders`.
  public var reference: String {
    get { parts.value.reference }
    _modify { yield &parts.value.reference }
  }
  /// Who made it.
  public var origin: Origin {
    get { parts.value.origin }
    _modify { yield &parts.value.origin }
  }
  /// `Properties`.
  public var properties: ValueMap {
    get { parts.value.properties }
    _modify { yield &parts.value.properties }
  }
  /// Where the key `Properties` was written, in a template.
  public var propertiesSpan: Span? {
    get { parts.value.propertiesSpan }
    _modify { yield &parts.value.propertiesSpan }
  }
  /// `DependsOn`.
  public var dependsOn: [Name] {
    get { parts.value.dependsOn }
    _modify { yield &parts.value.dependsOn }
  }
  /// Whether ``dependsOn`` was written as a list: SAM's ids tell that from a single name.
  public var isDependsOnList: Bool {
    get { parts.value.isDependsOnList }
    _modify { yield &parts.value.isDependsOnList }
  }
  /// `Condition`.
  public var condition: Name? {
    get { parts.value.condition }
    _modify { yield &parts.value.condition }
  }
  /// `DeletionPolicy`, `UpdateReplacePolicy`, `Metadata`, `CreationPolicy`, `UpdatePolicy`, in source order.
  public var attributes: ValueMap {
    get { parts.value.attributes }
    _modify { yield &parts.value.attributes }
  }
}

extension Resource {
  private struct Parts {
    var logicalID: String
    var kind: Kind
    var span: Span
    var extent: Span
    var typeSpan: Span
    var label: String
    var reference: String
    var origin: Origin
    var properties = ValueMap()
    var propertiesSpan: Span?
    var dependsOn: [Name] = []
    var isDependsOnList = false
    var condition: Name?
    var attributes = ValueMap()
  }

  /// A type with what the tables have of it, looked up once for all who ask.
  private struct Kind {
    let type: String
    let documented: ResourceType?
    let identity: ResourceIdentity?

    /// More types, and longer names, than these are not kept: a hostile file could have any, and AWS has fewer and shorter ones.
    private static let (most, longest) = (4096, 128)

    private static let known = Mutex<[String: Kind]>([:])

    /// What the tables have of a type; looked up once a process.
    static func of(_ type: String) -> Kind {
      if let kind = known.withLock({ $0[type] }) { return kind }
      let kind = Kind(
        type: type, documented: ResourceType.named(type), identity: ResourceIdentity.of(type))
      known.withLock { if $0.count < most, type.utf8.count <= longest { $0[type] = kind } }
      return kind
    }
  }
}
