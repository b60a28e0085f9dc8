/// What a box stands for.
public enum GraphNodeKind: String, Sendable, CaseIterable {
  case api, function, queue, topic, bus, rule, schedule, table, bucket, stateMachine, stream, role, glue, external,
    other

  /// What it is called.
  public var noun: String { look.noun }
  /// One to three letters that stand for it in a drawing.
  public var badge: String { look.badge }

  /// The kind of a resource type; nil for what is folded into its owner.
  static func of(type: String) -> GraphNodeKind? {
    if let kind = types[type] { return kind }
    return folded.contains(type) ? nil : .other
  }

  private var look: (noun: String, badge: String) {
    switch self {
    case .api: ("API", "API")
    case .function: ("function", "λ")
    case .queue: ("queue", "Q")
    case .topic: ("topic", "T")
    case .bus: ("event bus", "B")
    case .rule: ("rule", "R")
    case .schedule: ("schedule", "S")
    case .table: ("table", "DB")
    case .bucket: ("bucket", "S3")
    case .stateMachine: ("state machine", "SM")
    case .stream: ("stream", "ST")
    case .role: ("role", "ID")
    case .glue: ("part", "·")
    case .external: ("outside", "↗")
    case .other: ("resource", "·")
    }
  }

  private static let types: [String: GraphNodeKind] = [
    "AWS::ApiGateway::RestApi": .api,
    "AWS::ApiGatewayV2::Api": .api,
    "AWS::DynamoDB::GlobalTable": .table,
    "AWS::DynamoDB::Table": .table,
    "AWS::Events::EventBus": .bus,
    "AWS::Events::Rule": .rule,
    "AWS::Kinesis::Stream": .stream,
    "AWS::KinesisFirehose::DeliveryStream": .stream,
    "AWS::Lambda::Function": .function,
    "AWS::S3::Bucket": .bucket,
    "AWS::SNS::Topic": .topic,
    "AWS::SQS::Queue": .queue,
    "AWS::StepFunctions::StateMachine": .stateMachine,
  ]

  /// Types that an arrow or their owner stands for.
  private static let folded: Set<String> = [
    "AWS::ApiGateway::Account", "AWS::ApiGateway::Deployment", "AWS::ApiGateway::Method", "AWS::ApiGateway::Resource",
    "AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Deployment", "AWS::ApiGatewayV2::Integration",
    "AWS::ApiGatewayV2::Route", "AWS::ApiGatewayV2::Stage", "AWS::CDK::Metadata", "AWS::Events::EventBusPolicy",
    "AWS::IAM::InstanceProfile", "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::Role",
    "AWS::IAM::RolePolicy", "AWS::Lambda::Alias", "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping", "AWS::Lambda::LayerVersion", "AWS::Lambda::Permission",
    "AWS::Lambda::Version", "AWS::Logs::LogGroup", "AWS::S3::BucketPolicy", "AWS::SNS::Subscription",
    "AWS::SNS::TopicInlinePolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueueInlinePolicy", "AWS::SQS::QueuePolicy",
  ]
}
