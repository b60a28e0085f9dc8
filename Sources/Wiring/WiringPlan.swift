/// A stack as it runs on one machine: everything that `stackc-local` needs, and nothing that needs a compiler to read.
///
/// `Docs/wiring-plan.md` describes the JSON form field by field, `Docs/wiring-plan.schema.json` is its schema. Every name,
/// ARN and policy is resolved for a local place; what the template says and the plan does not act on stands in
/// ``unsupported``.
public struct WiringPlan: Codable, Sendable, Equatable {
  /// The version of the form that this module reads and writes.
  public static let currentVersion = 1

  /// Version of this form: 1.
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
  /// Event source mappings of streams and other sources that are no queues.
  public var streamMappings: [StreamMappingPlan] = []
  /// Domains of APIs.
  public var domains: [DomainPlan] = []
  /// Usage plans of REST APIs.
  public var usagePlans: [UsagePlanPlan] = []
  /// API keys of REST APIs.
  public var apiKeys: [PartPlan] = []
  /// Kinesis data streams.
  public var streams: [StreamPlan] = []
  /// Firehose delivery streams.
  public var deliveryStreams: [DeliveryStreamPlan] = []
  /// Applications of Managed Service for Apache Flink.
  public var analytics: [AnalyticsPlan] = []
  /// Step Functions state machines.
  public var stateMachines: [StateMachinePlan] = []
  /// Schedules of EventBridge Scheduler.
  public var schedules: [SchedulePlan] = []
  /// Groups of schedules; the group `default` exists without being listed.
  public var scheduleGroups: [PartPlan] = []
  /// EventBridge pipes.
  public var pipes: [PipePlan] = []
  /// How API destinations authorise themselves.
  public var connections: [ConnectionPlan] = []
  /// APIs that EventBridge calls.
  public var apiDestinations: [APIDestinationPlan] = []
  /// Cognito user pools.
  public var userPools: [UserPoolPlan] = []
  /// Cognito identity pools.
  public var identityPools: [IdentityPoolPlan] = []
  /// S3 buckets.
  public var buckets: [BucketPlan] = []
  /// KMS keys.
  public var keys: [EncryptionKeyPlan] = []
  /// Networks (VPCs) with their parts.
  public var networks: [NetworkPlan] = []
  /// Alarms of CloudWatch.
  public var alarms: [AlarmPlan] = []
  /// What follows the use of tables, indexes and aliases.
  public var scaling: [ScalingPlan] = []
  /// Managed policies of the template that no role of the plan has.
  public var policies: [PolicyPlan] = []
  /// Resources that the plan has no other form for.
  public var resources: [ResourcePlan] = []
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
    try container.read(.streamMappings, into: &streamMappings)
    try container.read(.domains, into: &domains)
    try container.read(.usagePlans, into: &usagePlans)
    try container.read(.apiKeys, into: &apiKeys)
    try container.read(.streams, into: &streams)
    try container.read(.deliveryStreams, into: &deliveryStreams)
    try container.read(.analytics, into: &analytics)
    try container.read(.stateMachines, into: &stateMachines)
    try container.read(.schedules, into: &schedules)
    try container.read(.scheduleGroups, into: &scheduleGroups)
    try container.read(.pipes, into: &pipes)
    try container.read(.connections, into: &connections)
    try container.read(.apiDestinations, into: &apiDestinations)
    try container.read(.userPools, into: &userPools)
    try container.read(.identityPools, into: &identityPools)
    try container.read(.buckets, into: &buckets)
    try container.read(.keys, into: &keys)
    try container.read(.networks, into: &networks)
    try container.read(.alarms, into: &alarms)
    try container.read(.scaling, into: &scaling)
    try container.read(.policies, into: &policies)
    try container.read(.resources, into: &resources)
  }
}

/// A parameter with the value that the plan was made with.
public struct ParameterPlan: Codable, Sendable, Equatable {
  /// The name.
  public var name: String
  /// The value; absent if none was given, or if it is secret (`NoEcho`).
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
  /// The resource's type; absent for an output.
  public var type: String?
  /// Path of the property, dots between its parts; absent if all of the resource is meant.
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
