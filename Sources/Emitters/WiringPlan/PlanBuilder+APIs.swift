import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::ApiGatewayV2::Api.
  mutating func addAPI(_ resource: Resource, _ reader: inout PropertyReader) {
    if reader.text("ProtocolType") == "WEBSOCKET" { return addWebSocketAPI(resource, &reader) }
    let apiID = LocalPlace.apiID(resource.logicalID)
    var api = APIPlan(
      id: resource.logicalID, name: reader.text("Name") ?? resource.label, apiID: apiID, arn: arn(resource),
      url: generated(resource, "ApiEndpoint"))
    api.path = path(resource)
    api.place = planPlace(resource.span)
    api.cors = reader.object("CorsConfiguration", Self.cors)
    if let body = reader.datum("Body") { addRoutes(of: body, resource, reader, to: &api) }
    api.settings = reader.keep()
    plan.apis.append(api)
  }

  static func cors(_ reader: inout PropertyReader) -> CORSPlan {
    var cors = CORSPlan()
    cors.origins = reader.texts("AllowOrigins", edge: .placeholder)
    cors.methods = reader.texts("AllowMethods")
    cors.headers = reader.texts("AllowHeaders")
    cors.exposeHeaders = reader.texts("ExposeHeaders")
    if let credentials = reader.bool("AllowCredentials") { cors.credentials = credentials }
    cors.maxAge = reader.integer("MaxAge")
    return cors
  }

  /// AWS::ApiGatewayV2::Stage.
  mutating func attachStage(_ resource: Resource, _ reader: inout PropertyReader) {
    let id = reader.text("ApiId") ?? ""
    if let index = plan.webSocketAPIs.firstIndex(where: { $0.apiID == id }) {
      var stage = StagePlan(id: resource.logicalID, name: reader.text("StageName") ?? "")
      stage.place = planPlace(resource.span)
      stage.variables = reader.members("StageVariables")
      stage.settings = reader.rest()
      plan.webSocketAPIs[index].stages.append(stage)
      return
    }
    guard let index = api(&reader, of: resource) else { return }
    var stage = StagePlan(id: resource.logicalID, name: reader.text("StageName") ?? "$default")
    stage.place = planPlace(resource.span)
    stage.variables = reader.members("StageVariables")
    stage.settings = reader.keep()
    let throttle = reader.object("DefaultRouteSettings") {
      ($0.decimal("ThrottlingRateLimit"), $0.integer("ThrottlingBurstLimit"))
    }
    stage.rate = throttle?.0
    stage.burst = throttle?.1
    plan.apis[index].stages.append(stage)
  }

  /// AWS::ApiGatewayV2::Route with the AWS::ApiGatewayV2::Integration that it names.
  mutating func attachRoute(_ resource: Resource, _ reader: inout PropertyReader) {
    if attachWebSocketRoute(resource, &reader) { return }
    guard let index = api(&reader, of: resource) else { return }
    let key = reader.text("RouteKey") ?? ""
    reader.skip("Target")
    if reader.text("AuthorizationType") != "NONE" { reader.unread("AuthorizationType") }
    guard let integration = wires.integration(ofRoute: resource) else {
      addServiceRoute(resource, key, nil, &reader, to: index)
      return unsupported(resource, "its integration is not of this plan")
    }
    var parts = self.reader(integration)
    guard let function = Self.functionARN(parts.text("IntegrationUri") ?? ""),
      parts.text("IntegrationType") == "AWS_PROXY", parts.datum("IntegrationSubtype") == nil
    else {
      addServiceRoute(resource, key, integration, &reader, to: index)
      return unsupported(resource, "only routes to functions are answered locally")
    }
    var route = RoutePlan(id: resource.logicalID, key: key, function: function)
    route.place = planPlace(resource.span)
    route.integration = integration.logicalID
    route.settings = reader.keep()
    if let format = parts.text("PayloadFormatVersion") { route.payload = format }
    if let timeout = parts.integer("TimeoutInMillis") { route.timeout = timeout }
    route.role = parts.text("CredentialsArn")
    parts.skip("ApiId", "IntegrationMethod", "ConnectionType")
    parts.finish()
    if notedIntegrations.insert(integration.logicalID).inserted { note(parts.notes, of: integration) }
    plan.apis[index].routes.append(route)
  }

  /// A route that calls no function.
  private mutating func addServiceRoute(
    _ resource: Resource, _ key: String, _ integration: Resource?, _ reader: inout PropertyReader, to api: Int
  ) {
    var route = ServiceRoutePlan(id: resource.logicalID, key: key)
    route.place = planPlace(resource.span)
    route.integration = integration?.logicalID
    if integration == nil { reader.unread("Target") }
    route.settings = reader.keep()
    plan.apis[api].serviceRoutes.append(route)
  }

  /// The API that a resource's `ApiId` means.
  private mutating func api(_ reader: inout PropertyReader, of resource: Resource) -> Int? {
    let id = reader.text("ApiId") ?? ""
    if let index = plan.apis.firstIndex(where: { $0.apiID == id }) { return index }
    addOutside(resource, "its API `\(id)` is not of this plan", &reader)
    return nil
  }
}
