extension SAMTranslation {
  private static let applicationProperties = SAMProperties([
    .init("Location", [.string, .map], required: true), .init("TemplateUrl", .string), .init("Parameters", .map),
    .init("NotificationARNs", .list, of: [.string, .map]), .init("Tags", .map), .init("TimeoutInMinutes", .integer),
  ])

  /// `AWS::Serverless::Application`: a stack within the stack.
  mutating func application(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    guard let location = source["Location"] else {
      throw source.fault("Resource is missing the required [Location] property.")
    }
    var url: SAMValue
    var origin: KeyValuePairs<String, SAMValue> = [:]
    if let map = location.map {
      let id = try applicationMember("ApplicationId", map, location, source)
      let version = try applicationMember("SemanticVersion", map, location, source)
      url = try template(id, version, location, source)
      origin = ["serverlessrepo:applicationId": id, "serverlessrepo:semanticVersion": version]
    } else {
      url = location
    }
    try Self.applicationProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    try Self.checkTags(source)
    url.span = location.span
    var properties = SAMMap()
    properties.set("TemplateURL", url)
    for name in ["Parameters", "NotificationARNs", "TimeoutInMinutes"] {
      if let value = source[name] { properties.set(name, value) }
    }
    properties.set("Tags", Self.tags(source["Tags"], origin))
    return [
      SAMResource(
        source.id, "AWS::CloudFormation::Stack", SAMValue(.map(properties)), source.inherited,
        dependsOn: source.dependsOn,
        span: source.span)
    ]
  }

  private mutating func applicationMember(
    _ name: String, _ map: SAMMap, _ location: SAMValue, _ source: SAMSource
  ) throws(SAMFault) -> SAMValue {
    guard let written = map[name] else {
      throw source.fault("Resource is missing the required [\(name)] property.", location.span)
    }
    let value = try found(known(written))
    if value.isMap, value.isTruthy {
      throw source.fault(
        "Property '\(name)' cannot be resolved. Only FindInMap and Ref intrinsic functions are supported.", written.span
      )
    }
    if value.isNull || value.string == "" {
      throw source.fault("Property '\(name)' is required.", written.span ?? location.span)
    }
    guard value.isString else {
      throw source.fault("Property 'Location.\(name)' should be a string.", written.span)
    }
    return value
  }

  private func template(
    _ id: SAMValue, _ version: SAMValue, _ location: SAMValue, _ source: SAMSource
  ) throws(SAMFault) -> SAMValue {
    switch inputs.application(id.pythonText, version.pythonText) {
    case .template(let url): return .string(url)
    case .refused(let sentence): throw source.fault(sentence, location.span)
    case .timedOut:
      throw SAMFault(
        .resource([id.pythonText].pythonList),
        "Timed out waiting for nested stack templates to reach ACTIVE status.", location.span)
    case .unknown: return .string("serverlessrepo://\(id.pythonText)/\(version.pythonText)")
    }
  }
}
