/// What a box stands for.
public enum GraphNodeKind: String, Sendable, CaseIterable {
  case api, function, queue, topic, bus, rule, schedule, pipe, table, bucket, stateMachine, stream, analytics, network,
    key, logGroup, alarm, userPool, identityPool, role, glue, external, other

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
    case .pipe: ("pipe", "P")
    case .table: ("table", "DB")
    case .bucket: ("bucket", "S3")
    case .stateMachine: ("state machine", "SM")
    case .stream: ("stream", "ST")
    case .analytics: ("analytics", "SQL")
    case .network: ("network", "VPC")
    case .key: ("key", "K")
    case .logGroup: ("log group", "LG")
    case .alarm: ("alarm", "!")
    case .userPool: ("user pool", "UP")
    case .identityPool: ("identity pool", "IP")
    case .role: ("role", "ID")
    case .glue: ("part", "·")
    case .external: ("outside", "↗")
    case .other: ("resource", "·")
    }
  }

  private static let types: [String: GraphNodeKind] = [
    "AWS::ApiGateway::RestApi": .api,
    "AWS::ApiGatewayV2::Api": .api,
    "AWS::CloudWatch::Alarm": .alarm,
    "AWS::CloudWatch::CompositeAlarm": .alarm,
    "AWS::Cognito::IdentityPool": .identityPool,
    "AWS::Cognito::UserPool": .userPool,
    "AWS::DynamoDB::GlobalTable": .table,
    "AWS::DynamoDB::Table": .table,
    "AWS::EC2::VPC": .network,
    "AWS::Events::EventBus": .bus,
    "AWS::Events::Rule": .rule,
    "AWS::KMS::Key": .key,
    "AWS::Kinesis::Stream": .stream,
    "AWS::KinesisAnalyticsV2::Application": .analytics,
    "AWS::KinesisFirehose::DeliveryStream": .stream,
    "AWS::Lambda::Function": .function,
    "AWS::Pipes::Pipe": .pipe,
    "AWS::S3::Bucket": .bucket,
    "AWS::SNS::Topic": .topic,
    "AWS::SQS::Queue": .queue,
    "AWS::Scheduler::Schedule": .schedule,
    "AWS::StepFunctions::StateMachine": .stateMachine,
  ]

  /// Types that an arrow or their owner stands for.
  private static let folded: Set<String> = [
    "AWS::ApiGateway::Account", "AWS::ApiGateway::ApiKey", "AWS::ApiGateway::Authorizer",
    "AWS::ApiGateway::BasePathMapping", "AWS::ApiGateway::BasePathMappingV2", "AWS::ApiGateway::Deployment",
    "AWS::ApiGateway::DomainName", "AWS::ApiGateway::DomainNameV2", "AWS::ApiGateway::GatewayResponse",
    "AWS::ApiGateway::Method", "AWS::ApiGateway::Model", "AWS::ApiGateway::RequestValidator",
    "AWS::ApiGateway::Resource", "AWS::ApiGateway::Stage", "AWS::ApiGateway::UsagePlan",
    "AWS::ApiGateway::UsagePlanKey", "AWS::ApiGatewayV2::ApiMapping", "AWS::ApiGatewayV2::Authorizer",
    "AWS::ApiGatewayV2::Deployment", "AWS::ApiGatewayV2::DomainName", "AWS::ApiGatewayV2::Integration",
    "AWS::ApiGatewayV2::IntegrationResponse", "AWS::ApiGatewayV2::Route", "AWS::ApiGatewayV2::RouteResponse",
    "AWS::ApiGatewayV2::Stage", "AWS::CDK::Metadata", "AWS::Cognito::IdentityPoolRoleAttachment",
    "AWS::Cognito::UserPoolClient", "AWS::Cognito::UserPoolDomain", "AWS::Cognito::UserPoolGroup",
    "AWS::Cognito::UserPoolResourceServer", "AWS::KMS::Alias", "AWS::EC2::EIP", "AWS::EC2::FlowLog",
    "AWS::EC2::InternetGateway",
    "AWS::EC2::NatGateway", "AWS::EC2::Route", "AWS::EC2::RouteTable", "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet",
    "AWS::EC2::SubnetRouteTableAssociation", "AWS::EC2::VPCEndpoint", "AWS::EC2::VPCGatewayAttachment",
    "AWS::Events::EventBusPolicy",
    "AWS::IAM::InstanceProfile", "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::Role",
    "AWS::IAM::RolePolicy", "AWS::Kinesis::ResourcePolicy", "AWS::Kinesis::StreamConsumer",
    "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption", "AWS::Lambda::Alias",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping", "AWS::Lambda::LayerVersion", "AWS::Lambda::Permission",
    "AWS::Lambda::Url", "AWS::Lambda::Version", "AWS::Logs::LogGroup", "AWS::Logs::LogStream",
    "AWS::Logs::MetricFilter",
    "AWS::Logs::SubscriptionFilter", "AWS::S3::BucketPolicy", "AWS::SNS::Subscription",
    "AWS::SNS::TopicInlinePolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueueInlinePolicy", "AWS::SQS::QueuePolicy",
    "AWS::Scheduler::ScheduleGroup", "AWS::StepFunctions::StateMachineAlias", "AWS::StepFunctions::StateMachineVersion",
  ]
}
