import Source

extension SAMTranslation {
  private static let httpProperties = SAMProperties([
    .init(managed, .bool), .init("Name", .any), .init("StageName", [.string, .map]), .init("Tags", .map),
    .init("PropagateTags", .bool), .init("DefinitionBody", .map), .init("DefinitionUri", [.string, .map]),
    .init("StageVariables", .map), .init("CorsConfiguration", [.bool, .map]), .init("AccessLogSettings", .map),
    .init("DefaultRouteSettings", .map), .init("Auth", .map), .init("RouteSettings", .map), .init("Domain", .map),
    .init("FailOnWarnings", .bool), .init("Description", .string), .init("DisableExecuteApiEndpoint", .bool),
  ])

  /// `AWS::Serverless::HttpApi`.
  mutating func httpAPI(_ written: SAMSource) throws(SAMFault) -> [SAMResource] {
    var source = written
    try Self.httpProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    for name in ["Domain", "CorsConfiguration"] {
      if let value = source[name] { source.properties[name] = parameters.resolved(value) }
    }
    if let settings = source["RouteSettings"], !settings.isMap {
      throw source.fault("Property 'RouteSettings' should be a map.", settings.span)
    }
    var properties = SAMMap()
    let isEdited = source.truthy("DefinitionUri") == nil && source["DefinitionBody"]?.isIntrinsic != true
    let isOpen = isEdited && SAMDefinition.isOpenAPI(source["DefinitionBody"] ?? .null)
    let tags = isOpen ? Self.httpTags(source) : SAMMap()
    // What another transform puts in its place is not known here; of any other call it is known that it is no definition.
    if let body = source["DefinitionBody"], body.isIntrinsic, !SAMDefinition.isIncluded(body) {
      try checkOtherBody(source, body)
    }
    if let uri = source.truthy("DefinitionUri") {
      try refuseForURI(source)
      let place = try textualPlace(uri, property: "DefinitionUri", source)
      properties.set("BodyS3Location", place.ofDefinition(uri.span))
    } else {
      properties.set("Body", isEdited ? try httpBody(source, tags) : source["DefinitionBody"] ?? .emptyMap)
    }
    if let value = source.truthy("FailOnWarnings") { properties.set("FailOnWarnings", value) }
    let stageID = Self.httpStageID(source)
    refer(source.id, "Stage", to: stageID)
    let api = SAMResource(
      source.id, "AWS::ApiGatewayV2::Api", SAMValue(.map(properties)), source.kept, dependsOn: source.dependsOn,
      span: source.span)
    var made = [api, httpStage(source, stageID, tags)]
    made += try httpDomain(source, stageID, isOpen ? tags : Self.httpTags(source.without("Tags")))
    for entry in source["Auth"]?["Authorizers"]?.map?.entries ?? []
    where entry.value["EnableFunctionDefaultPermissions"]?.isTruthy == true {
      made.append(
        authorizerPermission(
          source, entry.key, entry.value[in: "FunctionArn"], partition: "${AWS::Partition}", span: entry.keySpan))
    }
    return made
  }

  /// Tags of an HTTP API and of what is made for it.
  static func httpTags(_ source: SAMSource, mark: String = "httpapi:createdBy") -> SAMMap {
    var tags = source["Tags"]?.map ?? SAMMap()
    tags.set(mark, "SAM")
    return tags
  }

  /// What works only with a definition in the template.
  private func refuseForURI(_ source: SAMSource) throws(SAMFault) {
    if let body = source.truthy("DefinitionBody") {
      throw source.fault("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.", body.span)
    }
    let rows = [
      ("CorsConfiguration", "Cors works only with inline OpenApi specified in 'DefinitionBody' property."),
      ("Auth", "Auth works only with inline OpenApi specified in the 'DefinitionBody' property."),
      ("Tags", "Tags works only with inline OpenApi specified in the 'DefinitionBody' property."),
      ("DisableExecuteApiEndpoint", "DisableExecuteApiEndpoint works only within 'DefinitionBody' property."),
      ("Name", "Name works only with inline OpenApi specified in the 'DefinitionBody' property."),
      ("Description", "Description works only with inline OpenApi specified in the 'DefinitionBody' property."),
    ]
    for (name, text) in rows {
      guard let value = source[name], value.isTruthy || name == "DisableExecuteApiEndpoint" else { continue }
      throw source.fault(text, value.span)
    }
  }

  private func httpBody(_ source: SAMSource, _ tags: SAMMap) throws(SAMFault) -> SAMValue {
    var definition = SAMDefinition(source["DefinitionBody"] ?? .emptyMap)
    try addHTTPCORS(source, &definition)
    try addHTTPAuth(source, &definition)
    if !SAMDefinition.isOpenAPI(definition.body) {
      try checkOtherBody(source, definition.body)
      return definition.body
    }
    try addHTTPTags(tags, &definition)
    if let value = source["DisableExecuteApiEndpoint"] { try definition.setHTTPEndpointSwitch(value) }
    try addHTTPInfo(source, &definition)
    if source["FailOnWarnings"]?.isTruthy == true, let item = definition.body["paths"]?["$default"] {
      definition.body[in: "paths"]["$default"] = nil
      definition.body[in: "paths"]["/$default"] = item
    }
    return definition.body
  }

  /// Adds name and description, unless the definition has its own.
  private func addHTTPInfo(_ source: SAMSource, _ definition: inout SAMDefinition) throws(SAMFault) {
    for (name, member) in [("Name", "title"), ("Description", "description")] {
      guard let text = source.truthy(name) else { continue }
      let info = definition.body["info"]
      if let info, !info.isNull, !info.isMap {
        // The stray apostrophe is SAM's.
        let end = name == "Description" ? "'" : ""
        throw source.fault("Invalid 'DefinitionBody': The value of 'info' should be a map\(end).", info.span)
      }
      let isTaken =
        name == "Name"
        ? info?[member] != SAMDefinition.httpSkeleton["info"]?[member] : info?[member]?.isTruthy == true
      if isTaken {
        throw source.fault(
          "Unable to set \(name) because it is already defined within inline OpenAPI specified in the 'DefinitionBody' "
            + "property.", text.span)
      }
      definition.body[in: "info"][member] = text
    }
  }

  /// What works only with a definition that says that it is OpenAPI 3.
  private func checkOtherBody(_ source: SAMSource, _ body: SAMValue) throws(SAMFault) {
    if source.truthy("Tags") != nil {
      throw source.fault(
        "Unable to add `Tags` because 'DefinitionBody' does not contain a valid OpenApi definition.",
        source["Tags"]?.span)
    }
    for name in ["DisableExecuteApiEndpoint", "Name", "Description"] {
      guard let value = source[name], value.isTruthy || name == "DisableExecuteApiEndpoint" else { continue }
      throw .document(SAMDefinition.noOpenAPIText, value.span)
    }
  }

  private func addHTTPTags(_ tags: SAMMap, _ definition: inout SAMDefinition) throws(SAMFault) {
    var present: [SAMValue] = []
    if let written = definition.body["tags"], !written.isNull {
      guard let list = written.list else {
        throw .document(
          "Tags in OpenApi DefinitionBody needs to be a list. \(written.pythonText) is a \(written.pythonType) not a list.",
          written.span)
      }
      present = list
    }
    for entry in tags.entries {
      let tag: SAMValue = ["name": .string(entry.key), "x-amazon-apigateway-tag-value": entry.value]
      if let place = present.firstIndex(where: { $0["name"]?.string == entry.key }) {
        present[place]["x-amazon-apigateway-tag-value"] = entry.value
      } else {
        present.append(tag)
      }
    }
    definition.body["tags"] = .list(present)
  }

  static func httpStageID(_ source: SAMSource) -> String {
    let name = source["StageName"]
    guard let name, name.isTruthy, name.string != "$default" else { return source.id + "ApiGatewayDefaultStage" }
    return stageID(source.id, name)
  }

  private func httpStage(_ source: SAMSource, _ id: String, _ tags: SAMMap) -> SAMResource {
    var properties = SAMMap()
    properties.set("ApiId", .ref(source.id))
    properties.set("StageName", source.truthy("StageName") ?? "$default")
    for name in ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"] {
      if let value = source[name] { properties.set(name, value) }
    }
    properties.set("AutoDeploy", true)
    if !tags.isEmpty { properties.set("Tags", SAMValue(.map(tags))) }
    return SAMResource(id, "AWS::ApiGatewayV2::Stage", SAMValue(.map(properties)), source.inherited, span: source.span)
  }
}
