import Source

extension WireReader {
  /// What the operations and the authorizers of an API's definition call (`Body` of AWS::ApiGateway::RestApi and
  /// AWS::ApiGatewayV2::Api).
  func wires(ofDefinition api: Resource) -> [Wire] {
    guard let body = api["Body"] else { return [] }
    return branches(of: body).flatMap { body in
      routes(of: body).flatMap { wires(of: $0, api) } + authorizers(of: body, api)
    }
  }

  private func routes(of body: Value) -> [OpenAPIRoute] {
    members(of: body["paths"]).flatMap { path in
      members(of: path.value).flatMap { member -> [OpenAPIRoute] in
        guard let method = OpenAPIRoute.method(member.key) else { return [] }
        return branches(of: member.value).compactMap { operation in
          operation[OpenAPIRoute.integrationKey].map {
            OpenAPIRoute(path: OpenAPIRoute.path(path.key), method: method, integration: $0)
          }
        }
      }
    }
  }

  private func wires(of route: OpenAPIRoute, _ api: Resource) -> [Wire] {
    let integration = route.integration
    if let subtype = integration["integrationSubtype"] {
      return wires(
        from: .resource(api.logicalID), subtype: subtype, integration["requestParameters"],
        role: integration["credentials"], via: api.logicalID, route)
    }
    return (integration["uri"].map(branches) ?? []).flatMap { uri in
      wires(
        from: .resource(api.logicalID), uri: uri, [integration["requestTemplates"], integration["requestParameters"]],
        role: integration["credentials"], via: api.logicalID, route)
    }
  }

  /// The functions that the security schemes of a definition ask: `securityDefinitions` of Swagger, `components` of OpenAPI 3.
  private func authorizers(of body: Value, _ api: Resource) -> [Wire] {
    let schemes = members(of: body["securityDefinitions"]) + members(of: body["components"]?["securitySchemes"])
    return schemes.compactMap { scheme in
      guard let authorizer = scheme.value[OpenAPIRoute.authorizerKey], let uri = authorizer["authorizerUri"] else {
        return nil
      }
      return authorizerWire(
        from: .resource(api.logicalID), uri: uri, role: authorizer["authorizerCredentials"], via: api.logicalID)
    }
  }

  private func members(of value: Value?) -> [ValueMap.Entry] {
    (value.map(branches) ?? []).flatMap { $0.map?.entries ?? [] }
  }

  /// What may stand in a value's place: the branch of a condition that is known, else both that are there.
  private func branches(of value: Value) -> [Value] {
    guard let call = value.intrinsic, call.function == .ifElse else { return value.isNoValue ? [] : [value] }
    let holds = call.argument(0)?.string.flatMap(resolver.condition(named:))
    let places = holds.map { [$0 ? 1 : 2] } ?? [1, 2]
    return places.compactMap(call.argument).flatMap(branches)
  }
}
