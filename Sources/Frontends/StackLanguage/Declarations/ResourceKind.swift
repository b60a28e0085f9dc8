/// The kinds of things that a path can name; a raw value is the section they are written in.
public enum ResourceKind: String, Sendable, CaseIterable {
  case functions, layers, roles, queues, topics, buses, rules, apis, tables, streams, deliveryStreams, analytics,
    stateMachines, schedules, pipes, apiDestinations, userPools, identityPools, buckets, networks, keys, logs, alarms

  /// The CloudFormation type that stands for one; ``Declared/resourceType`` knows where an entry has another.
  public var resourceType: String { identity.type }

  /// One of them: `queue`.
  public var noun: String { identity.noun }

  /// What its logical id ends in: `OrdersQueue`.
  public var suffix: String { identity.suffix }

  private var identity: (type: String, noun: String, suffix: String) {
    switch self {
    case .functions: ("AWS::Lambda::Function", "function", "Function")
    case .layers: ("AWS::Lambda::LayerVersion", "layer", "Layer")
    case .roles: ("AWS::IAM::Role", "role", "Role")
    case .queues: ("AWS::SQS::Queue", "queue", "Queue")
    case .topics: ("AWS::SNS::Topic", "topic", "Topic")
    case .buses: ("AWS::Events::EventBus", "event bus", "Bus")
    case .rules: ("AWS::Events::Rule", "rule", "Rule")
    case .apis: ("AWS::ApiGatewayV2::Api", "API", "Api")
    case .tables: ("AWS::DynamoDB::Table", "table", "Table")
    case .streams: ("AWS::Kinesis::Stream", "stream", "Stream")
    case .deliveryStreams: ("AWS::KinesisFirehose::DeliveryStream", "delivery stream", "DeliveryStream")
    case .analytics: ("AWS::KinesisAnalyticsV2::Application", "analytics application", "Analytics")
    case .stateMachines: ("AWS::StepFunctions::StateMachine", "state machine", "StateMachine")
    case .schedules: ("AWS::Scheduler::Schedule", "schedule", "Schedule")
    case .pipes: ("AWS::Pipes::Pipe", "pipe", "Pipe")
    case .apiDestinations: ("AWS::Events::ApiDestination", "API destination", "ApiDestination")
    case .userPools: ("AWS::Cognito::UserPool", "user pool", "UserPool")
    case .identityPools: ("AWS::Cognito::IdentityPool", "identity pool", "IdentityPool")
    case .buckets: ("AWS::S3::Bucket", "bucket", "Bucket")
    case .networks: ("AWS::EC2::VPC", "network", "Network")
    case .keys: ("AWS::KMS::Key", "key", "Key")
    case .logs: ("AWS::Logs::LogGroup", "log group", "LogGroup")
    case .alarms: ("AWS::CloudWatch::Alarm", "alarm", "Alarm")
    }
  }
}
