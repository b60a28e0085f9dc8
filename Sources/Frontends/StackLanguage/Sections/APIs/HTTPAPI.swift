import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// An HTTP API (AWS::ApiGatewayV2::Api) with its routes, stage, authorizers and domain.
  mutating func addHTTPAPI(_ api: Resource, _ entry: Entry) {
    var api = api
    api.properties.set(
      "ProtocolType", at: entry.keySpan("protocol") ?? entry.span,
      .string("HTTP", entry.node("protocol")?.span ?? entry.span))
    if let cors = entry.value("cors", &self) {
      api.properties.set("CorsConfiguration", at: entry.keySpan("cors") ?? cors.span, cors)
    }
    add(api, from: entry)
    addAuthorizers(entry, of: .http)
    let routes = entry.namedEntries("routes", &self)
    for (name, route) in routes { addHTTPRoute(name, route, of: entry) }
    addStage(of: entry, .http, routes)
    addDomain(of: entry, .http)
  }

  private mutating func addHTTPRoute(_ name: Node, _ route: Entry, of api: Entry) {
    reportKeysOfOthers(route, APIProtocol.routeKeys, of: .http)
    guard let path = Route(name.text) else {
      findings.report(.invalidRoute(name.text, at: name.span, methods: Route.methods))
      return
    }
    let prefix = LogicalID.pascalCase(api.name) + path.id
    guard let integration = httpIntegration("\(prefix)Integration", route, path, name, of: api) else { return }
    var resource = derived("\(prefix)Route", "AWS::ApiGatewayV2::Route", from: api, at: name.span)
    resource.properties.set("ApiId", at: api.span, ref(api))
    resource.properties.set("RouteKey", at: name.span, .string(name.text, name.span))
    resource.properties.set(
      "Target", at: integration.span, .sub("integrations/${\(integration.logicalID)}", integration.span))
    if let authorization = authorization(route, of: api, .http) { resource.set(authorization) }
    resource.condition = condition(of: api)
    add(integration)
    add(resource)
  }

  /// The integration of a route: a function, an address elsewhere, or a call of a service.
  private mutating func httpIntegration(
    _ id: String, _ route: Entry, _ path: Route, _ name: Node, of api: Entry
  ) -> Resource? {
    guard let way = way(of: route, ["to", "http"], at: name.span), let node = route.node(way) else { return nil }
    var integration = derived(id, "AWS::ApiGatewayV2::Integration", from: api, at: node.span)
    integration.properties.set("ApiId", at: api.span, ref(api))
    integration.condition = condition(of: api)
    if way == "http" {
      setProxy(route, path.parts?.method, in: &integration)
    } else {
      guard let target = route.value("to", &self) else { return nil }
      switch end(of: target) {
      case .function:
        integration.properties.set("IntegrationType", at: node.span, .string("AWS_PROXY", node.span))
        integration.properties.set("IntegrationUri", at: route.keySpan("to") ?? node.span, target)
        integration.properties.set("PayloadFormatVersion", at: node.span, .string("2.0", node.span))
        let source = Self.executeAPI(api, "*/\(path.arnSuffix)")
        admit(Arrow(from: "api", sourceARN: .sub(source, node.span), span: node.span), to: target, from: api)
      case let end:
        guard setService(route, end, target, of: api, in: &integration) else { return nil }
      }
    }
    setTimeout(route, in: &integration)
    return integration
  }

  /// An address elsewhere (`HTTP_PROXY`).
  mutating func setProxy(_ route: Entry, _ method: String?, in integration: inout Resource) {
    guard let node = route.node("http"), let address = route.value("http", &self) else { return }
    integration.properties.set("IntegrationType", at: node.span, .string("HTTP_PROXY", node.span))
    integration.properties.set("IntegrationUri", at: route.keySpan("http") ?? node.span, address)
    let method = route.value("method", &self) ?? .string(method ?? "ANY", node.span)
    integration.properties.set("IntegrationMethod", at: route.keySpan("method") ?? node.span, method)
    integration.properties.set("PayloadFormatVersion", at: node.span, .string("1.0", node.span))
    if let link = route.value("vpcLink", &self) {
      integration.properties.set("ConnectionType", at: link.span, .string("VPC_LINK", link.span))
      integration.properties.set("ConnectionId", at: route.keySpan("vpcLink") ?? link.span, link)
    }
    if let parameters = route.value("parameters", &self) {
      integration.properties.set("RequestParameters", at: route.keySpan("parameters") ?? node.span, parameters)
    }
  }

  /// A call of a service ("Integration subtype reference", API Gateway Developer Guide).
  private mutating func setService(
    _ route: Entry, _ end: WireEnd, _ target: Value, of api: Entry, in integration: inout Resource
  ) -> Bool {
    guard let node = route.node("to"), let call = serviceCall(route, end, of: .http), let subtype = call.subtype else {
      return false
    }
    let span = node.span
    integration.properties.set("IntegrationType", at: span, .string("AWS_PROXY", span))
    integration.properties.set("IntegrationSubtype", at: route.keySpan("call") ?? span, .string(subtype, span))
    integration.properties.set("PayloadFormatVersion", at: span, .string("1.0", span))
    integration.properties.set(
      "CredentialsArn", at: route.keySpan("role") ?? span, credentials(route, call, on: target, of: api, at: span))
    var parameters = parameters(of: call, route, end, target, at: span)
    for own in route.value("parameters", &self)?.map?.entries ?? [] {
      parameters.set(own.key, at: own.keySpan, own.value)
    }
    integration.properties.set("RequestParameters", at: span, Value(.map(parameters), span))
    return true
  }

  private mutating func parameters(
    of call: ServiceCall, _ route: Entry, _ end: WireEnd, _ target: Value, at span: Span
  ) -> ValueMap {
    let body = Value.string("$request.body", span)
    let group = route.value("messageGroupId", &self)
    let members: KeyValuePairs<String, Value?>
    switch call {
    case .sendMessage:
      let order = order(of: target)
      let id: Value? = order.isFIFO && !order.deduplicates ? .string("$context.requestId", span) : nil
      members = [
        "QueueUrl": queueURL(target, at: span), "MessageBody": body,
        "MessageGroupId": group ?? (order.isFIFO ? .string("$context.apiId", span) : nil),
        "MessageDeduplicationId": id,
      ]
    case .startExecution, .startSyncExecution: members = ["StateMachineArn": target, "Input": body]
    case .putRecord:
      members = [
        "StreamName": resourceName(of: target, end), "Data": body,
        "PartitionKey": route.value("partitionKey", &self) ?? .string("$context.requestId", span),
      ]
    case .putEvents:
      members = [
        "EventBusName": resourceName(of: target, end), "Source": eventSource(route, at: span),
        "DetailType": detailType(route, at: span), "Detail": body,
      ]
    case .publish, .putRecords, .getItem, .putItem, .updateItem, .deleteItem, .query, .scan: members = [:]
    }
    return Value.object(span, members).map ?? ValueMap()
  }

  private func queueURL(_ queue: Value, at span: Span) -> Value {
    if let declared = declared(of: queue) { return .ref(declared.logicalID, span) }
    return .joined(
      at: span, .raw("https://sqs.${AWS::Region}.${AWS::URLSuffix}/"), .value(queue.arnField(4)), .raw("/"),
      .value(queue.arnField(5)))
  }
}

extension StackLowering {
  /// What stands at the end of a route; a text that does not say is taken for a function.
  func end(of target: Value) -> WireEnd { arrowEnd(of: target)?.kind ?? .function }

  /// Which of some keys a route has: exactly one, else it is reported.
  mutating func way(of route: Entry, _ keys: [String], at span: Span) -> String? {
    let given = keys.filter(route.has)
    if given.count == 1 { return given[0] }
    // A key of another kind of API was reported, and a misspelt one too.
    if given.isEmpty, route.has("mock") || route.layers.first.map({ !$0.knows(route.shape) }) == true { return nil }
    findings.report(.exactlyOneKey(keys, given: given.count, in: route.name, at: span))
    return nil
  }

  /// What an API's ARNs start with, and what follows.
  static func executeAPI(_ api: Entry, _ rest: String) -> String {
    "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${\(api.logicalID)}/\(rest)"
  }

  /// `TimeoutInMillis` of an HTTP or WebSocket API's integration.
  mutating func setTimeout(_ route: Entry, in integration: inout Resource) {
    guard let timeout = route.value("timeout", &self) else { return }
    integration.properties.set("TimeoutInMillis", at: route.keySpan("timeout") ?? timeout.span, timeout)
  }
}

extension Node {
  /// Whether every key of a map is one of a shape's.
  fileprivate func knows(_ shape: ObjectShape) -> Bool {
    kind != .mapping || entries.allSatisfy { shape.key($0.key.text) != nil }
  }
}

extension Resource {
  /// Protects a route of an HTTP or WebSocket API.
  mutating func set(_ authorization: RouteAuthorization) {
    properties.set("AuthorizationType", at: authorization.span, authorization.type)
    if let id = authorization.authorizer { properties.set("AuthorizerId", at: authorization.span, id) }
    if let scopes = authorization.scopes { properties.set("AuthorizationScopes", at: scopes.span, scopes) }
  }
}

/// The key of a route of an HTTP API ("Routes for HTTP APIs", API Gateway Developer Guide).
struct Route {
  /// The methods of a route.
  static let methods = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

  /// The method and the path, or nil for `$default`.
  let parts: (method: String, path: String)?

  /// Reads `METHOD /path` or `$default`.
  init?(_ key: String) {
    if key == "$default" {
      parts = nil
      return
    }
    let words = key.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, Self.methods.contains(String(words[0])), words[1].hasPrefix("/") else { return nil }
    parts = (String(words[0]), String(words[1]))
  }

  /// What tells its resources apart: `PostOrders`.
  var id: String {
    guard let parts else { return "Default" }
    let path = LogicalID.pascalCase(parts.path)
    return LogicalID.pascalCase(parts.method.lowercased()) + (path.isEmpty ? "Root" : path)
  }

  /// The end of the ARN that API Gateway gives as `aws:SourceArn`; a path parameter may be anything.
  var arnSuffix: String {
    guard let parts else { return "$default" }
    let path = parts.path.split(separator: "/").map { $0.hasPrefix("{") ? "*" : String($0) }.joined(separator: "/")
    return "\(parts.method == "ANY" ? "*" : parts.method)/\(path)"
  }
}
