/// How CloudFormation takes the policy of a resource.
enum ResourcePolicyForm {
  /// A resource of a type of its own that lists the resources it is for.
  case listing(type: String, targets: String)
  /// A resource of a type of its own for one resource; where it names that, and where its document stands.
  case separate(type: String, target: String, targetIsARN: Bool, document: String)
  /// A property of the resource itself, by its path.
  case property([String])

  /// The kinds of resources that have a policy, in one form or another.
  static let kinds: [ResourceKind] = [
    .queues, .topics, .functions, .layers, .buses, .buckets, .keys, .streams, .tables, .apis,
  ]

  /// The forms by resource type (CloudFormation Template Reference, each type). Lambda's permissions and the policies of
  /// buses are a resource for each statement, and so none of these.
  static let all: [String: ResourcePolicyForm] = [
    "AWS::ApiGateway::RestApi": .property(["Policy"]),
    "AWS::DynamoDB::Table": .property(["ResourcePolicy", "PolicyDocument"]),
    "AWS::KMS::Key": .property(["KeyPolicy"]),
    "AWS::Kinesis::Stream": .separate(
      type: "AWS::Kinesis::ResourcePolicy", target: "ResourceArn", targetIsARN: true, document: "ResourcePolicy"),
    "AWS::Logs::LogGroup": .property(["ResourcePolicyDocument"]),
    "AWS::S3::Bucket": .separate(
      type: "AWS::S3::BucketPolicy", target: "Bucket", targetIsARN: false, document: "PolicyDocument"),
    "AWS::SNS::Topic": .listing(type: "AWS::SNS::TopicPolicy", targets: "Topics"),
    "AWS::SQS::Queue": .listing(type: "AWS::SQS::QueuePolicy", targets: "Queues"),
  ]
}
