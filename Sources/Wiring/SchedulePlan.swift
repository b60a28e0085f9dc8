/// A schedule of EventBridge Scheduler (AWS::Scheduler::Schedule).
public struct SchedulePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the schedule.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// Name of its group.
  public var group: String
  /// `rate(…)`, `cron(…)` or `at(…)`.
  public var expression: String
  /// Name of its time zone in the IANA database; without it, UTC.
  public var timeZone: String?
  /// How much later than its time the call may come, in minutes; without it, not at all.
  public var window: Int?
  /// The moment before which it does not begin.
  public var start: String?
  /// The moment after which it does not come again.
  public var end: String?
  /// Whether it is off.
  @OrEmpty public var disabled = false
  /// Whom or what it calls.
  public var target: ScheduleTargetPlan?
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `schedules.nightly`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String, group: String, expression: String) {
    self.id = id
    self.name = name
    self.arn = arn
    self.group = group
    self.expression = expression
  }
}

/// What a schedule calls.
public struct ScheduleTargetPlan: Codable, Sendable, Equatable {
  /// ARN of the target, or the one that stands for an operation of a service: `arn:aws:scheduler:::aws-sdk:…`.
  public var arn: String
  /// ARN of the role that it calls with.
  public var role: String?
  /// What is sent.
  public var input: String?
  /// How often a failed call is tried again; without it, 185 times.
  public var retries: Int?
  /// Age in seconds at which a call is given up; without it, a day.
  public var maxAge: Int?
  /// ARN of the queue that takes calls that were given up.
  public var deadLetter: String?
  /// Every other property of the target: `SqsParameters` and the like.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(arn: String) {
    self.arn = arn
  }
}
