/// Lambda reads a stream of Kinesis or of a table for a function, or another source that is no queue
/// (AWS::Lambda::EventSourceMapping).
public struct StreamMappingPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Lambda's id of the mapping.
  public var uuid: String
  /// ARN of the stream or of its consumer; absent for a source that has none.
  public var source: String?
  /// ARN of the function, alias or version.
  public var function: String
  /// Where reading begins: `LATEST`, `TRIM_HORIZON` or `AT_TIMESTAMP`.
  public var start: String?
  /// With `AT_TIMESTAMP`: the moment, in seconds since 1970.
  public var startTime: Double?
  /// The most records in one invocation; without it, 100.
  public var batchSize: Int?
  /// How long to wait for a full batch, in seconds: 0 to 300; without it, 0.
  public var batchWindow: Int?
  /// Batches of one shard at a time: 1 to 10; without it, 1.
  public var parallel: Int?
  /// How often a failed batch is tried again; -1 and without it: until it expires.
  public var retries: Int?
  /// Age in seconds at which a record is given up; -1 and without it: never.
  public var maxAge: Int?
  /// Whether a batch that failed is halved.
  @OrEmpty public var bisects = false
  /// Length of the window that invocations share state in, in seconds.
  public var tumblingWindow: Int?
  /// Whether the handler names the records that failed (`ReportBatchItemFailures`).
  @OrEmpty public var reportsFailures = false
  /// ARN that gets a record of each batch that was given up.
  public var onFailure: String?
  /// JSON text of each filter pattern; a record must match one.
  @OrEmpty public var filters: [String] = []
  /// Whether it is not polled.
  @OrEmpty public var disabled = false
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, uuid: String, function: String) {
    self.id = id
    self.uuid = uuid
    self.function = function
  }
}
