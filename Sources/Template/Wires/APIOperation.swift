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
    if let other = Self.otherActions["\(prefix):\(operation)"] { return "\(prefix):\(other)" }
    return IAMAction.named("\(prefix):\(operation)")?.name ?? "\(prefix):\(operation)"
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

  /// The operations whose action has another name (Service Authorization Reference, "Actions" of each service; Amazon S3
  /// User Guide, "Required permissions for Amazon S3 API operations").
  private static let otherActions: [String: String] = [
    "dynamodb:BatchExecuteStatement": "PartiQLSelect", "dynamodb:ExecuteStatement": "PartiQLSelect",
    "execute-api:PostToConnection": "ManageConnections", "execute-api:DeleteConnection": "ManageConnections",
    "execute-api:GetConnection": "ManageConnections", "lambda:Invoke": "InvokeFunction",
    "bedrock:Converse": "InvokeModel", "s3:CopyObject": "PutObject",
    "s3:DeleteObjects": "DeleteObject", "s3:HeadBucket": "ListBucket", "s3:HeadObject": "GetObject",
    "s3:ListBuckets": "ListAllMyBuckets", "s3:ListObjects": "ListBucket", "s3:ListObjectsV2": "ListBucket",
    "s3:ListObjectVersions": "ListBucketVersions", "s3:SelectObjectContent": "GetObject",
    "s3:UploadPart": "PutObject", "s3:CreateMultipartUpload": "PutObject", "s3:CompleteMultipartUpload": "PutObject",
  ]
}
