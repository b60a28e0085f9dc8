/// An S3 bucket (AWS::S3::Bucket).
public struct BucketPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the bucket.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// Who is told of its objects.
  @OrEmpty public var notifications: [BucketNotificationPlan] = []
  /// Whether EventBridge is told of its objects.
  @OrEmpty public var eventBridge = false
  /// `Enabled` or `Suspended`; without it, one version of an object is kept.
  public var versioning: String?
  /// The resource policy.
  @OrEmpty public var policies: [PolicyPlan] = []
  /// Every other property, as CloudFormation has it, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `buckets.lake`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String) {
    self.id = id
    self.name = name
    self.arn = arn
  }
}

/// Who is told of a bucket's objects.
public struct BucketNotificationPlan: Codable, Sendable, Equatable {
  /// What is told: `s3:ObjectCreated:*`.
  public var event: String
  /// ARN of the function, queue or topic.
  public var target: String
  /// What an object's name begins (`prefix`) and ends (`suffix`) with.
  @OrEmpty public var filter = Members<String>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(event: String, target: String) {
    self.event = event
    self.target = target
  }
}
