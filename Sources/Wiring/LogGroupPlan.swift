/// A group of logs (AWS::Logs::LogGroup).
public struct LogGroupPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the group.
  public var name: String
  /// The ARN, without `:*` at its end.
  public var arn: String
  /// How long its events are kept, in days; without it, for ever.
  public var retention: Int?
  /// Who gets its events as they come.
  @OrEmpty public var subscriptions: [LogSubscriptionPlan] = []
  /// What its events are counted in.
  @OrEmpty public var metricFilters: [MetricFilterPlan] = []
  /// Its log streams that the template makes.
  @OrEmpty public var streams: [PartPlan] = []
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String) {
    self.id = id
    self.name = name
    self.arn = arn
  }
}
