import Source

/// A resource as it was written: `AWS::Serverless::Function` and its like, or any other.
struct SAMSource {
  /// The logical id.
  let id: String
  /// The whole entry: `Type`, `Properties` and the attributes beside them.
  let body: SAMValue
  /// `Properties`, with what `Globals` adds.
  var properties: SAMValue
  /// The attributes beside `Properties` that count, by name.
  private var attributes = SAMSource.allAttributes
  /// Where it was written.
  let span: Span?

  init(_ id: String, _ body: SAMValue, span: Span?) {
    self.id = id
    self.body = body
    self.span = span ?? body.span
    properties = body["Properties"] ?? .emptyMap
    if properties.isNull { properties = .emptyMap }
  }

  var type: String { body["Type"]?.string ?? "" }

  /// A property; null counts as not given.
  subscript(name: String) -> SAMValue? {
    guard let value = properties[name], !value.isNull else { return nil }
    return value
  }

  /// A property, unless Python takes it for false.
  func truthy(_ name: String) -> SAMValue? { self[name]?.ifTruthy }

  /// The same resource without a property.
  func without(_ name: String) -> SAMSource {
    var copy = self
    copy.properties[name] = nil
    return copy
  }

  /// The same resource without `Condition`, `DeletionPolicy` and their like.
  var withoutAttributes: SAMSource {
    var copy = self
    copy.attributes = []
    return copy
  }

  /// `DependsOn`, if there is any.
  var dependsOn: SAMValue? { body["DependsOn"]?.ifTruthy }

  /// The attributes that every generated resource inherits.
  var inherited: SAMMap { attributes(among: ["Condition", "DeletionPolicy", "UpdateReplacePolicy"]) }

  /// The attributes that the resource itself keeps.
  var kept: SAMMap { attributes(among: Self.allAttributes) }

  private static let allAttributes = ["DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy", "Metadata"]

  private func attributes(among names: [String]) -> SAMMap {
    var map = SAMMap()
    for name in names {
      guard let value = body[name], attributes.contains(name) else { continue }
      map.set(name, value, keySpan: body.map?.keySpan(name))
    }
    return map
  }

  func fault(_ text: String, _ span: Span? = nil) -> SAMFault { .resource(id, text, span ?? self.span) }
}

/// A resource that the transform makes.
struct SAMResource {
  var id: String
  var type: String
  var properties: SAMValue
  var attributes: SAMMap
  var dependsOn: SAMValue?
  /// What made it necessary.
  var span: Span?

  init(
    _ id: String, _ type: String, _ properties: SAMValue = .emptyMap, _ attributes: SAMMap = SAMMap(),
    dependsOn: SAMValue? = nil, span: Span? = nil
  ) {
    self.id = id
    self.type = type
    self.properties = properties
    self.attributes = attributes
    self.dependsOn = dependsOn
    self.span = span
  }

  /// The entry below `Resources`.
  var body: SAMValue {
    var map = SAMMap()
    map.reserve(3 + attributes.count)
    map.set("Type", SAMValue(.string(type)))
    if let dependsOn { map.set("DependsOn", dependsOn) }
    for entry in attributes.entries { map.set(entry.key, entry.value, keySpan: entry.keySpan) }
    map.set("Properties", properties)
    return SAMValue(.map(map), span)
  }

  /// How other resources name what a Lambda permission or mapping is about: an alias by its ARN, which is what its `Ref`
  /// gives, anything else by its name.
  var reference: SAMValue { .ref(id) }

  /// Its ARN.
  var arn: SAMValue {
    switch type {
    case "AWS::Lambda::Alias", "AWS::SNS::Topic", "AWS::StepFunctions::StateMachine",
      "AWS::StepFunctions::StateMachineAlias":
      .ref(id)
    default: .getAtt(id, "Arn")
    }
  }

  /// The attributes that what is made for it inherits.
  var inherited: SAMMap {
    var map = SAMMap()
    for name in ["Condition", "DeletionPolicy", "UpdateReplacePolicy"] {
      if let value = attributes[name] { map.set(name, value) }
    }
    return map
  }
}
