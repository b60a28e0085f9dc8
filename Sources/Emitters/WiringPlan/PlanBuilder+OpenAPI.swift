import Source
import Template
import Wiring

/// An operation of the definition that an API is made of, with its values worked out: what a run needs of an ``OpenAPIRoute``.
struct OpenAPIOperation {
  /// The path: `/orders/{id}`, or `$default`.
  let path: String
  /// The method in capitals; `ANY` for all that have no operation of their own.
  let method: String
  /// What is called: `x-amazon-apigateway-integration`.
  let integration: Datum?
  /// Whether somebody has to be let in.
  let isGuarded: Bool
  /// Where it was written, or what made it necessary.
  let span: Span

  /// The operations of a definition, in its order.
  static func all(of body: Datum) -> [OpenAPIOperation] {
    let isGuarded = body["security"]?.items?.isEmpty == false
    return (body["paths"]?.members ?? []).flatMap { path in
      (path.value.members ?? []).compactMap { member in
        guard let method = OpenAPIRoute.method(member.key) else { return nil }
        return OpenAPIOperation(
          path: OpenAPIRoute.path(path.key), method: method, integration: member.value[OpenAPIRoute.integrationKey],
          isGuarded: member.value["security"].map { $0.items?.isEmpty == false } ?? isGuarded, span: member.value.span)
      }
    }
  }
}

extension PlanBuilder {
  /// The routes of an HTTP API that its definition holds.
  mutating func addRoutes(of body: Datum, _ resource: Resource, _ reader: PropertyReader, to api: inout APIPlan) {
    for operation in OpenAPIOperation.all(of: body) {
      let key = operation.path == "$default" ? "$default" : "\(operation.method) \(operation.path)"
      let kind = operation.integration.flatMap { reader.plain($0["type"]) }?.uppercased()
      guard kind == "AWS_PROXY", let integration = operation.integration, integration["integrationSubtype"] == nil,
        let function = reader.plain(integration["uri"]).flatMap(Self.functionARN)
      else {
        tell(resource, "only routes to functions are answered locally: \(key) is not", operation.span)
        continue
      }
      var route = RoutePlan(id: "\(resource.logicalID) \(key)", key: key, function: function)
      route.place = planPlace(operation.span)
      if let format = reader.plain(integration["payloadFormatVersion"]) { route.payload = format }
      if let timeout = reader.whole(integration["timeoutInMillis"]) { route.timeout = timeout }
      route.role = reader.plain(integration["credentials"])
      if operation.isGuarded { tell(resource, Inaction.reason("AuthorizerId"), operation.span) }
      api.routes.append(route)
    }
    if api.cors == nil, let cors = body["x-amazon-apigateway-cors"] { api.cors = Self.cors(of: cors, reader) }
  }

  /// "x-amazon-apigateway-cors object" (API Gateway Developer Guide).
  private static func cors(of datum: Datum, _ reader: PropertyReader) -> CORSPlan {
    func texts(_ key: String) -> [String] { (datum[key]?.itemsOrSelf ?? []).compactMap { reader.plain($0) } }
    var cors = CORSPlan()
    cors.origins = texts("allowOrigins")
    cors.methods = texts("allowMethods")
    cors.headers = texts("allowHeaders")
    cors.exposeHeaders = texts("exposeHeaders")
    cors.credentials = reader.plain(datum["allowCredentials"]) == "true"
    cors.maxAge = reader.whole(datum["maxAge"])
    return cors
  }

  /// The methods of a REST API that its definition holds.
  mutating func addMethods(of body: Datum, _ resource: Resource, _ reader: PropertyReader, to api: inout RestAPIPlan) {
    for operation in OpenAPIOperation.all(of: body) {
      var method = RestMethodPlan(
        id: "\(resource.logicalID) \(operation.method) \(operation.path)", method: operation.method,
        resource: operation.path)
      method.place = planPlace(operation.span)
      method.integration = operation.integration.map(reader.plainJSON)
      if operation.isGuarded { method.authorization = "CUSTOM" }
      if let integration = operation.integration, reader.plain(integration["type"])?.uppercased() == "AWS_PROXY" {
        method.function = reader.plain(integration["uri"]).flatMap(Self.functionARN)
        method.timeout = reader.whole(integration["timeoutInMillis"])
        method.role = reader.plain(integration["credentials"])
      }
      tell(method, of: resource, operation.span)
      api.methods.append(method)
    }
    if body["x-amazon-apigateway-binary-media-types"] != nil {
      tell(resource, Inaction.reason("BinaryMediaTypes"), body.span)
    }
  }

  /// Says what the run does not do with a method.
  mutating func tell(_ method: RestMethodPlan, of resource: Resource, _ span: Span) {
    let name = "\(method.method) \(method.resource)"
    guard method.function != nil else {
      return tell(resource, "only methods that hand requests to functions are answered locally: \(name) is not", span)
    }
    if method.authorization != "NONE" || method.apiKey {
      tell(resource, "\(name) is open: authorizers and API keys do not run locally", span)
    }
  }

  private mutating func tell(_ resource: Resource, _ why: String, _ span: Span) {
    plan.unsupported.append(
      Unsupported(id: resource.logicalID, type: resource.type, property: nil, why: why, place: planPlace(span)))
  }
}
