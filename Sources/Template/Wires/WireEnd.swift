public import Source

/// The kinds of things that arrows of several sources may end at; a raw value is their word in the names of wires:
/// `rule-state-machine`.
public enum WireEnd: String, Sendable, CaseIterable {
  case queue, topic, function, bus, stream, table, bucket, api
  case deliveryStream = "delivery-stream"
  case stateMachine = "state-machine"
  case logGroup = "log-group"
  case apiDestination = "api-destination"

  /// What resources of a type are; nil for a type that no arrow ends at.
  public init?(resourceType: String) {
    guard let end = Self.types[resourceType] else { return nil }
    self = end
  }

  /// What an ARN `arn:partition:service:region:account:resource` names, as far as its text is known.
  public init?(arn: PartialText) {
    let text = arn.description
    guard text.hasPrefix("arn:"), let end = Self.services.first(where: { text.holds($0.mark) })?.end else {
      return nil
    }
    self = end
  }

  private static let types: [String: WireEnd] = [
    "AWS::ApiGateway::RestApi": .api,
    "AWS::ApiGatewayV2::Api": .api,
    "AWS::DynamoDB::GlobalTable": .table,
    "AWS::DynamoDB::Table": .table,
    "AWS::Events::ApiDestination": .apiDestination,
    "AWS::Events::EventBus": .bus,
    "AWS::Kinesis::Stream": .stream,
    "AWS::KinesisFirehose::DeliveryStream": .deliveryStream,
    "AWS::Lambda::Alias": .function,
    "AWS::Lambda::Function": .function,
    "AWS::Lambda::Version": .function,
    "AWS::Logs::LogGroup": .logGroup,
    "AWS::S3::Bucket": .bucket,
    "AWS::SNS::Topic": .topic,
    "AWS::SQS::Queue": .queue,
    "AWS::StepFunctions::StateMachine": .stateMachine,
    "AWS::StepFunctions::StateMachineAlias": .stateMachine,
    "AWS::StepFunctions::StateMachineVersion": .stateMachine,
  ]

  /// Parts of ARNs, the more special first (Service Authorization Reference, "Resource types" of each service).
  private static let services: [(mark: StaticString, end: WireEnd)] = [
    (":sqs:", .queue), (":sns:", .topic), (":lambda:", .function), (":api-destination/", .apiDestination),
    (":event-bus/", .bus), (":kinesis:", .stream), (":firehose:", .deliveryStream), (":dynamodb:", .table),
    (":s3:::", .bucket), (":states:", .stateMachine), (":logs:", .logGroup), (":execute-api:", .api),
  ]
}

extension Wire.Kind {
  /// The arrow from a kind of source, `rule`, to a kind of target; nil where there is none.
  public init?(from source: String, to target: WireEnd) { self.init(rawValue: "\(source)-\(target.rawValue)") }
}
