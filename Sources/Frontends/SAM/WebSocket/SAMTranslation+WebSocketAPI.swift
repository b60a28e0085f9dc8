import Source

extension SAMTranslation {
  private static let socketProperties = SAMProperties([
    .init("ApiKeySelectionExpression", .string), .init("AccessLogSettings", .map), .init("Auth", .map),
    .init("DefaultRouteSettings", .map), .init("Description", .string), .init("DisableExecuteApiEndpoint", .bool),
    .init("Domain", .map), .init("DisableSchemaValidation", .bool), .init("FailOnWarnings", .bool),
    .init("IpAddressType", .string), .init("Name", .string), .init("PropagateTags", .bool),
    .init("Routes", .map, required: true), .init("RouteSettings", .map),
    .init("RouteSelectionExpression", .string, required: true), .init("StageName", [.string, .map]),
    .init("StageVariables", .map), .init("Tags", .map),
  ])
  private static let lostAttributes = [
    ("Condition", "the API is made whether the condition holds or not"),
    ("DeletionPolicy", "the API is deleted with the stack"),
    ("UpdateReplacePolicy", "the API is deleted when it is replaced"),
  ]
  private static let socketMark = "websocketapi:createdBy"
  private static let specialRoutes: Set = ["$connect", "$disconnect", "$default"]

  /// `AWS::Serverless::WebSocketApi`.
  mutating func webSocketAPI(_ written: SAMSource) throws(SAMFault) -> [SAMResource] {
    // SAM passes no attribute on, neither to the API nor to what is made for it.
    var source = written.withoutAttributes
    for (name, consequence) in Self.lostAttributes where written.body[name] != nil {
      leaveOut(name, at: written.body.map?.keySpan(name) ?? written.body[name]?.span, of: source.id, consequence)
    }
    try Self.socketProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    for name in ["Auth", "Domain", "Routes"] {
      if let value = source[name] { source.properties[name] = parameters.resolved(value) }
    }
    for name in ["AccessLogSettings", "DefaultRouteSettings", "RouteSettings"] {
      if let value = source[name] { _ = try value.mustBeMap(name, source.fault) }
    }
    try checkSocket(source)
    let tags = Self.httpTags(source, mark: Self.socketMark)
    let stageName = source.truthy("StageName") ?? "default"
    let stageID = source.truthy("StageName") == nil ? source.id + "DefaultStage" : Self.stageID(source.id, stageName)
    refer(source.id, "Stage", to: stageID)
    var made = [socketAPI(source, tags)]
    let auth = try socketAuth(source)
    var routes: [SAMValue] = []
    for entry in source["Routes"]?.map?.entries ?? [] {
      let parts = try socketRoute(entry, source, auth, stage: stageName)
      routes.append(.string(parts[0].id))
      made += parts
    }
    let passed =
      source["PropagateTags"]?.isTruthy == true ? tags : Self.httpTags(source.without("Tags"), mark: Self.socketMark)
    made.append(socketStage(source, stageID, stageName, passed, routes))
    made += auth?.made ?? []
    made += try httpDomain(source, stageID, passed, sharesRecords: false)
    return made
  }

  private func checkSocket(_ source: SAMSource) throws(SAMFault) {
    if source.truthy("Routes") == nil {
      throw source.fault("WebSocket API must have at least one route.", source["Routes"]?.span)
    }
    if let kind = source["IpAddressType"], !kind.isIntrinsic, !["ipv4", "dualstack"].contains(kind.string ?? "") {
      throw source.fault("IpAddressType must be 'ipv4' or 'dualstack'.", kind.span)
    }
    if let tls = source["Domain"]?["MutualTlsAuthentication"], tls.isTruthy {
      throw source.fault("Mutual TLS domain name association is not supported for Websocket APIs.", tls.span)
    }
    if source["StageName"]?.string == "$default" {
      throw source.fault("Stages cannot be named $default for WebSocket APIs.", source["StageName"]?.span)
    }
    for entry in source["Routes"]?.map?.entries ?? [] {
      let isPlain = entry.key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      guard isPlain || Self.specialRoutes.contains(entry.key) else {
        throw source.fault(
          "Route key '\(entry.key)' must be alphanumeric. Only $connect, $disconnect, and $default special routes are "
            + "supported.", entry.keySpan)
      }
      guard entry.value["FunctionArn"] != nil else {
        throw source.fault("Route must have associated function.", entry.value.span ?? entry.keySpan)
      }
      if entry.key != "$connect", let parameters = entry.value["RequestParameters"] {
        throw source.fault(
          "Request parameters are only supported for the $connect route in WebSocket APIs.", parameters.span)
      }
    }
  }

  private func socketAPI(_ source: SAMSource, _ tags: SAMMap) -> SAMResource {
    var properties = SAMMap()
    properties.set("ProtocolType", "WEBSOCKET")
    let names = [
      "Name", "RouteSelectionExpression", "ApiKeySelectionExpression", "Description", "DisableExecuteApiEndpoint",
      "DisableSchemaValidation", "IpAddressType",
    ]
    for name in names { if let value = source[name] { properties.set(name, value) } }
    if source["Name"] == nil { properties.set("Name", .string(source.id)) }
    properties.set("Tags", SAMValue(.map(tags)))
    return SAMResource(
      source.id, "AWS::ApiGatewayV2::Api", SAMValue(.map(properties)), source.kept, dependsOn: source.dependsOn,
      span: source.span)
  }

  /// How connecting is authorized.
  private struct SocketAuth {
    var type: String
    /// The authorizer's id.
    var authorizer: String?
    var made: [SAMResource]
  }

  private func socketAuth(_ source: SAMSource) throws(SAMFault) -> SocketAuth? {
    guard let auth = source.truthy("Auth") else { return nil }
    let map = try auth.mustBeMap("Auth", source.fault)
    guard source["Routes"]?["$connect"] != nil else {
      throw source.fault("Authorization is only available if there is a $connect route.", auth.span)
    }
    guard let written = map["AuthType"], written.isTruthy else {
      throw source.fault("AuthType must be specified for additional auth configurations.", auth.span)
    }
    let type = (written.string ?? "").uppercased()
    switch type {
    case "NONE":
      if map.count > 1 {
        throw source.fault("No additional configurations supported for AuthType NONE.", written.span)
      }
      return SocketAuth(type: type, made: [])
    case "AWS_IAM":
      if map.count > 1 {
        throw source.fault("No additional configurations supported for AuthType AWS_IAM.", written.span)
      }
      return SocketAuth(type: type, made: [])
    case "CUSTOM":
      guard let arn = map["AuthArn"], arn.isTruthy else {
        throw source.fault("AuthArn must be specified if AuthType is CUSTOM.", auth.span)
      }
      return customAuth(source, map, arn, auth.span)
    default: throw source.fault("AuthType is not one of AWS_IAM, CUSTOM or NONE.", written.span)
    }
  }

  private func customAuth(_ source: SAMSource, _ auth: SAMMap, _ arn: SAMValue, _ span: Span?) -> SocketAuth {
    let id = source.id + "ConnectAuthorizer"
    let authorizer = SAMResource(
      id, "AWS::ApiGatewayV2::Authorizer",
      .object([
        "ApiId": .ref(source.id), "AuthorizerType": "REQUEST", "Name": auth["Name"]?.ifTruthy ?? .string(id),
        "AuthorizerUri": .sub(
          "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${AuthArn}/invocations",
          ["AuthArn": arn]), "AuthorizerCredentialsArn": auth["InvokeRole"]?.ifTruthy,
        "IdentitySource": auth["IdentitySource"]?.ifTruthy,
      ]), source.inherited, span: span)
    var made = [authorizer]
    if auth["InvokeRole"]?.isTruthy != true {
      made.append(
        SAMResource(
          source.id + "AuthorizerPermission", "AWS::Lambda::Permission",
          [
            "Action": "lambda:InvokeFunction", "FunctionName": arn, "Principal": "apigateway.amazonaws.com",
            "SourceArn": .sub(
              "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*",
              ["__ApiId__": .ref(source.id)]),
          ], source.inherited, span: span))
    }
    return SocketAuth(type: "CUSTOM", authorizer: id, made: made)
  }

  /// A route, its integration and its permission.
  private func socketRoute(
    _ entry: SAMMap.Entry, _ source: SAMSource, _ auth: SocketAuth?, stage: SAMValue
  ) throws(SAMFault) -> [SAMResource] {
    let word = entry.key.filter { $0 != "$" }
    let prefix = source.id + word.prefix(1).uppercased() + word.dropFirst()
    let function = entry.value[in: "FunctionArn"]
    let span = entry.keySpan ?? entry.value.span
    var route = SAMMap()
    route.set("ApiId", .ref(source.id))
    route.set("RouteKey", SAMValue(.string(entry.key), entry.keySpan))
    route.set("Target", ["Fn::Join": ["/", ["integrations", .ref(prefix + "Integration")]]])
    let names = [
      "ApiKeyRequired", "ModelSelectionExpression", "OperationName", "RequestModels", "RequestParameters",
      "RouteResponseSelectionExpression",
    ]
    for name in names { if let value = entry.value[name], !value.isNull { route.set(name, value) } }
    if entry.key == "$connect", let auth {
      route.set("AuthorizationType", .string(auth.type))
      if let id = auth.authorizer { route.set("AuthorizerId", .ref(id)) }
    }
    let integration = SAMValue.object([
      "ApiId": .ref(source.id), "IntegrationType": "AWS_PROXY",
      "IntegrationUri": .sub(
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${FunctionArn}/invocations",
        ["FunctionArn": function]), "TimeoutInMillis": entry.value["IntegrationTimeout"],
    ])
    let place = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${\(source.id).ApiId}/"
    let arn: SAMValue =
      stage.string.map { .sub("\(place)\($0)/\(entry.key)") }
      ?? .sub("\(place)${__StageName__}/\(entry.key)", ["__StageName__": stage])
    return [
      SAMResource(prefix + "Route", "AWS::ApiGatewayV2::Route", SAMValue(.map(route)), source.inherited, span: span),
      SAMResource(prefix + "Integration", "AWS::ApiGatewayV2::Integration", integration, source.inherited, span: span),
      SAMResource(
        prefix + "Permission", "AWS::Lambda::Permission",
        [
          "Action": "lambda:InvokeFunction", "FunctionName": function, "Principal": "apigateway.amazonaws.com",
          "SourceArn": arn,
        ], source.inherited, span: span),
    ]
  }

  private func socketStage(
    _ source: SAMSource, _ id: String, _ name: SAMValue, _ tags: SAMMap, _ routes: [SAMValue]
  ) -> SAMResource {
    var properties = SAMMap()
    properties.set("ApiId", .ref(source.id))
    properties.set("StageName", name)
    properties.set("AutoDeploy", true)
    for name in ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"] {
      if let value = source[name] { properties.set(name, value) }
    }
    properties.set("Tags", SAMValue(.map(tags)))
    // API Gateway takes settings only of routes that exist.
    let waits = source["RouteSettings"]?.isTruthy == true
    return SAMResource(
      id, "AWS::ApiGatewayV2::Stage", SAMValue(.map(properties)), source.inherited,
      dependsOn: waits ? .list(routes) : nil, span: source.span)
  }
}
