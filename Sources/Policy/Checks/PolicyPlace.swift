/// Where CloudFormation's resource types keep policy documents (CloudFormation User Guide, Template reference).
public struct PolicyPlace: Sendable {
  /// The resource type.
  public let type: String
  /// The names of the properties that lead to the document; a list on the way means each of its items.
  public let path: [String]
  /// What the document is attached to.
  public let kind: PolicyKind

  private init(_ type: String, _ path: String, _ kind: PolicyKind) {
    self.type = type
    self.path = path.split(separator: ".").map(String.init)
    self.kind = kind
  }

  /// All of them.
  public static let all: [PolicyPlace] = [
    PolicyPlace("AWS::IAM::ManagedPolicy", "PolicyDocument", .identity),
    PolicyPlace("AWS::IAM::Policy", "PolicyDocument", .identity),
    PolicyPlace("AWS::IAM::RolePolicy", "PolicyDocument", .identity),
    PolicyPlace("AWS::IAM::UserPolicy", "PolicyDocument", .identity),
    PolicyPlace("AWS::IAM::GroupPolicy", "PolicyDocument", .identity),
    PolicyPlace("AWS::IAM::Role", "Policies.PolicyDocument", .identity),
    PolicyPlace("AWS::IAM::User", "Policies.PolicyDocument", .identity),
    PolicyPlace("AWS::IAM::Group", "Policies.PolicyDocument", .identity),
    PolicyPlace("AWS::IAM::Role", "AssumeRolePolicyDocument", .trust),
    PolicyPlace("AWS::SQS::QueuePolicy", "PolicyDocument", .resource),
    PolicyPlace("AWS::SQS::QueueInlinePolicy", "PolicyDocument", .resource),
    PolicyPlace("AWS::SNS::TopicPolicy", "PolicyDocument", .resource),
    PolicyPlace("AWS::SNS::TopicInlinePolicy", "PolicyDocument", .resource),
    PolicyPlace("AWS::S3::BucketPolicy", "PolicyDocument", .resource),
    PolicyPlace("AWS::Events::EventBus", "Policy", .resource),
    PolicyPlace("AWS::ApiGateway::RestApi", "Policy", .resource),
    PolicyPlace("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", .resource),
    PolicyPlace("AWS::Kinesis::ResourcePolicy", "ResourcePolicy", .resource),
    PolicyPlace("AWS::DynamoDB::Table", "ResourcePolicy.PolicyDocument", .resource),
    PolicyPlace("AWS::ECR::Repository", "RepositoryPolicyText", .repository),
    PolicyPlace("AWS::KMS::Key", "KeyPolicy", .key),
    PolicyPlace("AWS::KMS::ReplicaKey", "KeyPolicy", .key),
    PolicyPlace("AWS::EC2::VPCEndpoint", "PolicyDocument", .endpoint),
  ]
}
