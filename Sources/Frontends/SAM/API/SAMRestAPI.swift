import Source

/// A REST API while its definition is being finished.
struct SAMRestAPI {
  let source: SAMSource
  /// The definition, or where it lies.
  private(set) var body: SAMValue?
  private var definition: SAMDefinition?
  private let hasRollouts: Bool

  init(_ source: SAMSource, hasRollouts: Bool) {
    self.source = source
    self.hasRollouts = hasRollouts
    if let text = source.truthy("DefinitionBody") { definition = SAMDefinition(text) }
  }

  var hasDefinition: Bool { definition != nil }

  mutating func edit(_ change: (inout SAMDefinition) throws(SAMFault) -> Void) throws(SAMFault) {
    guard var changed = definition else { return }
    try change(&changed)
    definition = changed
  }

  /// The version that the definition is taken to be of.
  private var version: SAMValue? {
    let (property, own) = (source["OpenApiVersion"], definition?.body["openapi"])
    return hasRollouts ? own ?? property : property ?? own
  }

  mutating func build(_ partition: String) throws(SAMFault) {
    if definition != nil, let uri = source.truthy("DefinitionUri") {
      throw source.fault("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.", uri.span)
    }
    if source.truthy("DefinitionUri") != nil, let merges = source.truthy("MergeDefinitions") {
      throw source.fault("Cannot set 'MergeDefinitions' to True when using `DefinitionUri`.", merges.span)
    }
    if let version = source.truthy("OpenApiVersion") {
      guard SAMDefinition.isOpenAPI3(version.pythonText) || version.pythonText == "2.0" else {
        throw source.fault("The OpenApiVersion value must be of the format '3.0.0'.", version.span)
      }
    }
    try addCORS()
    try addAuth(partition)
    try addGatewayResponses()
    try addBinaryTypes()
    try addModels()
    try addEndpointSwitch()
    if let uri = source.truthy("DefinitionUri") {
      body = try SAMObjectPlace(uri, property: "DefinitionUri", source).ofDefinition(uri.span)
    } else if definition != nil {
      let version = self.version
      try definition?.fitVersion(version)
      body = definition?.body
    }
  }

  /// `AWS::ApiGateway::RestApi`.
  func restAPI() -> SAMResource {
    var properties = SAMMap()
    if let body { properties.set(source.truthy("DefinitionUri") != nil ? "BodyS3Location" : "Body", body) }
    for name in ["BinaryMediaTypes", "MinimumCompressionSize", "Mode", "ApiKeySourceType", "Policy"] {
      if let value = source[name] { properties.set(name, value) }
    }
    for name in ["FailOnWarnings", "Name", "Description", "SecurityPolicy", "EndpointAccessMode"] {
      if let value = source.truthy(name) { properties.set(name, value) }
    }
    if let endpoint = source.truthy("EndpointConfiguration") { addEndpoint(endpoint, &properties) }
    if source["PropagateTags"]?.isTruthy == true, let tags = source.truthy("Tags") {
      properties.set("Tags", .list(SAMTranslation.tagItems(tags)))
    }
    return SAMResource(
      source.id, "AWS::ApiGateway::RestApi", SAMValue(.map(properties)), source.kept, dependsOn: source.dependsOn,
      span: source.span)
  }

  private func addEndpoint(_ endpoint: SAMValue, _ properties: inout SAMMap) {
    let hasType = endpoint["Type"]?.isTruthy == true
    let type = hasType ? endpoint["Type"] ?? .null : endpoint
    var configuration: SAMValue = ["Types": [type]]
    if hasType {
      if let ids = endpoint["VPCEndpointIds"] ?? endpoint["VpcEndpointIds"] { configuration["VpcEndpointIds"] = ids }
      if let kind = endpoint["IpAddressType"] { configuration["IpAddressType"] = kind }
    }
    properties.set("EndpointConfiguration", configuration)
    properties.set("Parameters", ["endpointConfigurationTypes": type])
  }

  /// A fault of the definition as SAM says it of the API.
  private func own(_ fault: SAMFault) -> SAMFault { source.fault(fault.sentence, fault.span) }

  private mutating func addCORS() throws(SAMFault) {
    guard let written = source.truthy("Cors") else { return }
    guard var definition else {
      throw source.fault("Cors works only with inline Swagger specified in 'DefinitionBody' property.", written.span)
    }
    var cors = SAMCORS()
    if written.isString || written.isIntrinsic {
      cors.origin = written
    } else if let map = written.map {
      for entry in map.entries where !SAMCORS.names.contains(entry.key) {
        throw source.fault("Invalid key '\(entry.key)' for 'Cors' property.", entry.keySpan)
      }
      cors = SAMCORS(
        origin: map["AllowOrigin"] ?? cors.origin, headers: map["AllowHeaders"], methods: map["AllowMethods"],
        maxAge: map["MaxAge"], credentials: map["AllowCredentials"])
    } else {
      throw source.fault("Invalid value for 'Cors' property", written.span)
    }
    if SAMDefinition.isIncluded(definition.body) { return }
    guard SAMDefinition.isValid(definition.body) else {
      throw source.fault(
        "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
        written.span)
    }
    if cors.credentials?.bool == true, cors.origin.string == "'*'" {
      throw source.fault(
        "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not "
          + "set", cors.credentials?.span ?? written.span)
    }
    try definition.check()
    do throws(SAMFault) {
      // To API Gateway a path with a slash at its end is the same as without.
      var seen: Set<String> = []
      for path in definition.paths where seen.insert(SAMDefinition.withoutSlashes(path)).inserted {
        try definition.addCORS(path, cors)
      }
    } catch {
      throw own(error)
    }
    self.definition = definition
  }

  private mutating func addAuth(_ partition: String) throws(SAMFault) {
    guard let auth = source.truthy("Auth") else { return }
    guard var definition else {
      throw source.fault("Auth works only with inline Swagger specified in 'DefinitionBody' property.", auth.span)
    }
    let map = try auth.mustBeMap("Auth", source.fault)
    for entry in map.entries where !SAMAuthorizer.authNames.contains(entry.key) {
      throw source.fault("Invalid value for 'Auth' property", entry.keySpan ?? auth.span)
    }
    if SAMDefinition.isIncluded(definition.body) { return }
    guard SAMDefinition.isValid(definition.body) else {
      throw source.fault(
        "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
        auth.span)
    }
    try definition.check()
    let authorizers = try SAMAuthorizer.all(map, source)
    for authorizer in authorizers ?? [] {
      definition.addSecurity(authorizer.name, try authorizer.definition(partition, source))
    }
    if map["DefaultAuthorizer"]?.isTruthy == true || map["ApiKeyRequired"]?.isTruthy == true {
      try definition.checkMethods()
    }
    if let authorizers { try setDefault(map, authorizers, &definition) }
    if map["ApiKeyRequired"]?.isTruthy == true {
      definition.addKeySecurity()
      let preflight = map["AddApiKeyRequiredToCorsPreflight"].map(\.isTruthy) ?? true
      for path in definition.paths { try definition.setDefaultKey(path, preflight: preflight) }
    }
    if let policy = map["ResourcePolicy"], policy.isTruthy || policy.isString {
      guard policy.isMap else {
        throw .document("ResourcePolicy must be a map (ResourcePolicyStatement).", policy.span)
      }
      for path in definition.paths { try definition.restrict(policy, path, stage: source["StageName"] ?? .null) }
      definition.addCustomStatements(policy)
    }
    try definition.fitVersion(version)
    self.definition = definition
  }

  private func setDefault(
    _ auth: SAMMap, _ authorizers: [SAMAuthorizer], _ definition: inout SAMDefinition
  ) throws(SAMFault) {
    guard let written = auth["DefaultAuthorizer"], written.isTruthy, !written.isNoValue else { return }
    guard let name = written.string else { throw source.fault("DefaultAuthorizer is not a string.", written.span) }
    guard let authorizer = authorizers.first(where: { $0.name == name }) else {
      throw source.fault(
        "Unable to set DefaultAuthorizer because '\(name)' was not defined in 'Authorizers'.", written.span)
    }
    let preflight = auth["AddDefaultAuthorizerToCorsPreflight"].map(\.isTruthy) ?? true
    let names = Set(authorizers.map(\.name))
    for path in definition.paths {
      try definition.setDefaultAuthorizer(path, name, scopes: authorizer.scopes, names: names, preflight: preflight)
    }
  }

  private mutating func addBinaryTypes() throws(SAMFault) {
    guard let types = source.truthy("BinaryMediaTypes"), var definition, !SAMDefinition.isIncluded(definition.body)
    else { return }
    try definition.mustBeValid()
    definition.body["x-amazon-apigateway-binary-media-types"] = Self.unescaped(types)
    self.definition = definition
  }

  /// Media types as a definition has them: with a slash where the property has `~1`.
  private static func unescaped(_ value: SAMValue) -> SAMValue {
    switch value.kind {
    case .string(let text):
      return SAMValue(
        .string(text.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")), value.span)
    case .list(let items): return SAMValue(.list(items.map(unescaped)), value.span)
    case .map(var map):
      map.mapValues { $1 = unescaped($1) }
      return SAMValue(.map(map), value.span)
    case .null, .bool, .number: return value
    }
  }

  private mutating func addModels() throws(SAMFault) {
    guard let models = source.truthy("Models") else { return }
    guard var definition else {
      throw source.fault("Models works only with inline Swagger specified in 'DefinitionBody' property.", models.span)
    }
    if SAMDefinition.isIncluded(definition.body) { return }
    guard SAMDefinition.isValid(definition.body) else {
      throw source.fault(
        "Unable to add Models definitions because 'DefinitionBody' does not contain a valid Swagger definition.",
        models.span)
    }
    guard let map = models.map, map.values.allSatisfy(\.isMap) else {
      throw source.fault("Invalid value for 'Models' property", models.span)
    }
    var definitions = definition.body["definitions"]?.isMap == true ? definition.body[in: "definitions"] : .emptyMap
    for entry in map.entries {
      guard entry.value["type"]?.isTruthy == true else {
        throw .document("'Models' schema is missing 'type'.", entry.value.span ?? entry.keySpan)
      }
      definitions[entry.key.lowercased()] = entry.value
    }
    definition.body["definitions"] = definitions
    try definition.fitVersion(version)
    self.definition = definition
  }

  private mutating func addEndpointSwitch() throws(SAMFault) {
    if let endpoint = source["EndpointConfiguration"], endpoint["Type"]?.isTruthy == true,
      endpoint["VPCEndpointIds"] != nil,
      endpoint["VpcEndpointIds"] != nil
    {
      throw source.fault(
        "'VPCEndpointIds' and 'VpcEndpointIds' cannot be used together in EndpointConfiguration.", endpoint.span)
    }
    guard let written = source["DisableExecuteApiEndpoint"] else { return }
    guard var definition else {
      throw source.fault("DisableExecuteApiEndpoint works only within 'DefinitionBody' property.", written.span)
    }
    if SAMDefinition.isIncluded(definition.body) { return }
    try definition.mustBeValid()
    try definition.setEndpointSwitch(written)
    self.definition = definition
  }
}
