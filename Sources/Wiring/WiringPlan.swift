/// A stack as it runs on one machine: everything that `stackc-local` needs, and nothing that needs a compiler to read.
///
/// `Docs/wiring-plan.md` describes the JSON form field by field, `Docs/wiring-plan.schema.json` is its schema. Every name,
/// ARN and policy is resolved for a local place; what the template says and the plan does not act on stands in
/// ``unsupported``.
public struct WiringPlan: Codable, Sendable, Equatable {
  /// The version of the form that this module reads and writes.
  public static let currentVersion = 1

  /// The version of the form.
  public var version = WiringPlan.currentVersion
  /// Name of the stack.
  public var stack: String
  /// The region that ARNs and environments show.
  public var region = "us-east-1"
  /// The account that ARNs show: 12 digits.
  public var account = "000000000000"
  /// The partition of ARNs.
  public var partition = "aws"
  /// The parameters with the values that were used.
  public var parameters: [ParameterPlan] = []
  /// Lambda functions.
  public var functions: [FunctionPlan] = []
  /// Lambda layers.
  public var layers: [LayerPlan] = []
  /// IAM roles.
  public var roles: [RolePlan] = []
  /// SQS queues.
  public var queues: [QueuePlan] = []
  /// SNS topics with their subscriptions.
  public var topics: [TopicPlan] = []
  /// EventBridge buses; the bus `default` exists without being listed.
  public var buses: [BusPlan] = []
  /// EventBridge rules.
  public var rules: [RulePlan] = []
  /// HTTP APIs.
  public var apis: [APIPlan] = []
  /// REST APIs.
  public var restAPIs: [RestAPIPlan] = []
  /// WebSocket APIs.
  public var webSocketAPIs: [WebSocketAPIPlan] = []
  /// DynamoDB tables.
  public var tables: [TablePlan] = []
  /// Event source mappings.
  public var eventSourceMappings: [EventSourceMappingPlan] = []
  /// CloudWatch Logs groups.
  public var logGroups: [LogGroupPlan] = []
  /// The stack's outputs.
  public var outputs: [OutputPlan] = []
  /// What the template says and the plan does not act on.
  public var unsupported: [Unsupported] = []

  /// Makes an empty plan.
  public init(stack: String) { self.stack = stack }

  /// Reads a plan; sections that are absent are empty.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    stack = try container.decode(String.self, forKey: .stack)
    version = try container.decode(Int.self, forKey: .version)
    guard version == Self.currentVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container,
        debugDescription:
          "version \(version) of the wiring plan is not known; this program reads \(Self.currentVersion)")
    }
    try container.read(.region, into: &region)
    try container.read(.account, into: &account)
    try container.read(.partition, into: &partition)
    try container.read(.parameters, into: &parameters)
    try container.read(.functions, into: &functions)
    try container.read(.layers, into: &layers)
    try container.read(.roles, into: &roles)
    try container.read(.queues, into: &queues)
    try container.read(.topics, into: &topics)
    try container.read(.buses, into: &buses)
    try container.read(.rules, into: &rules)
    try container.read(.apis, into: &apis)
    try container.read(.restAPIs, into: &restAPIs)
    try container.read(.webSocketAPIs, into: &webSocketAPIs)
    try container.read(.tables, into: &tables)
    try container.read(.eventSourceMappings, into: &eventSourceMappings)
    try container.read(.logGroups, into: &logGroups)
    try container.read(.outputs, into: &outputs)
    try container.read(.unsupported, into: &unsupported)
  }
}

/// A parameter with the value that the plan was made with.
public struct ParameterPlan: Codable, Sendable, Equatable {
  /// The name.
  public var name: String
  /// The value; nil if none was given, or if it is secret (`NoEcho`).
  public var value: String?
  /// Where it was written.
  public var place: Place?

  /// Makes a parameter.
  public init(name: String, value: String?, place: Place?) {
    self.name = name
    self.value = value
    self.place = place
  }
}

/// An output of the stack.
public struct OutputPlan: Codable, Sendable, Equatable {
  /// The name.
  public var name: String
  /// The value; `${edge}` stands for the URL of the edge port.
  public var value: String
  /// The name under which other stacks can import it.
  public var export: String?
  /// Where it was written.
  public var place: Place?

  /// Makes an output.
  public init(name: String, value: String, export: String?, place: Place?) {
    self.name = name
    self.value = value
    self.export = export
    self.place = place
  }
}

/// Something that the template says and the plan does not act on.
public struct Unsupported: Codable, Sendable, Equatable {
  /// Logical id of the resource, or the output's name.
  public var id: String
  /// The resource's type; nil for an output.
  public var type: String?
  /// Path of the property, dots between its parts; nil if all of the resource is meant.
  public var property: String?
  /// What that means for the local run.
  public var why: String
  /// Where it was written.
  public var place: Place?

  /// Makes an entry.
  public init(id: String, type: String?, property: String?, why: String, place: Place?) {
    self.id = id
    self.type = type
    self.property = property
    self.why = why
    self.place = place
  }
}
