import Diagnostics
import Source
import Template
import YAML

/// How a route is protected: `AuthorizationType`, and the authorizer where it is one of the API's.
struct RouteAuthorization {
  /// AWS's word.
  let type: Value
  /// The authorizer's id.
  let authorizer: Value?
  /// `AuthorizationScopes`.
  let scopes: Value?
  /// Where it is written.
  let span: Span
}

extension StackLowering {
  /// Makes the authorizers of an API.
  ///
  /// - Returns: Their logical ids.
  @discardableResult
  mutating func addAuthorizers(_ api: Entry, of kind: APIProtocol) -> [String] {
    var made: [String] = []
    for (name, authorizer) in api.namedEntries("authorizers", &self) {
      reportKeysOfOthers(authorizer, APIProtocol.authorizerKeys, of: kind)
      let ways = ["jwt", "issuer", "cognito", "function"].filter(authorizer.has)
      guard ways.count == 1 else {
        findings.report(
          .exactlyOneKey(Self.ways(of: kind), given: ways.count, in: name.text, at: name.contentSpan))
        continue
      }
      let type = kind == .rest ? "AWS::ApiGateway::Authorizer" : "AWS::ApiGatewayV2::Authorizer"
      var resource = derived(Self.authorizerID(api, name.text), type, from: api, at: name.contentSpan)
      resource.properties.set(kind == .rest ? "RestApiId" : "ApiId", at: api.span, ref(api))
      resource.properties.set("Name", at: name.contentSpan, .string(name.text, name.contentSpan))
      resource.condition = condition(of: api)
      switch kind {
      case .http, .websocket: set(authorizer, of: kind, in: &resource)
      case .rest: setRest(authorizer, in: &resource)
      }
      add(resource)
      made.append(resource.logicalID)
      admitAuthorizer(authorizer, resource.logicalID, of: api)
    }
    return made
  }

  private static func ways(of kind: APIProtocol) -> [String] {
    switch kind {
    case .http: ["jwt", "issuer", "function"]
    case .rest: ["jwt", "issuer", "cognito", "function"]
    case .websocket: ["function"]
    }
  }

  /// The logical id of an authorizer.
  private static func authorizerID(_ api: Entry, _ name: String) -> String {
    "\(LogicalID.pascalCase(api.name))\(LogicalID.pascalCase(name))Authorizer"
  }

  /// HTTP and WebSocket APIs (AWS::ApiGatewayV2::Authorizer).
  private mutating func set(_ authorizer: Entry, of kind: APIProtocol, in resource: inout Resource) {
    let span = authorizer.span
    if authorizer.has("jwt") || authorizer.has("issuer") {
      resource.properties.set("AuthorizerType", at: span, .string("JWT", span))
      resource.properties.set("IdentitySource", at: span, identity(authorizer, of: kind, isToken: true))
      resource.properties.set("JwtConfiguration", at: span, jwt(authorizer))
      return
    }
    resource.properties.set("AuthorizerType", at: span, .string("REQUEST", span))
    if let function = authorizer.value("function", &self) {
      resource.properties.set("AuthorizerUri", at: authorizer.keySpan("function") ?? span, functionURI(function))
    }
    resource.properties.set("IdentitySource", at: span, identity(authorizer, of: kind, isToken: false))
    guard kind == .http else { return }
    resource.properties.set("AuthorizerPayloadFormatVersion", at: span, .string("2.0", span))
    let simple = authorizer.value("simple", &self) ?? .bool(false, span)
    resource.properties.set("EnableSimpleResponses", at: authorizer.keySpan("simple") ?? span, simple)
    if let ttl = authorizer.value("ttl", &self) {
      resource.properties.set("AuthorizerResultTtlInSeconds", at: authorizer.keySpan("ttl") ?? span, ttl)
    }
  }

  /// REST APIs (AWS::ApiGateway::Authorizer).
  private mutating func setRest(_ authorizer: Entry, in resource: inout Resource) {
    let span = authorizer.span
    if authorizer.has("jwt") || authorizer.has("issuer") {
      resource.properties.set("Type", at: span, .string("JWT", span))
      resource.properties.set("JwtConfiguration", at: span, restJWT(authorizer))
    } else if let pools = authorizer.value("cognito", &self) {
      resource.properties.set("Type", at: span, .string("COGNITO_USER_POOLS", span))
      resource.properties.set(
        "ProviderARNs", at: authorizer.keySpan("cognito") ?? span, .list(pools.listOrSelf, pools.span))
    } else {
      let type = authorizer.value("type", &self) ?? .string("REQUEST", span)
      resource.properties.set("Type", at: authorizer.keySpan("type") ?? span, type)
      if let function = authorizer.value("function", &self) {
        resource.properties.set("AuthorizerUri", at: authorizer.keySpan("function") ?? span, functionURI(function))
      }
      if let pattern = authorizer.value("pattern", &self) {
        resource.properties.set("IdentityValidationExpression", at: authorizer.keySpan("pattern") ?? span, pattern)
      }
    }
    let sources = identity(authorizer, of: .rest, isToken: false).listOrSelf
    let text = sources.compactMap(\.string).joined(separator: ",")
    let place = authorizer.keySpan("identity") ?? span
    resource.properties.set("IdentitySource", at: place, .string(text, authorizer.node("identity")?.span ?? span))
    if let ttl = authorizer.value("ttl", &self) {
      resource.properties.set("AuthorizerResultTtlInSeconds", at: authorizer.keySpan("ttl") ?? span, ttl)
    }
  }

  /// `IdentitySource`, as the kind of API writes it ("Identity sources", API Gateway Developer Guide).
  private mutating func identity(_ authorizer: Entry, of kind: APIProtocol, isToken: Bool) -> Value {
    let span = authorizer.node("identity")?.span ?? authorizer.span
    let written = authorizer.value("identity", &self)?.listOrSelf ?? [.string("header.Authorization", span)]
    return .list(
      written.map { value in
        guard let text = value.string, !text.hasPrefix("$"), !text.hasPrefix("method."), !text.hasPrefix("route.")
        else { return value }
        let isOwn = text.hasPrefix("context.") || text.hasPrefix("stageVariables.")
        let full =
          switch kind {
          case .http: isOwn ? "$\(text)" : "$request.\(text)"
          case .rest: isOwn ? text : "method.request.\(text)"
          case .websocket: isOwn ? text : "route.request.\(text)"
          }
        return .string(full, value.span)
      }, span)
  }

  /// `JwtConfiguration` of a REST API, which has several issuers; one of a user pool signs with RS256.
  private mutating func restJWT(_ authorizer: Entry) -> Value {
    let span = authorizer.span
    let own = jwt(authorizer)
    let issuer = Value.object(span, ["Issuer": own["Issuer"], "Audiences": own["Audience"]])
    let algorithms = authorizer.value("algorithms", &self) ?? .string("RS256", span)
    return .object(
      span, ["Issuers": .list([issuer], span), "DefaultAlgorithms": .list(algorithms.listOrSelf, algorithms.span)])
  }

  private mutating func jwt(_ authorizer: Entry) -> Value {
    let span = authorizer.span
    let pool = authorizer.value("jwt", &self).flatMap { declared(of: $0) }
    var issuer = authorizer.value("issuer", &self)
    if let pool, let source = ResourceKind.userPools.attributes.first(where: { $0.name == "issuer" })?.source {
      issuer = source.value(of: pool.logicalID, at: authorizer.node("jwt")?.span ?? span)
    }
    var audience = authorizer.value("audience", &self).map { Value.list($0.listOrSelf, $0.span) }
    if audience == nil, let pool { audience = clients(of: pool, at: span) }
    if audience == nil { findings.report(.missingKey("audience", in: authorizer.name, at: span)) }
    return .object(span, ["Issuer": issuer, "Audience": audience])
  }

  /// The ids of a user pool's clients; nil if it has none.
  private func clients(of pool: Declared, at span: Span) -> Value? {
    guard pool.node.kind == .mapping, let clients = pool.node["clients"], clients.kind == .mapping,
      !clients.entries.isEmpty
    else { return nil }
    return .list(
      clients.entries.map { .ref("\(LogicalID.pascalCase(pool.key))\(LogicalID.pascalCase($0.key.text))Client", span) },
      span)
  }

  private mutating func admitAuthorizer(_ authorizer: Entry, _ id: String, of api: Entry) {
    guard let node = authorizer.node("function"), let function = authorizer.value("function", &self) else { return }
    let source =
      "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${\(api.logicalID)}/authorizers/${\(id)}"
    admit(Arrow(from: "api-authorizer", sourceARN: .sub(source, node.span), span: node.span), to: function, from: api)
  }

  /// Where API Gateway invokes a function.
  func functionURI(_ function: Value) -> Value {
    .joined(
      at: function.span,
      .raw("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"), .value(function),
      .raw("/invocations"))
  }

  /// How a route is protected: what it says, else what its API says.
  mutating func authorization(_ route: Entry, of api: Entry, _ kind: APIProtocol) -> RouteAuthorization? {
    // A WebSocket API decides when a connection is made.
    let inherits = kind != .websocket || route.name == "$connect"
    guard let holder = route.has("authorizer") ? route : inherits && api.has("authorizer") ? api : nil,
      let name = holder.plainName("authorizer", &self)
    else { return nil }
    let scopes = route.value("scopes", &self).map { Value.list($0.listOrSelf, $0.span) }
    func made(_ type: String, _ id: Value? = nil) -> RouteAuthorization {
      RouteAuthorization(type: .string(type, name.span), authorizer: id, scopes: scopes, span: name.span)
    }
    switch name.text {
    case "none": return made("NONE")
    case "iam": return made("AWS_IAM")
    default: break
    }
    let known = api.node("authorizers").map { $0.kind == .mapping ? $0.entries.map(\.key.text) : [] } ?? []
    guard known.contains(name.text), let written = api.node("authorizers")?[name.text] else {
      // Of a name that the API gives for all its routes, one report is enough.
      if holder.declared == nil || isFirstRoute(route, of: api) {
        findings.report(
          .unknownLocalName(name.text, noun: "authorizer", known: known + ["iam", "none"], at: name.span))
      }
      return nil
    }
    func has(_ key: String) -> Bool { written.kind == .mapping && written[key] != nil }
    let type = has("jwt") || has("issuer") ? "JWT" : has("cognito") ? "COGNITO_USER_POOLS" : "CUSTOM"
    return made(type, .ref(Self.authorizerID(api, name.text), name.span))
  }

  private func isFirstRoute(_ route: Entry, of api: Entry) -> Bool {
    guard let routes = api.node("routes"), routes.kind == .mapping else { return false }
    let open = routes.entries.first { $0.value.kind != .mapping || $0.value["authorizer"] == nil }
    return open?.key.text == route.name
  }
}
