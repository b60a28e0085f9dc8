import Source
import Template
import Testing

/// The arrows of a template, read from its resources.
@Suite struct WireReaderTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let type: String
    let properties: Value
    let expected: [String]
    var testDescription: String { "\(type) \(expected)" }
    init(_ type: String, _ properties: Value, _ expected: [String]) {
      self.type = type
      self.properties = properties
      self.expected = expected
    }
  }

  static let queue = getAtt("Queue", "Arn")
  static let dead = getAtt("Dead", "Arn")
  static let function = getAtt("Function", "Arn")
  static let invoke = "AWS::Lambda::EventInvokeConfig"

  static let cases: [Case] =
    [
      Case(
        "AWS::Lambda::EventSourceMapping", ["EventSourceArn": queue, "FunctionName": ref("Function")],
        ["event-source-queue Queue>Function"]),
      Case(
        "AWS::Lambda::EventSourceMapping",
        ["EventSourceArn": "arn:aws:sqs:eu-west-1:123456789012:other", "FunctionName": ref("Alias")],
        ["event-source-queue arn:aws:sqs:eu-west-1:123456789012:other>Alias"]),
      Case(
        "AWS::Lambda::EventSourceMapping",
        ["EventSourceArn": "arn:aws:kinesis:eu-west-1:123456789012:stream/s", "FunctionName": ref("Function")],
        ["event-source-stream arn:aws:kinesis:eu-west-1:123456789012:stream/s>Function"]),
      Case("AWS::Lambda::EventSourceMapping", ["FunctionName": ref("Function")], []),
      Case(
        "AWS::Events::Rule",
        [
          "Targets": [
            ["Arn": function, "DeadLetterConfig": ["Arn": dead]], ["Arn": queue], ["Arn": ref("Topic")],
            ["Arn": getAtt("Bus", "Arn")], ["Arn": "arn:aws:states:eu-west-1:123456789012:stateMachine:m"], ["Id": "x"],
          ]
        ],
        [
          "rule-function It>Function", "rule-dead-letter-queue It>Dead", "rule-queue It>Queue", "rule-topic It>Topic",
          "rule-bus It>Bus", "rule-state-machine It>arn:aws:states:eu-west-1:123456789012:stateMachine:m",
        ]),
      Case(
        "AWS::Events::Rule",
        [
          "Targets": [
            ["Arn": getAtt("Stream", "Arn"), "RoleArn": getAtt("Role", "Arn")], ["Arn": getAtt("Firehose", "Arn")],
            ["Arn": getAtt("Destination", "Arn")], ["Arn": getAtt("Log", "Arn")],
            ["Arn": "arn:aws:execute-api:eu-west-1:123456789012:api/live/GET/a"],
          ]
        ],
        [
          "rule-stream It>Stream", "rule-delivery-stream It>Firehose", "rule-api-destination It>Destination",
          "rule-log-group It>Log", "rule-api It>arn:aws:execute-api:eu-west-1:123456789012:api/live/GET/a",
        ]),
      Case(
        "AWS::Events::EventBus", ["Name": "b", "DeadLetterConfig": ["Arn": dead]], ["bus-dead-letter-queue It>Dead"]),
      Case(
        "AWS::DynamoDB::Table", ["KinesisStreamSpecification": ["StreamArn": getAtt("Stream", "Arn")]],
        ["table-stream It>Stream"]),
      Case(
        "AWS::SNS::Subscription",
        [
          "TopicArn": ref("Topic"), "Protocol": "firehose", "Endpoint": getAtt("Firehose", "Arn"),
          "SubscriptionRoleArn": getAtt("Role", "Arn"),
        ], ["topic-delivery-stream Topic>Firehose"]),
      Case(
        "AWS::SNS::Subscription",
        [
          "TopicArn": ref("Topic"), "Protocol": "sqs", "Endpoint": queue,
          "RedrivePolicy": ["deadLetterTargetArn": dead],
        ], ["topic-queue Topic>Queue", "topic-dead-letter-queue Topic>Dead"]),
      Case(
        "AWS::SNS::Subscription", ["TopicArn": ref("Topic"), "Protocol": "lambda", "Endpoint": function],
        ["topic-function Topic>Function"]),
      Case("AWS::SNS::Subscription", ["TopicArn": ref("Topic"), "Protocol": "email", "Endpoint": "a@b.example"], []),
      Case(
        "AWS::SQS::Queue", ["RedrivePolicy": ["deadLetterTargetArn": dead]], ["queue-dead-letter-queue It>Dead"]),
      Case(
        "AWS::Lambda::Function", ["DeadLetterConfig": ["TargetArn": queue]], ["function-dead-letter-queue It>Queue"]),
      Case(
        "AWS::Lambda::Function", ["DeadLetterConfig": ["TargetArn": ref("Topic")]],
        ["function-dead-letter-topic It>Topic"]),
      Case(
        invoke,
        [
          "FunctionName": ref("Function"),
          "DestinationConfig": ["OnFailure": ["Destination": queue], "OnSuccess": ["Destination": ref("Topic")]],
        ], ["async-destination-queue Function>Queue", "async-destination-topic Function>Topic"]),
      Case(
        invoke,
        [
          "FunctionName": ref("Function"),
          "DestinationConfig": [
            "OnFailure": ["Destination": getAtt("Bus", "Arn")], "OnSuccess": ["Destination": ref("Alias")],
          ],
        ], ["async-destination-bus Function>Bus", "async-destination-function Function>Alias"]),
      Case(
        invoke,
        [
          "FunctionName": ref("Function"), "DestinationConfig": ["OnFailure": ["Destination": getAtt("Bucket", "Arn")]],
        ],
        ["async-destination-bucket Function>Bucket"]),
      Case(
        "AWS::ApiGatewayV2::Route",
        ["ApiId": ref("Api"), "RouteKey": "GET /", "Target": sub("integrations/${Integration}")],
        ["api-function Api>Function"]),
      Case("AWS::ApiGatewayV2::Route", ["ApiId": ref("Api"), "Target": "integrations/abc"], []),
    ] + schedules + pipes + monitoring + streamCases + apiCases + definitionCases + stateMachines + storage

  static func template() -> StackTemplate {
    StackTemplate(
      ("Stream", "AWS::Kinesis::Stream", [:]), ("Firehose", "AWS::KinesisFirehose::DeliveryStream", [:]),
      ("Destination", "AWS::Events::ApiDestination", [:]), ("Log", "AWS::Logs::LogGroup", [:]),
      ("Queue", "AWS::SQS::Queue", [:]), ("Dead", "AWS::SQS::Queue", [:]), ("Topic", "AWS::SNS::Topic", [:]),
      ("Bus", "AWS::Events::EventBus", ["Name": "shop"]), ("Function", "AWS::Lambda::Function", [:]),
      ("Version", "AWS::Lambda::Version", ["FunctionName": ref("Function")]),
      ("Alias", "AWS::Lambda::Alias", ["FunctionName": ref("Function"), "Name": "live"]),
      ("Api", "AWS::ApiGatewayV2::Api", [:]), ("Table", "AWS::DynamoDB::Table", [:]),
      ("Group", "AWS::Logs::LogGroup", [:]), ("Key", "AWS::KMS::Key", [:]), ("Logs", "AWS::Logs::LogGroup", [:]),
      ("Stream", "AWS::Kinesis::Stream", [:]), ("Files", "AWS::EFS::FileSystem", [:]),
      ("Point", "AWS::EFS::AccessPoint", ["FileSystemId": ref("Files")]),
      ("Consumer", "AWS::Kinesis::StreamConsumer", ["StreamARN": getAtt("Stream", "Arn")]),
      ("Bucket", "AWS::S3::Bucket", [:]), ("Delivery", "AWS::KinesisFirehose::DeliveryStream", [:]),
      ("Integration", "AWS::ApiGatewayV2::Integration", ["IntegrationUri": function]),
      ("ToQueue", "AWS::ApiGatewayV2::Integration", toQueue), ("Machine", "AWS::StepFunctions::StateMachine", [:]))
  }

  @Test(arguments: cases) func areRead(_ example: Case) {
    var template = Self.template()
    template.add("It", example.type, example.properties)
    let wires = WireReader(template).wires
    #expect(wires.map { "\($0.kind.rawValue) \(Self.shown($0.source))>\(Self.shown($0.target))" } == example.expected)
    #expect(wires.allSatisfy { $0.via == "It" })
  }

  /// Every kind of arrow is read somewhere above.
  @Test(arguments: Wire.Kind.allCases) func everyKindIsRead(kind: Wire.Kind) {
    #expect(Self.cases.contains { $0.expected.contains { $0.hasPrefix(kind.rawValue + " ") } })
  }

  /// What a value names, however it is written.
  @Test(
    arguments: [
      (ref("Queue"), "Queue"), (queue, "Queue"),
      (sub("arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Queue.QueueName}"), "Queue"),
      (sub("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/shop"), "Bus"),
      (sub("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/other"), nil),
      (call(.ifElse, ["yes", ref("Topic"), queue]), "Topic"), (call(.ifElse, ["no", ref("Topic"), queue]), "Queue"),
      (call(.ifElse, ["absent", ref("Topic"), queue]), nil), ("Queue", nil), (ref("Absent"), nil), (5, nil), ([:], nil),
    ] as [(Value, String?)])
  func aValueNamesAResource(value: Value, expected: String?) {
    var template = Self.template()
    template.conditions = members([
      "yes": call(.equals, ["a", "a"]), "no": call(.equals, ["a", "b"]),
    ])
    #expect(WireReader(template).resource(namedBy: value) == expected)
  }

  @Test(arguments: [
    ("Function", "Function"), ("Alias", "Function"), ("Version", "Function"), ("Queue", nil), ("X", nil),
  ])
  func theFunctionBehind(id: String, expected: String?) {
    #expect(WireReader(Self.template()).function(id) == expected)
  }

  private static func shown(_ end: Wire.Endpoint) -> String {
    switch end {
    case .resource(let id): id
    case .external(let text): text.description
    }
  }
}
