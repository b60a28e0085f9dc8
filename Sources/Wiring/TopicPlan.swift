/// An SNS topic (AWS::SNS::Topic).
public struct TopicPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the topic; ends in `.fifo` for a first-in-first-out topic.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// The sender's name in text messages and e-mail.
  public var displayName: String?
  /// Whether it is first-in-first-out.
  public var fifo = false
  /// FIFO: the body's SHA-256 is the deduplication id.
  public var contentBasedDeduplication = false
  /// The resource policy.
  public var policies: [PolicyPlan] = []
  /// Who gets its messages.
  public var subscriptions: [SubscriptionPlan] = []
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `topics.shipped`; absent for what the stack language derives.
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
    displayName = try container.decodeIfPresent(String.self, forKey: .displayName)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.fifo, into: &fifo)
    try container.read(.contentBasedDeduplication, into: &contentBasedDeduplication)
    try container.read(.policies, into: &policies)
    try container.read(.subscriptions, into: &subscriptions)
    try container.read(.settings, into: &settings)
  }
}

/// A topic's subscription (AWS::SNS::Subscription).
public struct SubscriptionPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// The protocol: `sqs`, `lambda`, `http`, `https`.
  public var kind: String
  /// ARN or URL that gets the messages.
  public var endpoint: String
  /// The filter policy; without it, every message.
  public var filter: JSONValue?
  /// `MessageAttributes` or `MessageBody`.
  public var filterScope = "MessageAttributes"
  /// Whether the message comes as it is, without SNS's envelope.
  public var raw = false
  /// ARN of the queue that takes what cannot be delivered.
  public var deadLetter: String?
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, arn: String, kind: String, endpoint: String) {
    self.id = id
    self.arn = arn
    self.kind = kind
    self.endpoint = endpoint
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    arn = try container.decode(String.self, forKey: .arn)
    kind = try container.decode(String.self, forKey: .kind)
    endpoint = try container.decode(String.self, forKey: .endpoint)
    filter = try container.decodeIfPresent(JSONValue.self, forKey: .filter)
    deadLetter = try container.decodeIfPresent(String.self, forKey: .deadLetter)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.filterScope, into: &filterScope)
    try container.read(.raw, into: &raw)
    try container.read(.settings, into: &settings)
  }
}
