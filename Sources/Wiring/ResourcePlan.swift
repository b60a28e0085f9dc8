/// A resource of a type that the plan has no form of its own for, or one that belongs to what the plan does not hold.
public struct ResourcePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Its type: `AWS::SSM::Parameter`.
  public var type: String
  /// Its name, or AWS's id of it.
  public var name: String?
  /// Its ARN, if it has one.
  public var arn: String?
  /// Its properties, as CloudFormation has them, resolved.
  @OrEmpty public var properties = Members<JSONValue>()
  /// How the stack file refers to it: `resources.Bucket`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, type: String) {
    self.id = id
    self.type = type
  }
}
