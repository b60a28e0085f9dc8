public import Source

/// What is known of the place a template will be deployed to.
public struct Deployment: Sendable {
  /// `AWS::Region`, if known.
  public var region: String?
  /// `AWS::AccountId`, if known.
  public var account: String?
  /// `AWS::Partition`, if known.
  public var partition: String?
  /// `AWS::StackName`, if known.
  public var stackName: String?
  /// Values of parameters; they win over defaults.
  public var parameters: [String: String]
  /// Values of what AWS makes up, by the name of the ``Hole`` that would stand for it: `Orders` for a physical name
  /// (without `.fifo`) or an id, `Orders.QueueUrl` for an attribute, `AWS::StackId` for a pseudo parameter.
  public var generated: [String: PartialText] = [:]

  /// Makes a place; by default nothing is known of it.
  public init(
    region: String? = nil, account: String? = nil, partition: String? = nil, stackName: String? = nil,
    parameters: [String: String] = [:]
  ) {
    self.region = region
    self.account = account
    self.partition = partition
    self.stackName = stackName
    self.parameters = parameters
  }

  /// The value of a pseudo parameter ("Pseudo parameters reference"), if it is one and known.
  func pseudoParameter(_ name: String) -> String? {
    switch name {
    case "AWS::Region": region
    case "AWS::AccountId": account
    case "AWS::Partition": partition
    case "AWS::StackName": stackName
    case "AWS::URLSuffix": partition.map { $0 == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com" }
    default: nil
    }
  }

  /// The names of all pseudo parameters.
  public static let pseudoParameters: [String] = [
    "AWS::AccountId", "AWS::NotificationARNs", "AWS::NoValue", "AWS::Partition", "AWS::Region", "AWS::StackId",
    "AWS::StackName", "AWS::URLSuffix",
  ]
  /// The same, to be asked whether a name is one.
  private static let pseudoParameterNames = Set(pseudoParameters)

  /// Whether a name is that of a pseudo parameter; few names begin as those do, and need a hash.
  public static func isPseudoParameter(_ name: String) -> Bool {
    name.hasPrefix("AWS::") && pseudoParameterNames.contains(name)
  }
}
