/// An error of this program's that cfn-lint has no rule for, with the page of AWS that says so.
public struct CfnLintDifference: Sendable {
  /// The code of our rule.
  public let code: String
  /// Words of the finding's message without which the page does not speak of it; nil if it speaks of every one.
  public let words: String?
  /// What AWS does.
  public let about: String
  /// Title and address of the page.
  public let source: (title: String, address: String)

  private init(_ code: String, where words: String? = nil, _ about: String, _ title: String, _ address: String) {
    self.code = code
    self.words = words
    self.about = about
    source = (title, address)
  }

  /// Whether the page speaks of a finding.
  public func covers(code: String, message: String) -> Bool {
    self.code == code && words.map { message.contains($0) } ?? true
  }

  private static let aws = "https://docs.aws.amazon.com/"

  /// Each of them.
  public static let all: [CfnLintDifference] = [
    .init(
      "STK240", where: "missing the required [ApplicationId]",
      "the transform takes a text or a map with `ApplicationId` as `Location`, and refuses a call: `Resource is missing the required [ApplicationId] property`",
      "AWS::Serverless::Application, `Location`: String | ApplicationLocationObject",
      aws + "serverless-application-model/latest/developerguide/sam-resource-application.html"),
    .init(
      "STK343", where: "`UpdatePolicy` takes a map",
      "the attribute is a map of settings; a call may choose one, not be one",
      "UpdatePolicy attribute",
      aws + "AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html"),
    .init(
      "STK466", "the unit of a rate of 1 is singular, of any other plural: anything else is refused",
      "EventBridge User Guide, Schedule types: rate expressions",
      aws + "eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"),
    .init(
      "STK580", "`IdentitySource` is required of a `REQUEST` authorizer unless caching is switched off",
      "AWS::ApiGateway::Authorizer, IdentitySource",
      aws + "AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html"),
    .init(
      "STK583",
      "the deployment must depend on the methods it deploys, else: `The REST API doesn't contain any methods`",
      "AWS::ApiGateway::Deployment",
      aws + "AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html"),
    .init(
      "STK609", "a VPC's block is between `/16` and `/28`", "Amazon VPC User Guide, VPC CIDR blocks",
      aws + "vpc/latest/userguide/vpc-cidr-blocks.html"),
    .init(
      "STK701", "the target's policy must let the service in, else what it sends is dropped",
      "EventBridge User Guide, Using resource-based policies; Using dead-letter queues",
      aws + "eventbridge/latest/userguide/eb-use-resource-based.html"),
    .init(
      "STK702",
      "the role that the service assumes must allow what it does, else the delivery, or its creation, is refused",
      "IAM User Guide, Creating a role to delegate permissions to an AWS service; the page of each service names the actions",
      aws + "IAM/latest/UserGuide/id_roles_create_for-service.html"),
    .init(
      "STK704", "`CreateFunction` is refused unless the execution role may manage network interfaces",
      "Lambda Developer Guide, Giving Lambda functions access to resources in an Amazon VPC",
      aws + "lambda/latest/dg/configuration-vpc.html"),
    .init(
      "STK814", "`Error - Invalid service in action`: the statement allows nothing by it",
      "IAM User Guide, Access Analyzer policy check reference",
      aws + "IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"),
    .init(
      "STK815", "`Error - Invalid action`: the statement allows nothing by it",
      "IAM User Guide, Access Analyzer policy check reference",
      aws + "IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"),
  ]
}
