extension CfnLintDifference {
  /// What CloudFormation, the transform or a service refuses in a resource as it is written.
  static let ofTemplates: [CfnLintDifference] = [
    .init(
      "STK363", in: "`Transform`",
      "CloudFormation hosts the transforms whose names begin with `AWS::`, and has no other",
      .aws(
        "Transform reference, AWS CloudFormation Template Reference",
        "AWSCloudFormation/latest/TemplateReference/transform-reference.html",
        says: "the transforms that CloudFormation hosts, six of them", readOn: "2026-12-01")),
    .init(
      "STK240", where: "missing the required [ApplicationId]", in: "`Location` of an `AWS::Serverless::Application`",
      """
      the transform takes a text, or a map with `ApplicationId` and `SemanticVersion`; a call is a map without \
      them, and is refused
      """,
      Page(
        title: "samtranslator/plugins/application/serverless_app_plugin.py, `on_before_transform_resource`",
        address:
          "https://github.com/aws/serverless-application-model/blob/develop/samtranslator/plugins/application/serverless_app_plugin.py",
        gist:
          """
          a `Location` that is no map is the template's URL; of one that is a map, `ApplicationId` and \
          `SemanticVersion` are looked up before any call is resolved
          """,
        readOn: "2026-11-30")),
    .init(
      "STK353", in: "`Fn::Transform` with `AWS::Include`", "a snippet is a map, and cannot include more",
      .aws(
        "AWS::Include transform, Remarks, AWS CloudFormation User Guide",
        "AWSCloudFormation/latest/UserGuide/create-reusable-transform-function-snippets-and-add-to-your-template-with-aws-include-transform.html",
        says: "snippets are key–value objects; one that uses `AWS::Include` itself cannot be referred to")),
    .init(
      "STK427", in: "resources of a service that AWS has ended", "nothing of the service can be made any more",
      .aws(
        "AWS Lifecycle documentation history, AWS General Reference; of IoT Analytics its end of support notice",
        "general/latest/gr/lifecycle-doc-history.html",
        says: """
          AWS tells of each service whether it is in maintenance, sunset or full shutdown; after the last day its resources \
          cannot be reached
          """)),
    .init(
      "STK343", where: "`UpdatePolicy` takes a map", in: "`UpdatePolicy` of a resource",
      "the attribute is a map of policies; `Ref` gives a text, a number or a list of them, never a map",
      .aws(
        "UpdatePolicy attribute, AWS CloudFormation User Guide",
        "AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html",
        says: "each of its forms is a map from the name of a policy to its settings")),
    .init(
      "STK466", in: "`ScheduleExpression` of an `AWS::Events::Rule`",
      "the unit of a rate of 1 is singular, of any other plural; anything else is refused",
      .aws(
        "Rate expressions reference, Amazon EventBridge User Guide",
        "eventbridge/latest/userguide/eb-rate-expressions.html",
        says: "1 takes the singular unit, more the plural: `rate(1 hours)` and `rate(5 hour)` are not valid")),
    .init(
      "STK580", where: "`REQUEST` keeps answers by `IdentitySource`", in: "`AWS::ApiGateway::Authorizer`",
      """
      an authorizer of the type `REQUEST` needs `IdentitySource` unless its answers are not kept \
      (`AuthorizerResultTtlInSeconds: 0`)
      """,
      .aws(
        "CreateAuthorizerRequest of Amazon API Gateway, `identitySource`, AWS SDK for Kotlin API Reference",
        "sdk-for-kotlin/api/latest/apigateway/aws.sdk.kotlin.services.apigateway.model/-create-authorizer-request/identity-source.html",
        says: """
          required of a `REQUEST` authorizer with caching, which is on for 300 seconds unless set; optional only \
          without caching
          """)),
    .init(
      "STK583", in: "`AWS::ApiGateway::Deployment` beside the API's methods",
      "the deployment may be made before the methods, and then fails: `The REST API doesn't contain any methods`",
      .aws(
        "AWS::ApiGateway::Deployment, Method Dependency, AWS CloudFormation User Guide",
        "AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-deployment.html",
        says: """
          beside methods of the same template the deployment must depend on them, by `DependsOn`; else it is made \
          right after the API, and fails with that message
          """)),
    .init(
      "STK609", where: "a range has a prefix of", in: "`CidrBlock` of an `AWS::EC2::VPC` or `AWS::EC2::Subnet`",
      "a block is between `/16` and `/28`",
      .aws(
        "VPC CIDR blocks, Amazon VPC User Guide", "vpc/latest/userguide/vpc-cidr-blocks.html",
        says: "the block of a VPC is allowed from a `/16` netmask to a `/28` one")),
  ]
}
