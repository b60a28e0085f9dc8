/// An HTTP API (AWS::ApiGatewayV2::Api).
public struct APIPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the API.
  public var name: String
  /// API Gateway's id of the API.
  public var apiID: String
  /// What the ARNs of its routes start with: `arn:aws:execute-api:…:ID`.
  public var arn: String
  /// URL of the API, before the stage; `${edge}` stands for the URL of the edge port.
  public var url: String
  /// Which web pages may call it.
  public var cors: CORSPlan?
  /// Its stages; `$default` stands at the root, any other before the path.
  public var stages: [StagePlan] = []
  /// Its routes.
  public var routes: [RoutePlan] = []
  /// Its routes that call something else than a function.
  public var serviceRoutes: [ServiceRoutePlan] = []
  /// What its routes call.
  public var integrations: [IntegrationPlan] = []
  /// Its authorizers.
  public var authorizers: [AuthorizerPlan] = []
  /// Its deployments.
  public var deployments: [PartPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `apis.shop`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, apiID: String, arn: String, url: String) {
    self.id = id
    self.name = name
    self.apiID = apiID
    self.arn = arn
    self.url = url
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    apiID = try container.decode(String.self, forKey: .apiID)
    arn = try container.decode(String.self, forKey: .arn)
    url = try container.decode(String.self, forKey: .url)
    cors = try container.decodeIfPresent(CORSPlan.self, forKey: .cors)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.stages, into: &stages)
    try container.read(.routes, into: &routes)
    try container.read(.serviceRoutes, into: &serviceRoutes)
    try container.read(.integrations, into: &integrations)
    try container.read(.authorizers, into: &authorizers)
    try container.read(.deployments, into: &deployments)
    try container.read(.settings, into: &settings)
  }
}

/// An API's CORS configuration.
public struct CORSPlan: Codable, Sendable, Equatable {
  /// Origins that may call.
  public var origins: [String] = []
  /// Methods they may use.
  public var methods: [String] = []
  /// Headers they may send.
  public var headers: [String] = []
  /// Headers they may read.
  public var exposeHeaders: [String] = []
  /// Whether cookies are sent.
  public var credentials = false
  /// How long a browser keeps the answer, in seconds.
  public var maxAge: Int?

  /// Makes one with AWS's defaults for everything else.
  public init() {
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    maxAge = try container.decodeIfPresent(Int.self, forKey: .maxAge)
    try container.read(.origins, into: &origins)
    try container.read(.methods, into: &methods)
    try container.read(.headers, into: &headers)
    try container.read(.exposeHeaders, into: &exposeHeaders)
    try container.read(.credentials, into: &credentials)
  }
}

/// A stage of an API (AWS::ApiGatewayV2::Stage).
public struct StagePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the stage: `$default`, or the first part of the path.
  public var name: String
  /// Requests a second; without it, only the account's quota.
  public var rate: Double?
  /// Requests at once.
  public var burst: Int?
  /// Stage variables.
  public var variables = Members<String>()
  /// Every other property, as CloudFormation has it, resolved.
  public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    rate = try container.decodeIfPresent(Double.self, forKey: .rate)
    burst = try container.decodeIfPresent(Int.self, forKey: .burst)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.variables, into: &variables)
    try container.read(.settings, into: &settings)
  }
}

/// A route with its integration (AWS::ApiGatewayV2::Route).
public struct RoutePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// `METHOD /path` or `$default`.
  public var key: String
  /// ARN of the function, alias or version that answers.
  public var function: String
  /// Format of the event: `1.0` or `2.0`.
  public var payload = "2.0"
  /// How long the API waits, in milliseconds: 50 to 30000.
  public var timeout = 30000
  /// ARN of the role that the API invokes with; without it, the function's resource policy decides.
  public var role: String?
  /// Logical id of its integration.
  public var integration: String?
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, key: String, function: String) {
    self.id = id
    self.key = key
    self.function = function
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    key = try container.decode(String.self, forKey: .key)
    function = try container.decode(String.self, forKey: .function)
    role = try container.decodeIfPresent(String.self, forKey: .role)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.payload, into: &payload)
    try container.read(.timeout, into: &timeout)
    integration = try container.decodeIfPresent(String.self, forKey: .integration)
    try container.read(.settings, into: &settings)
  }
}
