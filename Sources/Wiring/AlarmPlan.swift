/// An alarm of CloudWatch (AWS::CloudWatch::Alarm, AWS::CloudWatch::CompositeAlarm).
public struct AlarmPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the alarm.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// Of an alarm made of alarms: the rule.
  public var rule: String?
  /// ARNs that are told when it goes off.
  @OrEmpty public var onAlarm: [String] = []
  /// ARNs that are told when it is over.
  @OrEmpty public var onOK: [String] = []
  /// ARNs that are told when there is too little to tell.
  @OrEmpty public var onUnknown: [String] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `alarms.failures`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String) {
    self.id = id
    self.name = name
    self.arn = arn
  }
}
