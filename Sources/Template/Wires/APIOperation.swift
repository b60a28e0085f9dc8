import Spec

/// An operation of a service's API as AWS's SDK integrations name it: `arn:aws:states:::aws-sdk:sfn:startExecution`,
/// `arn:aws:scheduler:::aws-sdk:ec2:stopInstances`.
public struct APIOperation: Sendable, Hashable {
  /// The service as the SDK for Java names its client, in lower case: `sfn`, `cloudwatchlogs`.
  public let service: String
  /// The operation in camelCase: `startExecution`.
  public let name: String

  /// Names one.
  public init(service: String, name: String) {
    self.service = service
    self.name = name
  }

  /// The IAM action that a caller needs (Service Authorization Reference). Most operations are actions of the same name;
  /// what is neither known nor listed is taken by its name.
  public var iamAction: String {
    let prefix = Self.prefixes[service] ?? service
    let operation = name.prefix(1).uppercased() + name.dropFirst()
    return SDKOperation.named(operation, of: prefix)?.actions.first ?? "\(prefix):\(operation)"
  }

  /// Whether IAM has the action: a service or operation that is misspelt has none.
  public var isKnown: Bool { IAMAction.named(iamAction) != nil }

  /// The services whose clients are named otherwise than in IAM ("Supported AWS SDK service integrations", AWS Step
  /// Functions Developer Guide; Service Authorization Reference).
  private static let prefixes: [String: String] = [
    "accessanalyzer": "access-analyzer", "apigatewaymanagementapi": "execute-api", "apigatewayv2": "apigateway",
    "applicationautoscaling": "application-autoscaling", "bedrockagent": "bedrock", "bedrockagentruntime": "bedrock",
    "bedrockruntime": "bedrock", "cloudwatchevents": "events", "cloudwatchlogs": "logs",
    "cognitoidentity": "cognito-identity",
    "cognitoidentityprovider": "cognito-idp", "costexplorer": "ce", "databasemigration": "dms",
    "dynamodbstreams": "dynamodb", "efs": "elasticfilesystem", "elasticloadbalancing": "elasticloadbalancing",
    "elasticloadbalancingv2": "elasticloadbalancing", "emr": "elasticmapreduce", "emrcontainers": "emr-containers",
    "emrserverless": "emr-serverless", "eventbridge": "events", "iotdataplane": "iotdata",
    "kinesisanalyticsv2": "kinesisanalytics", "mq": "mq", "opensearch": "es", "rdsdata": "rds-data",
    "redshiftdata": "redshift-data", "redshiftserverless": "redshift-serverless",
    "resourcegroupstaggingapi": "tag", "sagemakerruntime": "sagemaker", "servicecatalog": "servicecatalog",
    "sesv2": "ses", "sfn": "states", "timestreamquery": "timestream", "timestreamwrite": "timestream",
  ]
}
