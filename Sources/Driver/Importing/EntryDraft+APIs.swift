import Frontends
import Source
import Template

extension EntryDraft {
  /// An HTTP or WebSocket API with its routes. What a REST API is made of, or a definition in OpenAPI, stays as it is.
  mutating func sayAPI() {
    guard resource.type == "AWS::ApiGatewayV2::Api", resource["Body"] == nil, resource["BodyS3Location"] == nil,
      let kind = resource["ProtocolType"]?.string
    else { return }
    put("protocol", .string(kind == "WEBSOCKET" ? "websocket" : "http", resource.span))
    if kind == "WEBSOCKET", let selection = resource["RouteSelectionExpression"] {
      let isUsual = selection.string == "$request.body.action"
      if !isUsual { put("routeSelection", words.paths.stackValue(selection)) }
    }
    if let cors = shape.key("cors")?.type { say("cors", "CorsConfiguration") { [self] in words.word($0, cors) } }
    sayStage(kind)
    sayAuthorizers()
    sayRoutes()
  }

  private mutating func sayStage(_ kind: String) {
    let stages = template.resources("AWS::ApiGatewayV2::Stage", "ApiId", of: resource.logicalID)
    guard stages.count == 1, let stage = stages.first, template.mayFollow(stage, choices) else { return }
    let usual = kind == "HTTP" ? "$default" : "live"
    if let name = stage["StageName"], name.string != usual { put("stage", words.word(name, .text)) }
    for (key, value) in [("variables", stage["StageVariables"])] {
      if let value, let type = shape.key(key)?.type { put(key, words.word(value, type)) }
    }
    if let settings = stage["DefaultRouteSettings"]?.map, let throttle = shape.key("throttle")?.type.objectShape {
      let (keys, rest) = words.members(settings, throttle)
      if !keys.isEmpty { put("throttle", Value(.map(keys), stage.span)) }
      if let metrics = rest["DetailedMetricsEnabled"] { put("metrics", words.word(metrics, .boolean)) }
      if let level = rest["LoggingLevel"], let type = shape.key("logLevel")?.type {
        put("logLevel", words.word(level, type))
      }
    }
    sayStageLogs(stage)
    add(ImportArrow(resources: [stage.logicalID], owner: resource.logicalID, property: nil, place: []))
  }

  private mutating func sayStageLogs(_ stage: Resource) {
    guard let settings = stage["AccessLogSettings"], let destination = settings["DestinationArn"] else { return }
    var keys = ValueMap()
    let group = destination.firstTarget.flatMap { template.template[$0] }
    if let group, template.mayFollow(group, choices) {
      if let days = group["RetentionInDays"], days.integer != 30 {
        keys.set("retention", at: days.span, words.word(days, .duration(.days)) ?? days)
      }
    } else if let path = words.reference(destination) {
      keys.set("to", at: destination.span, path)
    }
    if let format = settings["Format"]?.parsedJSON, let map = format.map,
      Set(map.entries.map(\.key)) != ["requestId", "time", "ip", "method", "route", "status", "length", "error"]
    {
      keys.set("format", at: stage.span, format)
    }
    put("accessLogs", Value(.map(keys), stage.span))
  }

  private mutating func sayAuthorizers() {
    let all = template.resources("AWS::ApiGatewayV2::Authorizer", "ApiId", of: resource.logicalID)
    var map = ValueMap()
    for authorizer in all where template.mayFollow(authorizer, choices) {
      guard let name = authorizer["Name"]?.string, authorizer["AuthorizerType"]?.string == "JWT",
        let configuration = authorizer["JwtConfiguration"], let issuer = configuration["Issuer"],
        let audience = configuration["Audience"]
      else { continue }
      var keys = ValueMap()
      if let pool = issuer.firstTarget, let path = words.paths.entries[pool], path.hasPrefix("userPools.") {
        keys.set("jwt", at: authorizer.span, .string(path, authorizer.span))
      } else {
        keys.set("issuer", at: authorizer.span, words.paths.stackValue(issuer))
        keys.set("audience", at: authorizer.span, words.paths.stackValue(audience))
      }
      map.set(name, at: authorizer.span, Value(.map(keys), authorizer.span))
      add(
        ImportArrow(
          resources: [authorizer.logicalID], owner: resource.logicalID, property: nil, place: ["authorizers", name]))
    }
    if !map.isEmpty { put("authorizers", Value(.map(map), resource.span)) }
  }

  private mutating func sayRoutes() {
    let all = template.resources("AWS::ApiGatewayV2::Route", "ApiId", of: resource.logicalID)
    guard let shape = shape.key("routes")?.type.objectShape else { return }
    var map = ValueMap()
    for route in all where template.mayFollow(route, choices) {
      guard let key = route["RouteKey"]?.string, let id = route["Target"]?.firstTarget,
        let integration = template.template[id], template.mayFollow(integration, choices),
        let item = self.route(route, integration, shape)
      else { continue }
      map.set(key, at: route.span, item)
      add(
        ImportArrow(
          resources: [route.logicalID, id], owner: resource.logicalID, property: nil, place: ["routes", key]))
    }
    put("routes", Value(.map(map), resource.span))
  }

  private func route(_ route: Resource, _ integration: Resource, _ shape: ObjectShape) -> Value? {
    guard let uri = integration["IntegrationUri"] else { return nil }
    var keys = ValueMap()
    switch integration["IntegrationType"]?.string {
    case "AWS_PROXY":
      guard let function = uri.firstTarget, let path = words.paths.entries[function], path.hasPrefix("functions.")
      else {
        return nil
      }
      keys.set("to", at: integration.span, .string(path, integration.span))
    case "HTTP_PROXY" where integration["ConnectionType"]?.string != "VPC_LINK":
      keys.set("http", at: integration.span, words.paths.stackValue(uri))
      let method = route["RouteKey"]?.string?.split(separator: " ").first
      if let own = integration["IntegrationMethod"]?.string, own != method.map(String.init) {
        keys.set("method", at: integration.span, .string(own, integration.span))
      }
    default: return nil
    }
    if let timeout = integration["TimeoutInMillis"], let type = shape.key("timeout")?.type {
      keys.set("timeout", at: integration.span, words.word(timeout, type) ?? timeout)
    }
    if let authorizer = authorizer(of: route) { keys.set("authorizer", at: route.span, authorizer) }
    if let scopes = route["AuthorizationScopes"] { keys.set("scopes", at: route.span, words.paths.stackValue(scopes)) }
    if route["RouteResponseSelectionExpression"]?.string == "$default" {
      keys.set("response", at: route.span, .bool(true, route.span))
    }
    keys.sort(by: shape)
    return KeyWords.shortened(keys, shape, at: route.span)
  }

  private func authorizer(of route: Resource) -> Value? {
    switch route["AuthorizationType"]?.string {
    case "AWS_IAM": .string("iam", route.span)
    case "NONE" where keys["authorizer"] != nil: .string("none", route.span)
    default:
      route["AuthorizerId"]?.target.flatMap { template.template[$0]?["Name"]?.string }.map { .string($0, route.span) }
    }
  }
}
