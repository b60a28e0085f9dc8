/// How CloudFormation gives an attribute of a resource.
enum AttributeSource: Sendable {
  case ref
  case getAtt(String)
  /// A text for `Fn::Sub`; `${Id}` stands for the resource.
  case sub(String)
}

extension ResourceKind {
  /// What `${section.key.attribute}` may end in, in the order of the language reference ("Return values" of each type).
  var attributes: [(name: String, source: AttributeSource)] {
    switch self {
    case .functions: [("arn", .getAtt("Arn")), ("name", .ref)]
    case .layers: [("arn", .ref)]
    case .roles: [("arn", .getAtt("Arn")), ("name", .ref), ("id", .getAtt("RoleId"))]
    case .queues: [("url", .ref), ("arn", .getAtt("Arn")), ("name", .getAtt("QueueName"))]
    case .topics: [("arn", .ref), ("name", .getAtt("TopicName"))]
    case .buses: [("name", .getAtt("Name")), ("arn", .getAtt("Arn"))]
    case .rules: [("arn", .getAtt("Arn")), ("name", .ref)]
    case .apis: [("url", .sub("https://${Id}.execute-api.${AWS::Region}.${AWS::URLSuffix}")), ("id", .ref)]
    case .tables: [("name", .ref), ("arn", .getAtt("Arn")), ("streamArn", .getAtt("StreamArn"))]
    }
  }

  /// The names of the attributes.
  public var attributeNames: [String] { attributes.map(\.name) }

  /// How the ARN is got.
  var arnSource: AttributeSource? { attributes.first { $0.name == "arn" }?.source }
}
