/// A usage plan of REST APIs (AWS::ApiGateway::UsagePlan).
public struct UsagePlanPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the usage plan.
  public var name: String
  /// How fast callers may be.
  public var throttle: JSONValue?
  /// How often they may call.
  public var quota: JSONValue?
  /// The API keys that it holds for.
  @OrEmpty public var keys: [UsagePlanKeyPlan] = []
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

/// An API key that a usage plan holds for (AWS::ApiGateway::UsagePlanKey).
public struct UsagePlanKeyPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// API Gateway's id of the key.
  public var key: String?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }
}
