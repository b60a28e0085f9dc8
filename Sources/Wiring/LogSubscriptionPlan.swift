/// Who gets the events of a log group (AWS::Logs::SubscriptionFilter).
public struct LogSubscriptionPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the filter.
  public var name: String
  /// Which events; empty: all.
  public var pattern: String?
  /// ARN of the function or stream.
  public var target: String?
  /// ARN of the role that they are delivered with.
  public var role: String?
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

/// How events of a log group are counted (AWS::Logs::MetricFilter).
public struct MetricFilterPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the filter.
  public var name: String
  /// Which events; empty: all.
  public var pattern: String?
  /// What is counted, as `MetricTransformations` has it.
  public var metrics: JSONValue?
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
