/// A domain of APIs (AWS::ApiGateway::DomainName, AWS::ApiGateway::DomainNameV2, AWS::ApiGatewayV2::DomainName).
public struct DomainPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// The name: `api.shop.example`.
  public var name: String
  /// Which APIs it leads to.
  @OrEmpty public var mappings: [DomainMappingPlan] = []
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

/// A path of a domain that leads to an API (AWS::ApiGateway::BasePathMapping, AWS::ApiGateway::BasePathMappingV2,
/// AWS::ApiGatewayV2::ApiMapping).
public struct DomainMappingPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// API Gateway's id of the API.
  public var api: String?
  /// Name of the stage.
  public var stage: String?
  /// What paths begin with; without it, all lead to the API.
  public var path: String?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }
}
