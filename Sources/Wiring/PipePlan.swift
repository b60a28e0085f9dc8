/// An EventBridge pipe (AWS::Pipes::Pipe).
public struct PipePlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the pipe.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// ARN of the source.
  public var source: String
  /// JSON text of each filter pattern; an event must match one.
  @OrEmpty public var filters: [String] = []
  /// ARN of what is called with the events, whose answer goes on in their place.
  public var enrichment: String?
  /// ARN of the target.
  public var target: String
  /// ARN of the role that it acts with.
  public var role: String
  /// Whether it does not run.
  @OrEmpty public var stopped = false
  /// How the source is read: `SourceParameters` without its filters.
  @OrEmpty public var sourceSettings = Members<JSONValue>()
  /// `EnrichmentParameters`.
  @OrEmpty public var enrichmentSettings = Members<JSONValue>()
  /// `TargetParameters`.
  @OrEmpty public var targetSettings = Members<JSONValue>()
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `pipes.paid`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String, source: String, target: String, role: String) {
    self.id = id
    self.name = name
    self.arn = arn
    self.source = source
    self.target = target
    self.role = role
  }
}
