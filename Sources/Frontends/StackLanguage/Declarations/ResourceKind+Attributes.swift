public import Source
public import Template

/// How CloudFormation gives an attribute of a resource.
enum AttributeSource: Sendable {
  case ref
  case getAtt(String)
  /// A text for `Fn::Sub`; `${Id}` stands for the resource.
  case sub(String)
  /// An attribute of a resource that is made with it: its id has another ending than the resource's.
  case part(String, of: String, attribute: String)
}

extension ResourceKind {
  /// What `${section.key.attribute}` may end in, in the order of the language reference ("Return values" of each type).
  var attributes: [(name: String, source: AttributeSource)] {
    switch self {
    case .functions:
      [
        ("arn", .getAtt("Arn")), ("name", .ref),
        ("url", .part("Url", of: "Function", attribute: "FunctionUrl")),
      ]
    case .layers: [("arn", .ref)]
    case .roles: [("arn", .getAtt("Arn")), ("name", .ref), ("id", .getAtt("RoleId"))]
    case .queues: [("url", .ref), ("arn", .getAtt("Arn")), ("name", .getAtt("QueueName"))]
    case .topics: [("arn", .ref), ("name", .getAtt("TopicName"))]
    case .buses: [("name", .getAtt("Name")), ("arn", .getAtt("Arn"))]
    case .rules: [("arn", .getAtt("Arn")), ("name", .ref)]
    case .apis:
      [
        ("url", .sub("https://\(Self.apiHost)")), ("connectionsUrl", .sub("https://\(Self.apiHost)")), ("id", .ref),
        ("arn", .sub(Self.arn("execute-api", "${Id}"))),
      ]
    case .tables: [("name", .ref), ("arn", .getAtt("Arn")), ("streamArn", .getAtt("StreamArn"))]
    case .streams: [("arn", .getAtt("Arn")), ("name", .ref)]
    case .deliveryStreams: [("arn", .getAtt("Arn")), ("name", .ref)]
    case .analytics: [("name", .ref), ("arn", .sub(Self.arn("kinesisanalytics", "application/${Id}")))]
    case .stateMachines: [("arn", .ref), ("name", .getAtt("Name"))]
    case .schedules: [("arn", .getAtt("Arn")), ("name", .ref)]
    case .pipes: [("arn", .getAtt("Arn")), ("name", .ref)]
    case .apiDestinations: [("arn", .getAtt("Arn")), ("name", .ref)]
    case .userPools: [("arn", .getAtt("Arn")), ("id", .ref), ("issuer", .sub(Self.issuer))]
    case .identityPools: [("id", .ref), ("arn", .sub(Self.arn("cognito-identity", "identitypool/${Id}")))]
    case .buckets: [("name", .ref), ("arn", .getAtt("Arn")), ("domainName", .getAtt("RegionalDomainName"))]
    case .networks:
      [
        ("id", .ref), ("arn", .sub(Self.arn("ec2", "vpc/${Id}"))),
        ("securityGroup", .part("FunctionsSecurityGroup", of: "Network", attribute: "GroupId")),
      ]
    case .keys: [("arn", .getAtt("Arn")), ("id", .ref)]
    case .logs: [("arn", .getAtt("Arn")), ("name", .ref)]
    case .alarms: [("arn", .getAtt("Arn")), ("name", .ref)]
    }
  }

  /// Where an API is reached; the stage follows.
  private static let apiHost = "${Id}.execute-api.${AWS::Region}.${AWS::URLSuffix}"

  /// An ARN for which the type has no attribute (Service Authorization Reference, "Resource types").
  private static func arn(_ service: String, _ resource: String) -> String {
    "arn:${AWS::Partition}:\(service):${AWS::Region}:${AWS::AccountId}:\(resource)"
  }

  /// Who signs a user pool's tokens ("Verifying JSON web tokens", Amazon Cognito Developer Guide).
  private static let issuer = "https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${Id}"

  /// What `${section.key.attribute}` stands for when the entry's resource has a logical id.
  public func value(of attribute: String, id: String, at span: Span) -> Value? {
    attributes.first { $0.name == attribute }?.source.value(of: id, at: span)
  }

  /// The names of the attributes.
  public var attributeNames: [String] { attributes.map(\.name) }

  /// How the ARN is got.
  var arnSource: AttributeSource? { attributes.first { $0.name == "arn" }?.source }
}
