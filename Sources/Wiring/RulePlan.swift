/// An EventBridge rule (AWS::Events::Rule).
public struct RulePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the rule.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// Name of the bus whose events it sees.
  public var bus = "default"
  /// The event pattern.
  public var pattern: JSONValue?
  /// `rate(…)` or `cron(…)`, in UTC.
  public var schedule: String?
  /// Whether it is active.
  public var enabled = true
  /// Who gets the events.
  public var targets: [TargetPlan] = []
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `rules.nightly`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String) {
    self.id = id
    self.name = name
    self.arn = arn
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    arn = try container.decode(String.self, forKey: .arn)
    pattern = try container.decodeIfPresent(JSONValue.self, forKey: .pattern)
    schedule = try container.decodeIfPresent(String.self, forKey: .schedule)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.bus, into: &bus)
    try container.read(.enabled, into: &enabled)
    try container.read(.targets, into: &targets)
    try container.read(.settings, into: &settings)
  }
}

/// A target of a rule.
public struct TargetPlan: Codable, Sendable, Equatable {
  /// The target's id in its rule.
  public var id: String
  /// ARN of the target.
  public var arn: String
  /// ARN of the role that EventBridge delivers with, where the target needs one.
  public var role: String?
  /// JSON text that is sent in place of the event; `${edge}` stands for the URL of the edge port.
  public var input: String?
  /// JSON path of the part of the event that is sent.
  public var inputPath: String?
  /// How what is sent is made from the event.
  public var transformer: InputTransformerPlan?
  /// FIFO queues: the message group.
  public var messageGroup: String?
  /// How often delivery is tried again: 0 to 185.
  public var retries = 185
  /// Age in seconds at which an event is given up: 60 to 86400.
  public var maxAge = 86400
  /// ARN of the queue that takes events that could not be delivered.
  public var deadLetter: String?
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, arn: String) {
    self.id = id
    self.arn = arn
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    arn = try container.decode(String.self, forKey: .arn)
    role = try container.decodeIfPresent(String.self, forKey: .role)
    input = try container.decodeIfPresent(String.self, forKey: .input)
    inputPath = try container.decodeIfPresent(String.self, forKey: .inputPath)
    transformer = try container.decodeIfPresent(InputTransformerPlan.self, forKey: .transformer)
    messageGroup = try container.decodeIfPresent(String.self, forKey: .messageGroup)
    deadLetter = try container.decodeIfPresent(String.self, forKey: .deadLetter)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.retries, into: &retries)
    try container.read(.maxAge, into: &maxAge)
    try container.read(.settings, into: &settings)
  }
}

/// A target's input transformer.
public struct InputTransformerPlan: Codable, Sendable, Equatable {
  /// Names for parts of the event: JSON paths.
  public var paths = Members<String>()
  /// What is sent; `<name>` is replaced.
  public var template: String

  /// Makes one with AWS's defaults for everything else.
  public init(template: String) {
    self.template = template
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    template = try container.decode(String.self, forKey: .template)
    try container.read(.paths, into: &paths)
  }
}
