import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// A method of a path (AWS::ApiGateway::Method) with its integration.
  mutating func addMethod(_ name: Node, _ route: Entry, of rest: inout RestAPI) {
    reportKeysOfOthers(route, APIProtocol.routeKeys, of: .rest)
    guard let parts = Route(name.text)?.parts else {
      findings.report(.invalidRoute(name.text, at: name.span, methods: Route.methods, hasDefault: false))
      return
    }
    let entry = rest.entry
    guard let way = way(of: route, ["to", "http", "mock"], at: name.span), let node = route.node(way) else { return }
    let path = pathResource(parts.path, of: &rest, at: name.span)
    let id = "\(rest.prefix)\(LogicalID.pascalCase(parts.method.lowercased()))\(Self.name(ofPath: parts.path))Method"
    var method = derived(id, "AWS::ApiGateway::Method", from: entry, at: name.span)
    method.properties.set("RestApiId", at: entry.span, ref(entry))
    method.properties.set("ResourceId", at: name.span, path)
    method.properties.set("HttpMethod", at: name.span, .string(parts.method, name.span))
    if let authorization = authorization(route, of: entry, .rest) {
      method.set(authorization)
    } else {
      method.properties.set("AuthorizationType", at: name.span, .string("NONE", name.span))
    }
    if let key = route.value("apiKey", &self) {
      method.properties.set("ApiKeyRequired", at: route.keySpan("apiKey") ?? key.span, key)
    }
    var parameters = RequestParameters()
    setRequest(route, of: &rest, in: &method, &parameters)
    guard var integration = integration(way, route, parts, of: &rest, &parameters, at: node.span) else { return }
    setCache(route, parts, of: &rest, in: &integration, &parameters)
    if let timeout = route.value("timeout", &self) {
      integration.set("TimeoutInMillis", at: route.keySpan("timeout") ?? timeout.span, timeout)
    }
    setResponses(way, route, in: &method, &integration, at: node.span)
    if let declared = parameters.value(at: node.span) {
      method.properties.set("RequestParameters", at: declared.span, declared)
    }
    method.properties.set("Integration", at: node.span, Value(.map(integration), node.span))
    method.condition = condition(of: entry)
    add(method)
    rest.members.append(id)
    if let throttle = route.entry("throttle", &self), let place = route.keySpan("throttle") {
      rest.settings.append(Self.settings(parts, throttle.properties(&self), at: place))
    }
  }

  /// Settings of one method in a stage; a path is written with `~1` for its inner slashes.
  static func settings(_ parts: (method: String, path: String), _ members: ValueMap, at span: Span) -> Value {
    let path = ["/", "/*"].contains(parts.path) ? parts.path : "/" + parts.path.replacing("/", with: "~1")
    var map = ValueMap()
    map.set("HttpMethod", at: span, .string(parts.method == "ANY" ? "*" : parts.method, span))
    map.set("ResourcePath", at: span, .string(path, span))
    map.entries += members.entries
    return Value(.map(map), span)
  }

  private mutating func integration(
    _ way: String, _ route: Entry, _ parts: (method: String, path: String), of rest: inout RestAPI,
    _ parameters: inout RequestParameters, at span: Span
  ) -> ValueMap? {
    switch way {
    case "http": return proxy(route, parts, &parameters, at: span)
    case "mock": return mock(route, at: span)
    default: break
    }
    guard let target = route.value("to", &self) else { return nil }
    let end = end(of: target)
    var map = ValueMap()
    map.set("Type", at: span, .string(end == .function ? "AWS_PROXY" : "AWS", span))
    map.set("IntegrationHttpMethod", at: span, .string("POST", span))
    if end == .function {
      map.set("Uri", at: route.keySpan("to") ?? span, functionURI(target))
      let suffix = Route("\(parts.method) \(parts.path)")?.arnSuffix ?? "*"
      let source = Value.sub(Self.executeAPI(rest.entry, "*/\(suffix)"), span)
      admit(Arrow(from: "api", sourceARN: source, span: span), to: target, from: rest.entry)
      return map
    }
    guard let call = serviceCall(route, end, of: .rest) else { return nil }
    let sent = serviceIntegration(route, call, end, on: target, at: span)
    map.set("Uri", at: route.keySpan("to") ?? span, sent.uri)
    map.set(
      "Credentials", at: route.keySpan("role") ?? span, credentials(route, call, on: target, of: rest.entry, at: span))
    var mappings = ValueMap()
    for header in sent.headers {
      mappings.set("integration.request.header.\(header.name)", at: span, .string(header.value, span))
    }
    setMappings(route, mappings, in: &map, &parameters, at: span)
    // What the template does not fit is refused with 415, and never sent as it is.
    map.set("PassthroughBehavior", at: span, .string("NEVER", span))
    map.set("RequestTemplates", at: span, .object(span, ["application/json": sent.template]))
    return map
  }

  private mutating func proxy(
    _ route: Entry, _ parts: (method: String, path: String), _ parameters: inout RequestParameters, at span: Span
  ) -> ValueMap? {
    guard let address = route.value("http", &self) else { return nil }
    var map = ValueMap()
    map.set("Type", at: span, .string("HTTP_PROXY", span))
    map.set(
      "IntegrationHttpMethod", at: route.keySpan("method") ?? span,
      route.value("method", &self) ?? .string(parts.method, span))
    map.set("Uri", at: route.keySpan("http") ?? span, address)
    if let link = route.value("vpcLink", &self) {
      map.set("ConnectionType", at: link.span, .string("VPC_LINK", link.span))
      map.set("ConnectionId", at: route.keySpan("vpcLink") ?? link.span, link)
    }
    var mappings = ValueMap()
    for part in parts.path.split(separator: "/") where part.hasPrefix("{") {
      let name = part.dropFirst().dropLast(part.hasSuffix("+}") ? 2 : 1)
      guard route.text("http")?.contains("{\(name)}") == true else { continue }
      mappings.set("integration.request.path.\(name)", at: span, .string("method.request.path.\(name)", span))
    }
    setMappings(route, mappings, in: &map, &parameters, at: span)
    return map
  }

  private mutating func mock(_ route: Entry, at span: Span) -> ValueMap {
    var map = ValueMap()
    map.set("Type", at: span, .string("MOCK", span))
    map.set("PassthroughBehavior", at: span, .string("WHEN_NO_MATCH", span))
    let status = route.node("mock").flatMap { $0.kind == .mapping ? $0["status"]?.text : nil } ?? "200"
    map.set(
      "RequestTemplates", at: span, .object(span, ["application/json": .string("{\"statusCode\": \(status)}", span)]))
    return map
  }

  /// `RequestParameters` of the integration; what they read of the request is declared at the method.
  private mutating func setMappings(
    _ route: Entry, _ derived: ValueMap, in map: inout ValueMap, _ parameters: inout RequestParameters, at span: Span
  ) {
    var mappings = derived
    for own in route.value("parameters", &self)?.map?.entries ?? [] {
      mappings.set(own.key, at: own.keySpan, own.value)
    }
    guard !mappings.isEmpty else { return }
    for mapping in mappings.entries {
      if let source = mapping.value.string, source.hasPrefix("method.request.") { parameters.note(source) }
    }
    map.set("RequestParameters", at: route.keySpan("parameters") ?? span, Value(.map(mappings), span))
  }

  /// `cache:` of a route.
  private mutating func setCache(
    _ route: Entry, _ parts: (method: String, path: String), of rest: inout RestAPI, in integration: inout ValueMap,
    _ parameters: inout RequestParameters
  ) {
    guard let node = route.node("cache"), let place = route.keySpan("cache") else { return }
    var settings = ValueMap()
    guard node.kind == .mapping else {
      guard let isOn = route.value("cache", &self) else { return }
      settings.set("CachingEnabled", at: place, isOn)
      rest.settings.append(Self.settings(parts, settings, at: place))
      return
    }
    guard let cache = route.entry("cache", &self) else { return }
    settings.set("CachingEnabled", at: place, .bool(true, place))
    if let ttl = cache.value("ttl", &self) {
      settings.set("CacheTtlInSeconds", at: cache.keySpan("ttl") ?? ttl.span, ttl)
    }
    rest.settings.append(Self.settings(parts, settings, at: place))
    guard let keys = cache.value("keys", &self)?.listOrSelf, let span = cache.keySpan("keys") else { return }
    let full = keys.map { key in key.string.map { Value.string(RequestParameters.full($0), key.span) } ?? key }
    for key in full.compactMap(\.string) { parameters.note(key) }
    integration.set("CacheKeyParameters", at: span, .list(full, span))
  }
}

/// The parameters of a method's request, each with whether it must be there.
struct RequestParameters {
  private var required: [(name: String, isRequired: Bool)] = []

  /// `method.request.querystring.page` of `querystring.page`.
  static func full(_ name: String) -> String { name.hasPrefix("method.request.") ? name : "method.request.\(name)" }

  /// Notes a parameter that is used or needed.
  mutating func note(_ name: String, isRequired: Bool = false) {
    let name = Self.full(name)
    guard
      name.hasPrefix("method.request.path.") || name.hasPrefix("method.request.querystring.")
        || name.hasPrefix("method.request.header.") || name.hasPrefix("method.request.multivalue")
    else { return }
    if let index = required.firstIndex(where: { $0.name == name }) {
      required[index].isRequired = required[index].isRequired || isRequired
    } else {
      required.append((name, isRequired || name.hasPrefix("method.request.path.")))
    }
  }

  /// `RequestParameters` of the method; nil if there are none.
  func value(at span: Span) -> Value? {
    guard !required.isEmpty else { return nil }
    return Value(.map(ValueMap(required.map { .init($0.name, at: span, .bool($0.isRequired, span)) })), span)
  }
}
