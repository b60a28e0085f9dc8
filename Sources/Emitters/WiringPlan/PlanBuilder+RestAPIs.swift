import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::ApiGateway::RestApi.
  mutating func addRestAPI(_ resource: Resource, _ reader: inout PropertyReader) {
    var api = RestAPIPlan(
      id: resource.logicalID, name: reader.text("Name") ?? resource.label,
      apiID: LocalPlace.apiID(resource.logicalID), arn: arn(resource))
    let types = reader.peek("EndpointConfiguration")?["Types"]?.itemsOrSelf
    if let endpoint = reader.plain(types?.first) { api.endpoint = endpoint }
    if let policy = policy(&reader, "Policy", of: resource) { api.policies.append(policy) }
    if let body = reader.peek("Body") { addMethods(of: body, resource, reader, to: &api) }
    if !api.policies.isEmpty { unsupported(resource, "whoever reaches the port may call it: its policy is not asked") }
    for key in ["BinaryMediaTypes", "BodyS3Location"] { reader.tell(key, Inaction.reason(key)) }
    api.path = path(resource)
    api.place = planPlace(resource.span)
    api.settings = reader.rest()
    note(reader.notes, of: resource)
    plan.restAPIs.append(api)
  }

  /// AWS::ApiGateway::Resource.
  mutating func attachRestResource(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = restAPI(resource, &reader) else { return }
    var path = RestResourcePlan(id: resource.logicalID)
    path.resource = wires.path(ofResource: resource)
    path.place = planPlace(resource.span)
    path.settings = reader.rest()
    plan.restAPIs[index].resources.append(path)
  }

  /// AWS::ApiGateway::Method.
  mutating func attachMethod(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = restAPI(resource, &reader) else { return }
    var method = RestMethodPlan(
      id: resource.logicalID, method: reader.text("HttpMethod") ?? "", resource: wires.path(ofMethod: resource) ?? "")
    if let authorization = reader.text("AuthorizationType") { method.authorization = authorization }
    if let apiKey = reader.bool("ApiKeyRequired") { method.apiKey = apiKey }
    if let integration = reader.peek("Integration"), reader.plain(integration["Type"]) == "AWS_PROXY" {
      method.function = reader.plain(integration["Uri"]).flatMap(Self.functionARN)
      method.timeout = reader.whole(integration["TimeoutInMillis"])
      method.role = reader.plain(integration["Credentials"])
    }
    method.integration = reader.json("Integration")
    method.place = planPlace(resource.span)
    method.settings = reader.rest()
    tell(method, of: resource, resource.span)
    plan.restAPIs[index].methods.append(method)
  }

  /// AWS::ApiGateway::Stage.
  mutating func attachRestStage(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = restAPI(resource, &reader) else { return }
    var stage = StagePlan(id: resource.logicalID, name: reader.text("StageName") ?? "")
    stage.variables = reader.members("Variables")
    stage.place = planPlace(resource.span)
    stage.settings = reader.rest()
    plan.restAPIs[index].stages.append(stage)
  }

  /// AWS::ApiGateway::Authorizer.
  mutating func attachRestAuthorizer(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = restAPI(resource, &reader) else { return }
    plan.restAPIs[index].authorizers.append(authorizer(resource, &reader))
  }

  /// Parts of an API that have nothing but settings, each with the list it goes to and the property that names it.
  private static let restParts:
    [String: (list: any WritableKeyPath<RestAPIPlan, [PartPlan]> & Sendable, name: String?)] = [
      "AWS::ApiGateway::Deployment": (\.deployments, nil),
      "AWS::ApiGateway::GatewayResponse": (\.gatewayResponses, "ResponseType"),
      "AWS::ApiGateway::Model": (\.models, "Name"),
      "AWS::ApiGateway::RequestValidator": (\.validators, "Name"),
    ]

  /// One of ``restParts``.
  mutating func attachRestPart(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let form = Self.restParts[resource.type], let index = restAPI(resource, &reader) else { return }
    plan.restAPIs[index][keyPath: form.list].append(part(resource, &reader, name: form.name))
  }

  /// The REST API of this plan that a resource belongs to.
  private mutating func restAPI(_ resource: Resource, _ reader: inout PropertyReader) -> Int? {
    reader.skip("RestApiId")
    let id = resource["RestApiId"].flatMap(wires.resource(namedBy:))
    if let index = plan.restAPIs.firstIndex(where: { $0.id == id }) { return index }
    addOutside(resource, "its API is not of this plan", &reader)
    return nil
  }
}
