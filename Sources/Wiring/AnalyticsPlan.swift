/// An application of Managed Service for Apache Flink (AWS::KinesisAnalyticsV2::Application).
public struct AnalyticsPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the application.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// Its runtime: `FLINK-1_20`.
  public var runtime: String?
  /// ARN of the role that it acts with.
  public var role: String?
  /// File of its connector, relative to the folder of the stack file.
  public var code: String?
  /// Command that produces the file, if one is needed.
  public var build: String?
  /// The property groups that it is started with: its streams and files among them.
  @OrEmpty public var tables: [AnalyticsTablePlan] = []
  /// The rest of its configuration, as CloudFormation has it, resolved.
  @OrEmpty public var configuration = Members<JSONValue>()
  /// What tells it where to log.
  @OrEmpty public var logs: [PartPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `analytics.trending`; absent for what the stack language derives.
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

/// A property group of an application: a stream or file of its query, or options of its runtime.
public struct AnalyticsTablePlan: Codable, Sendable, Equatable {
  /// Id of the group: `input.clicks`, `reference.products`, `output.trends`, or a name that Flink knows.
  public var id: String
  /// ARN of the stream or bucket.
  public var arn: String?
  /// Every other property.
  @OrEmpty public var properties = Members<String>()

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }
}
