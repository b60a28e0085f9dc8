/// An SQS queue (AWS::SQS::Queue).
public struct QueuePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the queue; ends in `.fifo` for a first-in-first-out queue.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// The queue's URL; `${edge}` stands for the URL of the edge port.
  public var url: String
  /// Whether it is first-in-first-out.
  public var fifo = false
  /// How long a received message is hidden, in seconds: 0 to 43200.
  public var visibilityTimeout = 30
  /// How long a new message is held back, in seconds: 0 to 900.
  public var delay = 0
  /// How long a message is kept, in seconds: 60 to 1209600.
  public var retention = 345_600
  /// The largest message, in bytes.
  public var maximumMessageSize = 1_048_576
  /// How long a receive call waits for messages, in seconds: 0 to 20.
  public var receiveWait = 0
  /// FIFO: the body's SHA-256 is the deduplication id.
  public var contentBasedDeduplication = false
  /// FIFO: `queue` or `messageGroup`.
  public var deduplicationScope = "queue"
  /// FIFO: `perQueue` or `perMessageGroupId`.
  public var throughputLimit = "perQueue"
  /// Where messages go that were received too often.
  public var redrive: RedrivePlan?
  /// Which queues may use this one as their dead-letter queue; without it, any.
  public var redriveAllow: RedriveAllowPlan?
  /// The resource policy.
  public var policies: [PolicyPlan] = []
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `queues.orders`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String, url: String) {
    self.id = id
    self.name = name
    self.arn = arn
    self.url = url
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    arn = try container.decode(String.self, forKey: .arn)
    url = try container.decode(String.self, forKey: .url)
    redrive = try container.decodeIfPresent(RedrivePlan.self, forKey: .redrive)
    redriveAllow = try container.decodeIfPresent(RedriveAllowPlan.self, forKey: .redriveAllow)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.fifo, into: &fifo)
    try container.read(.visibilityTimeout, into: &visibilityTimeout)
    try container.read(.delay, into: &delay)
    try container.read(.retention, into: &retention)
    try container.read(.maximumMessageSize, into: &maximumMessageSize)
    try container.read(.receiveWait, into: &receiveWait)
    try container.read(.contentBasedDeduplication, into: &contentBasedDeduplication)
    try container.read(.deduplicationScope, into: &deduplicationScope)
    try container.read(.throughputLimit, into: &throughputLimit)
    try container.read(.policies, into: &policies)
    try container.read(.settings, into: &settings)
  }
}

/// A queue's redrive policy.
public struct RedrivePlan: Codable, Sendable, Equatable {
  /// ARN of the dead-letter queue.
  public var target: String
  /// How often a message is received before it moves: 1 to 1000.
  public var maxReceiveCount: Int
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(target: String, maxReceiveCount: Int) {
    self.target = target
    self.maxReceiveCount = maxReceiveCount
  }
}

/// A dead-letter queue's redrive allow policy.
public struct RedriveAllowPlan: Codable, Sendable, Equatable {
  /// `allowAll`, `denyAll` or `byQueue`.
  public var permission: String
  /// With `byQueue`: ARNs of the queues that may.
  public var sources: [String] = []
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(permission: String) {
    self.permission = permission
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    permission = try container.decode(String.self, forKey: .permission)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.sources, into: &sources)
  }
}
