/// What a route of an HTTP or WebSocket API calls (AWS::ApiGatewayV2::Integration).
public struct IntegrationPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// `AWS_PROXY`, `AWS`, `HTTP_PROXY`, `HTTP` or `MOCK`.
  public var type: String?
  /// ARN or address of what is called.
  public var uri: String?
  /// The operation of a service that is called (`IntegrationSubtype`): `SQS-SendMessage`.
  public var operation: String?
  /// The method that it is called with.
  public var method: String?
  /// What the call takes from the request (`RequestParameters`).
  @OrEmpty public var parameters = Members<String>()
  /// ARN of the role that it is called with.
  public var role: String?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }
}

/// A route of an HTTP API that calls something else than a function (AWS::ApiGatewayV2::Route).
public struct ServiceRoutePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// `METHOD /path` or `$default`.
  public var key: String
  /// Logical id of what it calls.
  public var integration: String?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, key: String) {
    self.id = id
    self.key = key
  }
}
