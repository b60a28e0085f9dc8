/// Who says who may call an API (AWS::ApiGateway::Authorizer, AWS::ApiGatewayV2::Authorizer).
public struct AuthorizerPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the authorizer.
  public var name: String
  /// `JWT`, `REQUEST`, `TOKEN` or `COGNITO_USER_POOLS`.
  public var type: String?
  /// ARN of the function that is asked.
  public var function: String?
  /// ARN of the role that it is asked with.
  public var role: String?
  /// `JWT`: who signs the tokens.
  public var issuer: String?
  /// `JWT`: whom the tokens are for.
  @OrEmpty public var audience: [String] = []
  /// `COGNITO_USER_POOLS`: ARNs of the pools.
  @OrEmpty public var userPools: [String] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}
