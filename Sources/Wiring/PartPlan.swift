/// What belongs to an item and has nothing but settings: a model of an API, a domain of a user pool, a NAT gateway.
public struct PartPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Its name, or AWS's id of it.
  public var name: String?
  /// Its ARN, if it has one.
  public var arn: String?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }
}
