/// Lambda polls a queue for a function (AWS::Lambda::EventSourceMapping).
public struct EventSourceMappingPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Lambda's id of the mapping.
  public var uuid: String
  /// ARN of the queue.
  public var source: String
  /// ARN of the function, alias or version.
  public var function: String
  /// The most messages in one invocation.
  public var batchSize = 10
  /// How long to wait for a full batch, in seconds: 0 to 300.
  public var batchWindow = 0
  /// Whether it is polled.
  public var enabled = true
  /// Whether the handler names the messages that failed (`ReportBatchItemFailures`).
  public var reportsFailures = false
  /// The most invocations at a time for this queue.
  public var maximumConcurrency: Int?
  /// JSON text of each filter pattern; a message must match one.
  public var filters: [String] = []
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, uuid: String, source: String, function: String) {
    self.id = id
    self.uuid = uuid
    self.source = source
    self.function = function
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    uuid = try container.decode(String.self, forKey: .uuid)
    source = try container.decode(String.self, forKey: .source)
    function = try container.decode(String.self, forKey: .function)
    maximumConcurrency = try container.decodeIfPresent(Int.self, forKey: .maximumConcurrency)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.batchSize, into: &batchSize)
    try container.read(.batchWindow, into: &batchWindow)
    try container.read(.enabled, into: &enabled)
    try container.read(.reportsFailures, into: &reportsFailures)
    try container.read(.filters, into: &filters)
    try container.read(.settings, into: &settings)
  }
}
