import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::ApiGateway::RestApi.
  mutating func addRestAPI(_ resource: Resource, _ reader: inout PropertyReader) {
    var api = RestAPIPlan(
      id: resource.logicalID, name: reader.text("Name") ?? resource.label,
      apiID: LocalPlace.apiID(resource.logicalID), arn: arn(resource))
    let endpoint = reader.object("EndpointConfiguration") { reader in
      reader.skip("VpcEndpointIds", "IpAddressType")
      return reader.texts("Types").first
    }
    if let endpoint = endpoint ?? nil { api.endpoint = endpoint }
    api.path = path(resource)
    api.place = planPlace(resource.span)
    plan.restAPIs.append(api)
    unsupported(resource, "REST APIs do not run locally yet")
    reader.abandon()
  }

  /// AWS::ApiGateway::Method.
  mutating func attachMethod(_ resource: Resource, _ reader: inout PropertyReader) {
    defer { reader.abandon() }
    guard let index = restAPI(resource) else { return unsupported(resource, "its API is not of this plan") }
    var method = RestMethodPlan(
      id: resource.logicalID, method: reader.text("HttpMethod") ?? "", resource: wires.path(ofMethod: resource) ?? "")
    if let authorization = reader.text("AuthorizationType") { method.authorization = authorization }
    if let apiKey = reader.bool("ApiKeyRequired") { method.apiKey = apiKey }
    method.integration = reader.json("Integration")
    method.place = planPlace(resource.span)
    plan.restAPIs[index].methods.append(method)
  }

  /// AWS::ApiGateway::Stage.
  mutating func attachRestStage(_ resource: Resource, _ reader: inout PropertyReader) {
    defer { reader.abandon() }
    guard let index = restAPI(resource) else { return unsupported(resource, "its API is not of this plan") }
    var stage = StagePlan(id: resource.logicalID, name: reader.text("StageName") ?? "")
    stage.variables = reader.members("Variables")
    stage.place = planPlace(resource.span)
    plan.restAPIs[index].stages.append(stage)
  }

  /// The REST API of this plan that a resource belongs to.
  private func restAPI(_ resource: Resource) -> Int? {
    let id = resource["RestApiId"].flatMap(wires.resource(namedBy:))
    return plan.restAPIs.firstIndex { $0.id == id }
  }
}
