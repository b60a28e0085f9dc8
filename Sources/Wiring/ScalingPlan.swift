/// What follows the use of a table, an index or an alias (AWS::ApplicationAutoScaling::ScalableTarget).
public struct ScalingPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// What is scaled, as Application Auto Scaling names it: `table/orders`.
  public var resource: String?
  /// What of it: `dynamodb:table:ReadCapacityUnits`.
  public var dimension: String?
  /// The least.
  public var minimum: Int?
  /// The most.
  public var maximum: Int?
  /// How it follows (AWS::ApplicationAutoScaling::ScalingPolicy).
  @OrEmpty public var policies: [PartPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }
}
