import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::ApiGatewayV2::Api of protocol `WEBSOCKET`.
  mutating func addWebSocketAPI(_ resource: Resource, _ reader: inout PropertyReader) {
    var api = WebSocketAPIPlan(
      id: resource.logicalID, name: reader.text("Name") ?? resource.label,
      apiID: LocalPlace.apiID(resource.logicalID), arn: arn(resource),
      routeSelection: reader.text("RouteSelectionExpression") ?? "")
    api.path = path(resource)
    api.place = planPlace(resource.span)
    api.settings = reader.rest()
    plan.webSocketAPIs.append(api)
    unsupported(resource, "WebSocket APIs do not run locally yet")
  }

  /// AWS::ApiGatewayV2::Route of a WebSocket API; false if it is of another.
  mutating func attachWebSocketRoute(_ resource: Resource, _ reader: inout PropertyReader) -> Bool {
    let id = reader.text("ApiId") ?? ""
    guard let index = plan.webSocketAPIs.firstIndex(where: { $0.apiID == id }) else { return false }
    var route = WebSocketRoutePlan(id: resource.logicalID, key: reader.text("RouteKey") ?? "")
    if let authorization = reader.text("AuthorizationType") { route.authorization = authorization }
    route.answers = reader.text("RouteResponseSelectionExpression") != nil
    if let integration = wires.integration(ofRoute: resource) {
      reader.skip("Target")
      route.integrationID = integration.logicalID
      var unknown: [(Hole, Span)] = []
      let properties = resolver.resolve(Value(.map(integration.properties), integration.span))
      route.integration = text.json(properties, unknown: &unknown)
    }
    route.place = planPlace(resource.span)
    route.settings = reader.rest()
    plan.webSocketAPIs[index].routes.append(route)
    return true
  }
}
