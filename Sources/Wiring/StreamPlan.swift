/// A Kinesis data stream (AWS::Kinesis::Stream).
public struct StreamPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the stream.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// `PROVISIONED` or `ON_DEMAND`; without it, `PROVISIONED`.
  public var mode: String?
  /// How many shards a provisioned stream has.
  public var shards: Int?
  /// How long a record is kept, in hours: 24 to 8760; without it, 24.
  public var retention: Int?
  /// What encrypts the records, as `StreamEncryption` has it; without it, nothing.
  public var encryption: JSONValue?
  /// Registered consumers.
  @OrEmpty public var consumers: [StreamConsumerPlan] = []
  /// The resource policy.
  @OrEmpty public var policies: [PolicyPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `streams.clicks`; absent for what the stack language derives.
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

/// A registered consumer of a stream: enhanced fan-out (AWS::Kinesis::StreamConsumer).
public struct StreamConsumerPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the consumer.
  public var name: String
  /// The ARN of the consumer, which mappings name.
  public var arn: String
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `streams.clicks.trending`; absent for what the stack language derives.
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
