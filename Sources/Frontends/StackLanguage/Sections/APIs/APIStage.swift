import Source
import Template
import YAML

extension StackLowering {
  /// The name of an API's stage.
  mutating func stageName(of api: Entry, _ kind: APIProtocol) -> Value {
    api.value("stage", &self) ?? .string(kind == .http ? "$default" : "live", api.span)
  }

  /// The stage of an HTTP or WebSocket API (AWS::ApiGatewayV2::Stage).
  mutating func addStage(of api: Entry, _ kind: APIProtocol, _ routes: [(name: Node, entry: Entry)]) {
    let span = api.keySpan("stage") ?? api.span
    var stage = derived("\(api.logicalID)Stage", "AWS::ApiGatewayV2::Stage", from: api, at: span)
    stage.properties.set("ApiId", at: api.span, ref(api))
    stage.properties.set("StageName", at: span, stageName(of: api, kind))
    stage.properties.set("AutoDeploy", at: span, .bool(true, span))
    setRouteSettings(api, kind, routes, in: &stage)
    if let variables = api.value("variables", &self) {
      stage.properties.set("StageVariables", at: api.keySpan("variables") ?? span, variables)
    }
    if let logs = accessLogs(of: api, kind) { stage.properties.set("AccessLogSettings", at: logs.span, logs) }
    stage.condition = condition(of: api)
    add(stage)
  }

  private mutating func setRouteSettings(
    _ api: Entry, _ kind: APIProtocol, _ entries: [(name: Node, entry: Entry)], in stage: inout Resource
  ) {
    var settings = ValueMap()
    let throttle = api.entry("throttle", &self)
    for property in throttle?.properties(&self).entries ?? [] { settings.entries.append(property) }
    if let metrics = api.value("metrics", &self) {
      settings.set("DetailedMetricsEnabled", at: api.keySpan("metrics") ?? metrics.span, metrics)
    }
    if let level = api.value("logLevel", &self) {
      settings.set("LoggingLevel", at: api.keySpan("logLevel") ?? level.span, level)
    }
    if !settings.isEmpty {
      let place = api.keySpan("throttle") ?? settings.entries[0].keySpan
      stage.properties.set("DefaultRouteSettings", at: place, Value(.map(settings), place))
    }
    var routes = ValueMap()
    for (name, route) in entries {
      guard let throttle = route.entry("throttle", &self), let place = route.keySpan("throttle") else { continue }
      routes.set(name.text, at: place, Value(.map(throttle.properties(&self)), place))
      if kind == .http, let path = Route(name.text) {
        stage.dependsOn.append(Name("\(LogicalID.pascalCase(api.name))\(path.id)Route", place))
      } else {
        stage.dependsOn.append(Name(Self.socketRouteID(api, name.text), place))
      }
    }
    guard let first = routes.entries.first else { return }
    stage.properties.set("RouteSettings", at: first.keySpan, Value(.map(routes), first.keySpan))
  }

  /// Where a stage logs each request, and what (`AccessLogSettings`).
  mutating func accessLogs(of api: Entry, _ kind: APIProtocol) -> Value? {
    guard let logs = api.entry("accessLogs", &self), let span = api.keySpan("accessLogs") else { return nil }
    let destination: Value
    if let written = logs.value("to", &self) {
      destination = written
    } else {
      let id = "\(LogicalID.pascalCase(api.name))AccessLogGroup"
      var group = derived(id, "AWS::Logs::LogGroup", from: api, at: span)
      let days = logs.value("retention", &self) ?? .integer(30, span)
      group.properties.set("RetentionInDays", at: logs.keySpan("retention") ?? span, days)
      group.condition = condition(of: api)
      add(group)
      destination = .getAtt(id, "Arn", span)
    }
    let own = logs.value("format", &self)
    let format = own ?? Self.usualLine(kind, at: span)
    return .object(span, ["DestinationArn": destination, "Format": format.asJSONText])
  }

  /// What a line of the access log holds ("Variables for access logging", API Gateway Developer Guide).
  private static func usualLine(_ kind: APIProtocol, at span: Span) -> Value {
    let route =
      switch kind {
      case .http: "$context.routeKey"
      case .rest: "$context.resourcePath"
      case .websocket: "$context.eventType $context.routeKey"
      }
    return .object(
      span,
      [
        "requestId": .string("$context.requestId", span), "time": .string("$context.requestTime", span),
        "ip": .string("$context.identity.sourceIp", span),
        "method": kind == .websocket ? nil : .string("$context.httpMethod", span), "route": .string(route, span),
        "status": .string("$context.status", span),
        "length": kind == .websocket ? nil : .string("$context.responseLength", span),
        "error": .string("$context.error.message", span),
      ])
  }
}
