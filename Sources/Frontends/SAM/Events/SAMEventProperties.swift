/// The properties of events, as SAM declares them ("EventSource", AWS SAM Developer Guide).
///
/// An event of a function and one of a state machine have the same type and yet other properties.
enum SAMEventProperties {
  /// What a type of event has; nil for a type that is not known.
  static func of(_ type: String, isMachine: Bool) -> SAMProperties? {
    if isMachine { return machine[type] }
    return function[type] ?? mappings[type]
  }

  private static let mappings = Dictionary(
    uniqueKeysWithValues: SAMMappingKind.allCases.map { ($0.rawValue, mapping($0)) })

  private static let function: [String: SAMProperties] = [
    "Api": api, "HttpApi": httpAPI, "S3": s3, "SNS": sns, "Schedule": schedule, "ScheduleV2": scheduleV2,
    "CloudWatchEvent": rule, "EventBridgeRule": rule, "CloudWatchLogs": logs, "IoTRule": ioTRule,
    "AlexaSkill": alexaSkill, "Cognito": cognito,
  ]
  private static let machine: [String: SAMProperties] = [
    "Api": machineAPI, "Schedule": machineSchedule, "ScheduleV2": scheduleV2, "CloudWatchEvent": machineRule,
    "EventBridgeRule": machineRule,
  ]

  private static let api = SAMProperties([
    .init("Path", .string, required: true), .init("Method", .string, required: true),
    .init("RestApiId", .string, required: true), .init("Stage", .string), .init("Auth", .map),
    .init("RequestModel", .map), .init("RequestParameters", .list), .init("TimeoutInMillis", .integer),
    .init("ResponseTransferMode", .string),
  ])
  private static let httpAPI = SAMProperties([
    .init("Path", .string), .init("Method", .string), .init("ApiId", .string), .init("Stage", .string),
    .init("Auth", .map), .init("TimeoutInMillis", .integer), .init("RouteSettings", .map),
    .init("PayloadFormatVersion", .string),
  ])
  private static let s3 = SAMProperties([
    .init("Bucket", .string, required: true),
    .init("Events", [.string, .list], of: .string, required: true, literal: true),
    .init("Filter", .map, values: .string),
  ])
  private static let sns = SAMProperties([
    .init("Topic", .string, required: true), .init("Region", .string), .init("FilterPolicy", .any),
    .init("FilterPolicyScope", .any), .init("SqsSubscription", [.bool, .map]), .init("RedrivePolicy", .map),
  ])
  private static let schedule = SAMProperties([
    .init("Schedule", .string, required: true), .init("RuleName", .string), .init("Input", .string),
    .init("Enabled", .bool), .init("State", .string), .init("Name", .string), .init("Description", .string),
    .init("DeadLetterConfig", .map), .init("RetryPolicy", .map),
  ])
  private static let scheduleV2 = SAMProperties([
    .init("PermissionsBoundary", .string), .init("ScheduleExpression", .string, required: true),
    .init("FlexibleTimeWindow", .map), .init("Name", .string), .init("State", .string), .init("Description", .string),
    .init("StartDate", .string), .init("EndDate", .string), .init("ScheduleExpressionTimezone", .string),
    .init("GroupName", .string), .init("KmsKeyArn", .string), .init("Input", .string), .init("RoleArn", .string),
    .init("DeadLetterConfig", .map), .init("RetryPolicy", .map), .init("OmitName", .bool, literal: true),
  ])
  private static let rule = SAMProperties([
    .init("EventBusName", .string), .init("RuleName", .string), .init("Pattern", .map), .init("DeadLetterConfig", .map),
    .init("RetryPolicy", .map), .init("Input", .string), .init("InputPath", .string), .init("Target", .map),
    .init("Enabled", .bool), .init("State", .string), .init("InputTransformer", .map),
  ])
  private static let logs = SAMProperties([
    .init("LogGroupName", .string, required: true), .init("FilterPattern", .string, required: true),
  ])
  private static let ioTRule = SAMProperties([
    .init("Sql", .string, required: true), .init("AwsIotSqlVersion", .string),
  ])
  private static let alexaSkill = SAMProperties([
    .init("SkillId", .string)
  ])
  private static let cognito = SAMProperties([
    .init("UserPool", .string, required: true),
    .init("Trigger", [.string, .list], of: .string, required: true, literal: true),
  ])
  private static let machineAPI = SAMProperties([
    .init("Path", .string, required: true), .init("Method", .string, required: true),
    .init("RestApiId", .string, required: true), .init("Stage", .string), .init("Auth", .map),
    .init("UnescapeMappingTemplate", .bool, literal: true),
  ])
  private static let machineSchedule = SAMProperties([
    .init("Schedule", .string, required: true), .init("Input", .string), .init("Enabled", .bool),
    .init("State", .string), .init("Name", .string), .init("Description", .string), .init("DeadLetterConfig", .map),
    .init("RetryPolicy", .map), .init("Target", .map, literal: true), .init("RoleArn", .string, literal: true),
  ])
  private static let machineRule = SAMProperties([
    .init("EventBusName", .string), .init("RuleName", .string), .init("Pattern", .map), .init("Input", .string),
    .init("InputPath", .string), .init("DeadLetterConfig", .map), .init("RetryPolicy", .map), .init("State", .string),
    .init("Target", .map, literal: true), .init("InputTransformer", .map),
  ])

  /// The properties of every kind of mapping, in the order in which they are checked.
  private static let common: [SAMProperty] = [
    .init("BatchSize", .integer), .init("StartingPosition", .any), .init("StartingPositionTimestamp", .any),
    .init("Enabled", .bool), .init("MaximumBatchingWindowInSeconds", .integer), .init("MaximumRetryAttempts", .integer),
    .init("BisectBatchOnFunctionError", .bool), .init("MaximumRecordAgeInSeconds", .integer),
    .init("DestinationConfig", .map), .init("ParallelizationFactor", .integer), .init("Topics", .list),
    .init("Queues", .list), .init("SourceAccessConfigurations", .list), .init("SecretsManagerKmsKeyId", .string),
    .init("TumblingWindowInSeconds", .integer), .init("FunctionResponseTypes", .list),
    .init("KafkaBootstrapServers", .list), .init("FilterCriteria", .map), .init("KmsKeyArn", .any),
    .init("ConsumerGroupId", .string), .init("ScalingConfig", .map), .init("ProvisionedPollerConfig", .map),
    .init("SchemaRegistryConfig", .map), .init("MetricsConfig", .map), .init("LoggingConfig", .map),
  ]

  /// What a kind of mapping has besides, or must have.
  private static func own(_ kind: SAMMappingKind) -> [SAMProperty] {
    switch kind {
    case .kinesis, .dynamoDB, .msk:
      [.init("Stream", .any, required: true), .init("StartingPosition", .any, required: true)]
    case .sqs: [.init("Queue", .any, required: true)]
    case .mq: [.init("Broker", .any, required: true), .init("DynamicPolicyName", .bool, literal: true)]
    case .documentDB:
      [
        .init("Cluster", .any, required: true), .init("DatabaseName", .any, required: true),
        .init("CollectionName", .any), .init("FullDocument", .any),
      ]
    case .selfManagedKafka: []
    }
  }

  private static func mapping(_ kind: SAMMappingKind) -> SAMProperties {
    var all = common
    for property in own(kind) {
      if let place = all.firstIndex(where: { $0.name == property.name }) {
        all[place] = property
      } else {
        all.append(property)
      }
    }
    return SAMProperties(all)
  }
}
