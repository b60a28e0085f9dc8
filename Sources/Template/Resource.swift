public import Source
public import Spec

/// A resource of the template.
///
/// Its parts lie behind one pointer: a resource is handed round hundreds of times for each time that it is changed, and each
/// copy of the parts themselves would count a dozen references. A change copies them if others hold them too.
public struct Resource: Sendable {
  private var parts: Parts

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
    parts = Parts(
      logicalID: logicalID, type: type, span: span, extent: extent ?? span, typeSpan: typeSpan ?? span,
      label: label ?? logicalID, origin: origin)
  }

  /// A property.
  public subscript(property: String) -> Value? { parts.properties[property] }

  /// Whether it is the very same, unchanged.
  func isSame(as other: Resource) -> Bool { parts === other.parts }

  /// The parts, to be changed: nobody else holds them then.
  private var own: Parts {
    mutating get {
      if !isKnownUniquelyReferenced(&parts) { parts = Parts(parts) }
      return parts
    }
  }
}

extension Resource {
  /// The type: `AWS::SQS::Queue`.
  public var type: String {
    get { parts.type }
    set {
      guard newValue != parts.type else { return }
      let own = own
      own.type = newValue
      own.look()
    }
  }
  /// What CloudFormation documents of the type; nil for one that it does not know.
  public var documented: ResourceType? { parts.documented }
  /// What `Ref` of it returns and how its ARN is made, where that is known.
  public var identity: ResourceIdentity? { parts.identity }
  /// The logical id.
  public var logicalID: String {
    get { parts.logicalID }
    _modify { yield &own.logicalID }
  }
  /// Where its key was written, or the place that made it necessary.
  public var span: Span {
    get { parts.span }
    _modify { yield &own.span }
  }
  /// All that its author wrote of it, or of what made it necessary.
  public var extent: Span {
    get { parts.extent }
    _modify { yield &own.extent }
  }
  /// Where the type was written; ``span`` if it was not.
  public var typeSpan: Span {
    get { parts.typeSpan }
    _modify { yield &own.typeSpan }
  }
  /// How its author names it: `orders`.
  public var label: String {
    get { parts.label }
    _modify { yield &own.label }
  }
  /// How its author refers to it elsewhere in the stack: `queues.orders`.
  public var reference: String {
    get { parts.reference }
    _modify { yield &own.reference }
  }
  /// Who made it.
  public var origin: Origin {
    get { parts.origin }
    _modify { yield &own.origin }
  }
  /// `Properties`.
  public var properties: ValueMap {
    get { parts.properties }
    _modify { yield &own.properties }
  }
  /// Where the key `Properties` was written, in a template.
  public var propertiesSpan: Span? {
    get { parts.propertiesSpan }
    _modify { yield &own.propertiesSpan }
  }
  /// `DependsOn`.
  public var dependsOn: [Name] {
    get { parts.dependsOn }
    _modify { yield &own.dependsOn }
  }
  /// `Condition`.
  public var condition: Name? {
    get { parts.condition }
    _modify { yield &own.condition }
  }
  /// `DeletionPolicy`, `UpdateReplacePolicy`, `Metadata`, `CreationPolicy`, `UpdatePolicy`, in source order.
  public var attributes: ValueMap {
    get { parts.attributes }
    _modify { yield &own.attributes }
  }
}

extension Resource {
  // Unchecked: it is changed by the one resource alone that holds it.
  private final class Parts: @unchecked Sendable {
    var logicalID: String
    var type: String
    var documented: ResourceType?
    var identity: ResourceIdentity?
    var span: Span
    var extent: Span
    var typeSpan: Span
    var label: String
    var reference: String
    var origin: Origin
    var properties = ValueMap()
    var propertiesSpan: Span?
    var dependsOn: [Name] = []
    var condition: Name?
    var attributes = ValueMap()

    init(logicalID: String, type: String, span: Span, extent: Span, typeSpan: Span, label: String, origin: Origin) {
      self.logicalID = logicalID
      self.type = type
      self.span = span
      self.extent = extent
      self.typeSpan = typeSpan
      self.label = label
      self.reference = logicalID
      self.origin = origin
      look()
    }

    init(_ other: Parts) {
      logicalID = other.logicalID
      type = other.type
      documented = other.documented
      identity = other.identity
      span = other.span
      extent = other.extent
      typeSpan = other.typeSpan
      label = other.label
      reference = other.reference
      origin = other.origin
      properties = other.properties
      propertiesSpan = other.propertiesSpan
      dependsOn = other.dependsOn
      condition = other.condition
      attributes = other.attributes
    }

    /// Looks the type up in the tables, once for all who ask.
    func look() {
      documented = ResourceType.named(type)
      identity = ResourceIdentity.of(type)
    }
  }
}
