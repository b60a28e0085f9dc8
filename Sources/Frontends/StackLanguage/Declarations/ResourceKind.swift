/// The kinds of things that a path can name; a raw value is the section they are written in.
public enum ResourceKind: String, Sendable, CaseIterable {
  case functions, layers, roles, queues, topics, buses, rules, apis, tables

  /// The CloudFormation type that stands for one.
  public var resourceType: String {
    switch self {
    case .functions: "AWS::Lambda::Function"
    case .layers: "AWS::Lambda::LayerVersion"
    case .roles: "AWS::IAM::Role"
    case .queues: "AWS::SQS::Queue"
    case .topics: "AWS::SNS::Topic"
    case .buses: "AWS::Events::EventBus"
    case .rules: "AWS::Events::Rule"
    case .apis: "AWS::ApiGatewayV2::Api"
    case .tables: "AWS::DynamoDB::Table"
    }
  }

  /// One of them: `queue`.
  public var noun: String {
    switch self {
    case .functions: "function"
    case .layers: "layer"
    case .roles: "role"
    case .queues: "queue"
    case .topics: "topic"
    case .buses: "event bus"
    case .rules: "rule"
    case .apis: "API"
    case .tables: "table"
    }
  }

  /// What its logical id ends in: `OrdersQueue`.
  public var suffix: String {
    switch self {
    case .functions: "Function"
    case .layers: "Layer"
    case .roles: "Role"
    case .queues: "Queue"
    case .topics: "Topic"
    case .buses: "Bus"
    case .rules: "Rule"
    case .apis: "Api"
    case .tables: "Table"
    }
  }
}
