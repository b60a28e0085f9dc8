/// What SAM's transform is told besides the template.
struct SAMInputs {
  /// Values of parameters, pseudo parameters included; they win over defaults.
  var parameters: [String: SAMValue] = [:]
  /// `AWS::Partition`.
  var partition = "aws"
  /// `AWS::Region`, if known.
  var region: String?
  /// ARNs of managed policies by name, asked after the table of AWS's own.
  var managedPolicies: [String: String] = [:]
  /// Whether a value that the transform needs and that is not known yet may be stood in for, rather than refused: that of a
  /// parameter which the deployment will give.
  var takesUnknown = false
  /// Whether calls in the template have been replaced by what they give before the transform sees it
  /// ("AWS::LanguageExtensions transform", AWS CloudFormation Template Reference).
  var seesCallsResolved = false
  /// Whether changes of behaviour are in force that SAM switches on little by little, account by account: the version of a
  /// REST API's definition counts more than `OpenApiVersion`, and deployments take a function's condition.
  var hasRollouts = false
  /// Answers for an application of the AWS Serverless Application Repository, by id and version.
  var application: @Sendable (_ id: String, _ version: String) -> SAMApplicationAnswer = { _, _ in .unknown }
}

/// What the repository says of an application.
public enum SAMApplicationAnswer: Sendable {
  /// Where the template lies.
  case template(String)
  /// It refuses: the sentence of the refusal.
  case refused(String)
  /// The template was not ready in time.
  case timedOut
  /// Nobody was asked: a build has no network.
  case unknown
}
