/// A REST API (AWS::ApiGateway::RestApi).
public struct RestAPIPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the API.
  public var name: String
  /// API Gateway's id of the API.
  public var apiID: String
  /// What the ARNs of its methods start with: `arn:aws:execute-api:…:ID`.
  public var arn: String
  /// Where it is reached: `EDGE`, `REGIONAL` or `PRIVATE`.
  public var endpoint = "EDGE"
  /// Its stages.
  public var stages: [StagePlan] = []
  /// Its methods.
  public var methods: [RestMethodPlan] = []
  /// The resource policy.
  public var policies: [PolicyPlan] = []
  /// Its paths.
  public var resources: [RestResourcePlan] = []
  /// Its authorizers.
  public var authorizers: [AuthorizerPlan] = []
  /// Its models.
  public var models: [PartPlan] = []
  /// What is checked of requests.
  public var validators: [PartPlan] = []
  /// Answers of API Gateway's own.
  public var gatewayResponses: [PartPlan] = []
  /// Its deployments.
  public var deployments: [PartPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `apis.shop`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, apiID: String, arn: String) {
    self.id = id
    self.name = name
    self.apiID = apiID
    self.arn = arn
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    apiID = try container.decode(String.self, forKey: .apiID)
    arn = try container.decode(String.self, forKey: .arn)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.endpoint, into: &endpoint)
    try container.read(.stages, into: &stages)
    try container.read(.methods, into: &methods)
    try container.read(.policies, into: &policies)
    try container.read(.resources, into: &resources)
    try container.read(.authorizers, into: &authorizers)
    try container.read(.models, into: &models)
    try container.read(.validators, into: &validators)
    try container.read(.gatewayResponses, into: &gatewayResponses)
    try container.read(.deployments, into: &deployments)
    try container.read(.settings, into: &settings)
  }
}

/// A method of a path of a REST API (AWS::ApiGateway::Method).
public struct RestMethodPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// `GET`, `POST` and so on; `ANY` for all that have no method of their own.
  public var method: String
  /// The path: `/orders/{id}`.
  public var resource: String
  /// Who may call: `NONE`, `AWS_IAM`, `CUSTOM`, `COGNITO_USER_POOLS`.
  public var authorization = "NONE"
  /// Whether a caller needs an API key.
  public var apiKey = false
  /// ARN of the function that requests are handed to as they are (`AWS_PROXY`), if that is what is done.
  public var function: String?
  /// How long the API waits for it, in milliseconds; 29000 unless given.
  public var timeout: Int?
  /// ARN of the role that the API invokes it with; without it, the function's resource policy decides.
  public var role: String?
  /// What is called, as `Integration` has it, resolved.
  public var integration: JSONValue?
  /// Every other property, as CloudFormation has it, resolved.
  public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, method: String, resource: String) {
    self.id = id
    self.method = method
    self.resource = resource
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    method = try container.decode(String.self, forKey: .method)
    resource = try container.decode(String.self, forKey: .resource)
    function = try container.decodeIfPresent(String.self, forKey: .function)
    timeout = try container.decodeIfPresent(Int.self, forKey: .timeout)
    role = try container.decodeIfPresent(String.self, forKey: .role)
    integration = try container.decodeIfPresent(JSONValue.self, forKey: .integration)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.authorization, into: &authorization)
    try container.read(.apiKey, into: &apiKey)
    try container.read(.settings, into: &settings)
  }
}

/// A path of a REST API (AWS::ApiGateway::Resource).
public struct RestResourcePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// The path: `/orders/{id}`; absent where a part of it is not of the template.
  public var resource: String?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }
}
