/// What a template says that means nothing for a stack as it runs: it is not in the plan, each for a reason. Whatever else a
/// resource has is in the plan, or said to be without effect.
public enum Meaningless {
  /// Types of resources.
  public static let types: [String: String] = [
    "AWS::CDK::Metadata": "it tells AWS which constructs made the template"
  ]

  /// Properties of every resource.
  public static let everywhere: [String: String] = [
    "Description": "a text for people"
  ]

  /// Properties by the type of the resource.
  public static let properties: [String: [String: String]] = [
    "AWS::ApiGatewayV2::Stage": [
      "AutoDeploy": "what is written is what is served",
      "DeploymentId": "what is written is what is served",
    ],
    "AWS::IAM::ManagedPolicy": [
      "Groups": "users and groups do not exist in a local run", "Path": "it is part of the ARN, which the plan has",
      "Users": "users and groups do not exist in a local run",
    ],
    "AWS::IAM::Policy": [
      "Groups": "users and groups do not exist in a local run", "Users": "users and groups do not exist in a local run",
    ],
    "AWS::Lambda::LayerVersion": ["LicenseInfo": "a text for people"],
    "AWS::Lambda::Version": ["CodeSha256": "a check at deployment"],
  ]

  /// Where code is in AWS that is packed from this machine, by type: the plan has the folder or file it comes from.
  public static let packed: [String: [String]] = [
    "AWS::KinesisAnalyticsV2::Application": ["ApplicationConfiguration.ApplicationCodeConfiguration"],
    "AWS::Lambda::Function": ["Code"],
    "AWS::Lambda::LayerVersion": ["Content"],
  ]

  /// The properties of a type.
  static func properties(of type: String) -> Set<String> {
    Set(everywhere.keys).union(properties[type]?.keys.map { $0 } ?? [])
  }

  /// Members of objects that a reader goes into.
  static let withinObjects: Set<String> = Set(everywhere.keys)
}
