extension SAMTranslation {
  private static let layerProperties = SAMProperties([
    .init("LayerName", [.string, .map]), .init("Description", .string), .init("PublishLambdaVersion", .bool),
    .init("ContentUri", [.string, .map], required: true), .init("CompatibleArchitectures", .list, of: [.string, .map]),
    .init("CompatibleRuntimes", .list, of: [.string, .map]), .init("LicenseInfo", .string),
    .init("RetentionPolicy", .string),
  ])
  private static let retentions = ["Retain", "Delete"]

  /// `AWS::Serverless::LayerVersion`: a layer whose id changes with what it is made of, so that a change makes a new version.
  mutating func layerVersion(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    try Self.layerProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    let hashed = parameters.resolved(source.properties)
    let name = try layerText("LayerName", hashed, source) ?? .string(source.id)
    let license = try layerText("LicenseInfo", hashed, source)
    let retention = try self.retention(hashed["RetentionPolicy"], source)
    let id = source.id + SAMHash.short(layerIdentity(source, hashed))
    var properties = SAMMap()
    properties.set("LayerName", name)
    if let text = try layerText("Description", hashed, source) { properties.set("Description", text) }
    if let content = source["ContentUri"] {
      properties.set("Content", try layerContent(content, id, source))
    }
    if let architectures = hashed["CompatibleArchitectures"]?.list {
      for item in architectures where !item.isIntrinsic && !["x86_64", "arm64"].contains(item.string ?? "") {
        throw .resource(id, "CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'", item.span)
      }
    }
    for member in ["CompatibleArchitectures", "CompatibleRuntimes"] {
      if let value = source[member] { properties.set(member, value) }
    }
    if let license { properties.set("LicenseInfo", license) }
    var attributes = source.inherited
    if let retention {
      attributes.set("DeletionPolicy", .string(retention))
    } else if attributes["DeletionPolicy"] == nil {
      attributes.set("DeletionPolicy", "Retain")
    }
    if id != source.id { renamed[source.id] = id }
    return [
      SAMResource(
        id, "AWS::Lambda::LayerVersion", SAMValue(.map(properties)), attributes, dependsOn: source.dependsOn,
        span: source.span)
    ]
  }

  /// Where the content lies; of what is wrong with it SAM tells by the id that the layer gets.
  private mutating func layerContent(
    _ content: SAMValue, _ id: String, _ source: SAMSource
  ) throws(SAMFault) -> SAMValue {
    do throws(SAMFault) {
      return try location(content, property: "ContentUri", source)
    } catch {
      throw .resource(id, error.text, error.span)
    }
  }

  /// What a layer is known by: its entry as it was written, with the texts that name parameters resolved.
  private func layerIdentity(_ source: SAMSource, _ resolved: SAMValue) -> SAMValue {
    var properties = source.properties
    for name in ["LayerName", "LicenseInfo", "Description", "RetentionPolicy"] where source[name] != nil {
      properties[name] = resolved[name]
    }
    var body: SAMValue = ["Type": .string(source.type), "Properties": properties]
    for entry in source.kept.entries where ["Condition", "UpdatePolicy"].contains(entry.key) {
      body[entry.key] = entry.value
    }
    if let others = source.dependsOn { body["DependsOn"] = others }
    return .object([source.id: body])
  }

  private func layerText(_ name: String, _ resolved: SAMValue, _ source: SAMSource) throws(SAMFault) -> SAMValue? {
    guard let value = resolved[name]?.ifTruthy else { return nil }
    guard value.isString || value.isMap else {
      throw source.fault("Could not resolve parameter for '\(name)' or parameter is not a String.", value.span)
    }
    return value
  }

  private func retention(_ value: SAMValue?, _ source: SAMSource) throws(SAMFault) -> String? {
    guard let value, value.isTruthy else { return nil }
    let options = Self.retentions.pythonList
    if value.isIntrinsic {
      throw source.fault(
        "'RetentionPolicy' does not accept intrinsic functions, please use one of the following options: \(options)",
        value.span)
    }
    guard let text = value.string else {
      throw source.fault(
        "Could not resolve parameter for 'RetentionPolicy' or parameter is not a String.", value.span)
    }
    let found = Self.retentions.first { $0.lowercased() == text.lowercased() }
    guard let found else {
      throw source.fault("'RetentionPolicy' must be one of the following options: \(options).", value.span)
    }
    return found
  }
}
