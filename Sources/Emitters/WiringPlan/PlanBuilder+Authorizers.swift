import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::ApiGateway::Authorizer and AWS::ApiGatewayV2::Authorizer.
  func authorizer(_ resource: Resource, _ reader: inout PropertyReader) -> AuthorizerPlan {
    var authorizer = AuthorizerPlan(id: resource.logicalID, name: reader.text("Name") ?? name(resource))
    authorizer.type = reader.text("AuthorizerType") ?? reader.text("Type")
    let uri = reader.peek("AuthorizerUri")
    if let function = reader.plain(uri).flatMap(Self.functionARN) {
      authorizer.function = function
      reader.skip("AuthorizerUri")
    }
    authorizer.role = reader.text("AuthorizerCredentialsArn") ?? reader.text("AuthorizerCredentials")
    let token = reader.peek("JwtConfiguration")
    authorizer.issuer = reader.plain(token?["Issuer"])
    authorizer.audience = (token?["Audience"]?.itemsOrSelf ?? []).compactMap { reader.plain($0) }
    reader.cover("JwtConfiguration", ["Issuer", "Audience"])
    authorizer.userPools = reader.texts("ProviderARNs")
    authorizer.place = planPlace(resource.span)
    authorizer.settings = reader.rest()
    return authorizer
  }

  /// The function in an integration's URI: its ARN, or the ARN of API Gateway's path to it.
  static func functionARN(_ uri: String) -> String? {
    guard uri.hasPrefix("arn:") else { return nil }
    let fields = uri.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6 else { return nil }
    if fields[2] == "lambda" { return uri }
    let prefix = "path/2015-03-31/functions/"
    let suffix = "/invocations"
    guard fields[2] == "apigateway", fields[5].hasPrefix(prefix), fields[5].hasSuffix(suffix) else { return nil }
    return String(fields[5].dropFirst(prefix.count).dropLast(suffix.count))
  }

  /// AWS::ApiGatewayV2::Authorizer.
  mutating func attachAuthorizer(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let api = eitherAPI(of: resource, &reader) else { return }
    let authorizer = authorizer(resource, &reader)
    switch api {
    case .http(let index):
      plan.apis[index].authorizers.append(authorizer)
      unsupported(resource, "authorizers do not run locally: routes are open")
    case .webSocket(let index): plan.webSocketAPIs[index].authorizers.append(authorizer)
    }
  }

  /// AWS::ApiGatewayV2::Deployment.
  mutating func attachDeployment(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let api = eitherAPI(of: resource, &reader) else { return }
    let deployment = part(resource, &reader)
    switch api {
    case .http(let index): plan.apis[index].deployments.append(deployment)
    case .webSocket(let index): plan.webSocketAPIs[index].deployments.append(deployment)
    }
  }

  /// AWS::ApiGatewayV2::Integration.
  mutating func attachIntegration(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let api = eitherAPI(of: resource, &reader) else { return }
    var integration = IntegrationPlan(id: resource.logicalID)
    integration.type = reader.text("IntegrationType")
    integration.uri = reader.text("IntegrationUri")
    integration.operation = reader.text("IntegrationSubtype")
    integration.method = reader.text("IntegrationMethod")
    integration.parameters = reader.members("RequestParameters")
    integration.role = reader.text("CredentialsArn")
    integration.place = planPlace(resource.span)
    integration.settings = reader.rest()
    switch api {
    case .http(let index): plan.apis[index].integrations.append(integration)
    case .webSocket(let index): plan.webSocketAPIs[index].integrations.append(integration)
    }
  }

  /// AWS::ApiGatewayV2::RouteResponse.
  mutating func attachRouteResponse(_ resource: Resource, _ reader: inout PropertyReader) {
    let id = resource["RouteId"].flatMap(wires.resource(namedBy:))
    for index in plan.webSocketAPIs.indices {
      guard let route = plan.webSocketAPIs[index].routes.firstIndex(where: { $0.id == id }) else { continue }
      reader.skip("ApiId", "RouteId")
      plan.webSocketAPIs[index].routes[route].responses.append(part(resource, &reader, name: "RouteResponseKey"))
      return
    }
    addOutside(resource, "its route is not of this plan", &reader)
  }

  /// An API of the second version, by its place in the plan.
  enum EitherAPI {
    case http(Int)
    case webSocket(Int)
  }

  private mutating func eitherAPI(of resource: Resource, _ reader: inout PropertyReader) -> EitherAPI? {
    let id = reader.text("ApiId") ?? ""
    if let index = plan.apis.firstIndex(where: { $0.apiID == id }) { return .http(index) }
    if let index = plan.webSocketAPIs.firstIndex(where: { $0.apiID == id }) { return .webSocket(index) }
    addOutside(resource, "its API `\(id)` is not of this plan", &reader)
    return nil
  }
}
