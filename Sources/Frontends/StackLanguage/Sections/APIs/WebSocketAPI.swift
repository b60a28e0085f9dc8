import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// A WebSocket API (AWS::ApiGatewayV2::Api) with its routes, stage, authorizers and domain.
  mutating func addWebSocketAPI(_ api: Resource, _ entry: Entry) {
    var api = api
    let span = entry.node("protocol")?.span ?? entry.span
    api.properties.set("ProtocolType", at: entry.keySpan("protocol") ?? entry.span, .string("WEBSOCKET", span))
    let selection = entry.value("routeSelection", &self) ?? .string("$request.body.action", span)
    api.properties.set("RouteSelectionExpression", at: entry.keySpan("routeSelection") ?? span, selection)
    add(api, from: entry)
    addAuthorizers(entry, of: .websocket)
    let routes = entry.namedEntries("routes", &self)
    for (name, route) in routes { addSocketRoute(name, route, of: entry) }
    addStage(of: entry, .websocket, routes)
    addDomain(of: entry, .websocket)
  }

  /// The logical id of a route.
  static func socketRouteID(_ api: Entry, _ key: String) -> String {
    "\(LogicalID.pascalCase(api.name))\(LogicalID.pascalCase(key))Route"
  }

  private mutating func addSocketRoute(_ name: Node, _ route: Entry, of api: Entry) {
    reportKeysOfOthers(route, APIProtocol.routeKeys, of: .websocket)
    let id = Self.socketRouteID(api, name.text)
    guard
      let integration = socketIntegration(id.droppingSuffix("Route") + "Integration", route, name, of: api)
    else { return }
    var resource = derived(id, "AWS::ApiGatewayV2::Route", from: api, at: name.span)
    resource.properties.set("ApiId", at: api.span, ref(api))
    resource.properties.set("RouteKey", at: name.span, .string(name.text, name.span))
    resource.properties.set(
      "Target", at: integration.span, .sub("integrations/${\(integration.logicalID)}", integration.span))
    if let authorization = authorization(route, of: api, .websocket) { resource.set(authorization) }
    resource.condition = condition(of: api)
    add(integration)
    guard let answers = route.value("response", &self), answers.bool != false, let place = route.keySpan("response")
    else { return add(resource) }
    resource.properties.set("RouteResponseSelectionExpression", at: place, .string("$default", place))
    add(resource)
    var response = derived("\(id)Response", "AWS::ApiGatewayV2::RouteResponse", from: api, at: place)
    response.properties.set("ApiId", at: api.span, ref(api))
    response.properties.set("RouteId", at: place, .ref(id, place))
    response.properties.set("RouteResponseKey", at: place, .string("$default", place))
    response.condition = condition(of: api)
    add(response)
  }

  private mutating func socketIntegration(_ id: String, _ route: Entry, _ name: Node, of api: Entry) -> Resource? {
    guard let way = way(of: route, ["to", "http", "mock"], at: name.span), let node = route.node(way) else {
      return nil
    }
    var integration = derived(id, "AWS::ApiGatewayV2::Integration", from: api, at: node.span)
    integration.properties.set("ApiId", at: api.span, ref(api))
    integration.condition = condition(of: api)
    switch way {
    case "http": setProxy(route, "POST", in: &integration)
    case "mock":
      integration.properties.set("IntegrationType", at: node.span, .string("MOCK", node.span))
      let status = route.entry("mock", &self)?.value("status", &self) ?? .integer(200, node.span)
      let template = Value.joined(
        at: node.span, .raw("{\"statusCode\": "), .value(.string(status.numeral, status.span)), .raw("}"))
      setTemplate(template, in: &integration, at: node.span)
    default:
      guard let target = route.value("to", &self) else { return nil }
      guard setTarget(target, route, name, of: api, in: &integration) else { return nil }
    }
    setTimeout(route, in: &integration)
    return integration
  }

  private mutating func setTarget(
    _ target: Value, _ route: Entry, _ name: Node, of api: Entry, in integration: inout Resource
  ) -> Bool {
    guard let node = route.node("to") else { return false }
    let span = node.span
    integration.properties.set("IntegrationMethod", at: span, .string("POST", span))
    let end = end(of: target)
    if end == .function {
      integration.properties.set("IntegrationType", at: span, .string("AWS_PROXY", span))
      integration.properties.set("IntegrationUri", at: route.keySpan("to") ?? span, functionURI(target))
      let source = Value.sub(Self.executeAPI(api, "*/\(name.text)"), span)
      admit(Arrow(from: "api", sourceARN: source, span: span), to: target, from: api)
      return true
    }
    guard let call = serviceCall(route, end, of: .websocket) else { return false }
    let sent = serviceIntegration(route, call, end, on: target, at: span)
    integration.properties.set("IntegrationType", at: span, .string("AWS", span))
    integration.properties.set("IntegrationUri", at: route.keySpan("to") ?? span, sent.uri)
    integration.properties.set(
      "CredentialsArn", at: route.keySpan("role") ?? span, credentials(route, call, on: target, of: api, at: span))
    var parameters = ValueMap()
    for header in sent.headers {
      parameters.set("integration.request.header.\(header.name)", at: span, .string(header.value, span))
    }
    for own in route.value("parameters", &self)?.map?.entries ?? [] {
      parameters.set(own.key, at: own.keySpan, own.value)
    }
    if !parameters.isEmpty {
      integration.properties.set("RequestParameters", at: span, Value(.map(parameters), span))
    }
    setTemplate(sent.template, in: &integration, at: span)
    return true
  }

  private func setTemplate(_ template: Value, in integration: inout Resource, at span: Span) {
    integration.properties.set("TemplateSelectionExpression", at: span, .string("\\$default", span))
    integration.properties.set("RequestTemplates", at: span, .object(span, ["$default": template]))
  }
}

extension Value {
  /// A number as text.
  var numeral: String { if case .number(let text) = kind { text } else { string ?? "" } }
}
