import Source

extension SAMTranslation {
  private static let apiProperties = SAMProperties([
    .init(managed, .bool), .init("Name", [.string, .map]), .init("StageName", [.string, .map], required: true),
    .init("Tags", .map), .init("PropagateTags", .bool), .init("DefinitionBody", .map),
    .init("DefinitionUri", [.string, .map]), .init("MergeDefinitions", .bool, literal: true),
    .init("CacheClusterEnabled", .bool), .init("CacheClusterSize", .string), .init("Variables", .map),
    .init("EndpointConfiguration", [.string, .map]), .init("MethodSettings", .list), .init("BinaryMediaTypes", .list),
    .init("MinimumCompressionSize", .integer), .init("Cors", [.string, .map]), .init("Auth", .map),
    .init("GatewayResponses", .map), .init("AccessLogSetting", .map), .init("CanarySetting", .map),
    .init("TracingEnabled", .bool), .init("OpenApiVersion", .string), .init("Models", .map), .init("Domain", .map),
    .init("FailOnWarnings", .bool), .init("Description", .string), .init("Mode", .string),
    .init("DisableExecuteApiEndpoint", .bool), .init("ApiKeySourceType", .string),
    .init("AlwaysDeploy", .bool, literal: true), .init("Policy", [.string, .map]), .init("SecurityPolicy", .string),
    .init("EndpointAccessMode", .string),
  ])

  /// `AWS::Serverless::Api`.
  mutating func api(_ written: SAMSource) throws(SAMFault) -> [SAMResource] {
    var source = written
    try Self.apiProperties.check(source.properties, id: source.id, type: source.type, span: source.span)
    for name in ["Domain", "Auth", "BinaryMediaTypes"] {
      if let value = source[name] { source.properties[name] = parameters.resolved(value) }
    }
    var api = SAMRestAPI(source, hasRollouts: inputs.hasRollouts)
    try api.build(partition)
    let restAPI = api.restAPI()
    let stageID = Self.stageID(source.id, source["StageName"])
    let deployment = self.deployment(api, stageID)
    let stage = self.stage(api, stageID, deployment)
    var made = [restAPI, deployment, stage]
    refer(source.id, "Stage", to: stageID)
    refer(source.id, "Deployment", to: deployment.id)
    made += try domain(of: source, stage: stageID)
    made += try authorizerPermissions(source)
    made += try usagePlan(of: source, stage: stageID)
    return propagating(source, made)
  }

  /// The id of a stage: with its name, if that is known and may stand in an id.
  static func stageID(_ id: String, _ name: SAMValue?) -> String {
    let text = name?.string ?? ""
    if text.isEmpty { return id + "Stage" }
    let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return isPlain ? id + text + "Stage" : id + "Stage" + SAMHash.short(text)
  }

  private func deployment(_ api: SAMRestAPI, _ stageID: String) -> SAMResource {
    let body = api.body ?? .null
    let digest = SAMHash.sha1(body.canonicalBytes + (api.source["Domain"]?.canonicalBytes ?? []))
    let hasVersion = api.source.truthy("OpenApiVersion") != nil
    return SAMResource(
      api.source.id + "Deployment" + digest.prefix(SAMHash.shortLength), "AWS::ApiGateway::Deployment",
      .object([
        "Description": .string("RestApi deployment id: \(digest)"), "RestApiId": .ref(api.source.id),
        "StageName": hasVersion ? nil : "Stage",
      ]), api.source.inherited, span: api.source.span)
  }

  private func stage(_ api: SAMRestAPI, _ id: String, _ deployment: SAMResource) -> SAMResource {
    let source = api.source
    var properties = SAMMap()
    properties.set("RestApiId", .ref(source.id))
    properties.set("DeploymentId", .ref(deployment.id))
    let names = [
      "StageName", "CacheClusterEnabled", "CacheClusterSize", "Variables", "MethodSettings", "AccessLogSetting",
      "CanarySetting", "TracingEnabled",
    ]
    for name in names { if let value = source[name] { properties.set(name, value) } }
    if let tags = source["Tags"] { properties.set("Tags", .list(Self.tagItems(tags))) }
    return SAMResource(id, "AWS::ApiGateway::Stage", SAMValue(.map(properties)), source.inherited, span: source.span)
  }

  /// Lets API Gateway invoke the functions that authorize.
  private func authorizerPermissions(_ source: SAMSource) throws(SAMFault) -> [SAMResource] {
    guard let authorizers = source["Auth"]?["Authorizers"]?.map else { return [] }
    return authorizers.entries.compactMap { entry in
      guard let function = entry.value["FunctionArn"], function.isTruthy,
        entry.value["DisableFunctionDefaultPermissions"]?.isTruthy != true
      else { return nil }
      return authorizerPermission(source, entry.key, function, partition: partition, span: entry.keySpan)
    }
  }

  /// Lets API Gateway invoke a function that authorizes. Of an HTTP API SAM leaves the partition to CloudFormation.
  func authorizerPermission(
    _ source: SAMSource, _ name: String, _ function: SAMValue, partition: String, span: Span?
  ) -> SAMResource {
    SAMResource(
      source.id + name + "AuthorizerPermission", "AWS::Lambda::Permission",
      [
        "Action": "lambda:InvokeFunction", "FunctionName": function, "Principal": "apigateway.amazonaws.com",
        "SourceArn": .sub(
          "arn:\(partition):execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*",
          ["__ApiId__": .ref(source.id)]),
      ], source.inherited, span: span)
  }
}
