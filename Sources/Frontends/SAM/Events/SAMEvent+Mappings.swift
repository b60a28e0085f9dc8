import Source

/// The event sources that Lambda polls, by SAM's names for them.
enum SAMMappingKind: String, CaseIterable {
  case kinesis = "Kinesis"
  case dynamoDB = "DynamoDB"
  case sqs = "SQS"
  case msk = "MSK"
  case mq = "MQ"
  case selfManagedKafka = "SelfManagedKafka"
  case documentDB = "DocumentDB"

  /// The property that names what is polled.
  var sourceProperty: String? {
    switch self {
    case .kinesis, .dynamoDB, .msk: "Stream"
    case .sqs: "Queue"
    case .mq: "Broker"
    case .documentDB: "Cluster"
    case .selfManagedKafka: nil
    }
  }

  /// The managed policy that polling needs.
  var managedPolicy: String? {
    switch self {
    case .kinesis: "AWSLambdaKinesisExecutionRole"
    case .dynamoDB: "AWSLambdaDynamoDBExecutionRole"
    case .sqs: "AWSLambdaSQSQueueExecutionRole"
    case .msk: "AWSLambdaMSKExecutionRole"
    case .mq, .selfManagedKafka, .documentDB: nil
    }
  }
}

extension SAMTranslation {
  /// The properties that a mapping has by the same name.
  private static let passed = [
    "StartingPosition", "StartingPositionTimestamp", "BatchSize", "Enabled", "MaximumBatchingWindowInSeconds",
    "MaximumRetryAttempts", "BisectBatchOnFunctionError", "MaximumRecordAgeInSeconds", "ParallelizationFactor",
    "Topics",
    "Queues", "SourceAccessConfigurations", "TumblingWindowInSeconds", "FunctionResponseTypes", "FilterCriteria",
    "KmsKeyArn", "ScalingConfig", "ProvisionedPollerConfig", "MetricsConfig", "LoggingConfig",
  ]

  /// An event source mapping, with what the function must be allowed for it.
  mutating func addMapping(_ event: SAMEvent, _ kind: SAMMappingKind, _ function: inout SAMFunction) throws(SAMFault) {
    let isKafka = kind == .msk || kind == .selfManagedKafka
    try checkFilter(event)
    if event.truthy("ConsumerGroupId") != nil, !isKafka {
      throw event.faultByID(
        "Property ConsumerGroupId not defined for resource of type \(event.type).",
        event.properties.map?.keySpan("ConsumerGroupId"))
    }
    var properties = SAMMap()
    if let name = kind.sourceProperty { properties.set("EventSourceArn", event[name] ?? .null) }
    properties.set("FunctionName", function.target.reference)
    for name in Self.passed { if let value = event[name] { properties.set(name, value) } }
    if isKafka { addKafka(event, kind, &properties) }
    if kind == .documentDB {
      properties.set(
        "DocumentDBEventSourceConfig",
        SAMValue(.map(event.members(["DatabaseName", "CollectionName", "FullDocument"])), event.span))
    }
    var destinationPolicy: SAMValue?
    if let config = event.truthy("DestinationConfig") {
      let (value, policy) = try destination(config, event)
      properties.set("DestinationConfig", value)
      destinationPolicy = policy
    }
    let statements = try mappingPolicies(event, kind)
    function.others.append(
      SAMResource(
        event.id, "AWS::Lambda::EventSourceMapping", SAMValue(.map(properties)), function.source.inherited,
        span: event.span))
    allow(&function, managed: kind.managedPolicy, statements + [destinationPolicy].compactMap(\.self))
  }

  private func checkFilter(_ event: SAMEvent) throws(SAMFault) {
    guard let filter = event.truthy("FilterCriteria"), !filter.isIntrinsic, filter.map?.keys != ["Filters"] else {
      return
    }
    throw event.fault("FilterCriteria field has a wrong format", filter.span)
  }

  /// Adds policies to the role that is made for a function.
  private func allow(_ function: inout SAMFunction, managed: String?, _ policies: [SAMValue]) {
    guard var role = function.role else { return }
    if let managed {
      let arn: SAMValue = .string("arn:\(partition):iam::aws:policy/service-role/\(managed)")
      let present = role.properties["ManagedPolicyArns"]?.list ?? []
      if !present.contains(arn) { role.properties[in: "ManagedPolicyArns"].append(arn) }
    }
    for policy in policies {
      let present = role.properties["Policies"]?.list ?? []
      guard !present.contains(where: { $0["PolicyDocument"] == policy["PolicyDocument"] }) else { continue }
      role.properties[in: "Policies"].append(policy)
    }
    function.role = role
  }

  /// Where batches go that the function could not handle.
  private func destination(_ config: SAMValue, _ event: SAMEvent) throws(SAMFault) -> (SAMValue, SAMValue?) {
    guard !config.isIntrinsic else { return (config, nil) }
    let failure = config[in: "OnFailure"]
    guard failure.isMap else {
      throw event.faultByID("Property 'DestinationConfig.OnFailure' should be a map.", failure.span ?? config.span)
    }
    guard let type = failure["Type"], type.isTruthy else { return (config, nil) }
    guard let name = type.string, ["SQS", "SNS", "S3", "Kafka"].contains(name) else {
      throw event.faultByID("The only valid values for 'Type' are 'SQS', 'SNS', 'S3', and 'Kafka'", type.span)
    }
    var result = config
    result[in: "OnFailure"]["Type"] = nil
    let target = failure[in: "Destination"]
    switch name {
    case "S3":
      return (
        result,
        [
          "PolicyName": .string(event.id + "S3Policy"),
          "PolicyDocument": [
            "Statement": [
              ["Action": "s3:PutObject", "Effect": "Allow", "Resource": ["Fn::Join": ["/", [target, "*"]]]],
              ["Action": "s3:ListBucket", "Effect": "Allow", "Resource": target],
            ]
          ],
        ]
      )
    default: return (result, Self.destinationPolicy(name, target, id: event.id))
    }
  }
}
