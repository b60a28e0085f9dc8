/// What SAM's transform is told of a deployment.
public struct SAMDeployment: Sendable {
  /// `AWS::Region`, if known.
  public var region: String?
  /// `AWS::Partition`.
  public var partition: String
  /// Values of parameters; they win over defaults.
  public var parameters: [String: String]
  /// ARNs of managed policies by name, asked after the table of AWS's own.
  public var managedPolicies: [String: String] = [:]
  /// What the contents of local paths are known by, where they were packed: the ids of layers and published versions follow
  /// from them.
  public var contents: [String: String] = [:]
  /// Whether changes of behaviour are in force that SAM switches on little by little, account by account.
  public var hasRollouts = false
  /// Answers for applications of the AWS Serverless Application Repository, by id.
  public var application: @Sendable (_ id: String) -> SAMApplicationAnswer = { _ in .unknown }

  /// Takes what is known of a deployment.
  public init(region: String? = nil, partition: String? = nil, parameters: [String: String] = [:]) {
    self.region = region
    self.partition = partition ?? Self.partition(of: region)
    self.parameters = parameters
  }

  /// The partition of a region ("Partitions", AWS Whitepaper "AWS Fault Isolation Boundaries").
  private static func partition(of region: String?) -> String {
    guard let region else { return "aws" }
    if region.hasPrefix("cn-") { return "aws-cn" }
    if region.hasPrefix("us-gov-") { return "aws-us-gov" }
    return region.hasPrefix("eusc-") ? "aws-eusc" : "aws"
  }

  var inputs: SAMInputs {
    var values = parameters.mapValues { SAMValue.string($0) }
    if let region { values["AWS::Region"] = .string(region) }
    values["AWS::Partition"] = .string(partition)
    let application = self.application
    return SAMInputs(
      parameters: values, partition: partition, region: region, managedPolicies: managedPolicies,
      hasRollouts: hasRollouts,
      application: { id, _ in application(id) })
  }
}
