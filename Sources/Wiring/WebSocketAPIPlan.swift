/// A WebSocket API (AWS::ApiGatewayV2::Api).
public struct WebSocketAPIPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the API.
  public var name: String
  /// API Gateway's id of the API.
  public var apiID: String
  /// What the ARNs of its routes start with: `arn:aws:execute-api:…:ID`.
  public var arn: String
  /// What of a message names its route: `$request.body.action`.
  public var routeSelection: String
  /// Its stages.
  public var stages: [StagePlan] = []
  /// Its routes.
  public var routes: [WebSocketRoutePlan] = []
  /// What its routes call.
  public var integrations: [IntegrationPlan] = []
  /// Its authorizers.
  public var authorizers: [AuthorizerPlan] = []
  /// Its deployments.
  public var deployments: [PartPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `apis.live`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, apiID: String, arn: String, routeSelection: String) {
    self.id = id
    self.name = name
    self.apiID = apiID
    self.arn = arn
    self.routeSelection = routeSelection
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    apiID = try container.decode(String.self, forKey: .apiID)
    arn = try container.decode(String.self, forKey: .arn)
    routeSelection = try container.decode(String.self, forKey: .routeSelection)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.stages, into: &stages)
    try container.read(.routes, into: &routes)
    try container.read(.integrations, into: &integrations)
    try container.read(.authorizers, into: &authorizers)
    try container.read(.deployments, into: &deployments)
    try container.read(.settings, into: &settings)
  }
}

/// A route of a WebSocket API with its integration (AWS::ApiGatewayV2::Route).
public struct WebSocketRoutePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// `$connect`, `$disconnect`, `$default`, or what a message names.
  public var key: String
  /// Who may connect: `NONE`, `AWS_IAM`, `CUSTOM`.
  public var authorization = "NONE"
  /// Whether the answer goes back to the caller.
  public var answers = false
  /// What is called, as the integration's properties have it, resolved.
  public var integration: JSONValue?
  /// Logical id of its integration.
  public var integrationID: String?
  /// What answers it gives.
  public var responses: [PartPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, key: String) {
    self.id = id
    self.key = key
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    key = try container.decode(String.self, forKey: .key)
    integration = try container.decodeIfPresent(JSONValue.self, forKey: .integration)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.authorization, into: &authorization)
    try container.read(.answers, into: &answers)
    integrationID = try container.decodeIfPresent(String.self, forKey: .integrationID)
    try container.read(.responses, into: &responses)
    try container.read(.settings, into: &settings)
  }
}
