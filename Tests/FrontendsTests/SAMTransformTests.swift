import Diagnostics
import Frontends
import Template
import Testing

/// What SAM's transform makes of a template: ids, roles, references and places, and what it says of one that it refuses.
@Suite struct SAMTransformTests {
  private typealias Run = SAMRun

  private static let function = """
    Resources:
      Handler:
        Type: AWS::Serverless::Function
        Properties:
          CodeUri: s3://bucket/code.zip
          Handler: app.handler
          Runtime: python3.13

    """

  @Test func aFunctionIsAFunctionAndARole() {
    let run = Run(Self.function)
    #expect(run.findings.isEmpty)
    #expect(run.template.resources.map(\.logicalID) == ["Handler", "HandlerRole"])
    #expect(run.template["Handler"]?.type == "AWS::Lambda::Function")
    #expect(run.template["Handler"]?["Code"]?["S3Key"]?.string == "code.zip")
    #expect(run.template["HandlerRole"]?.origin == .derived)
    #expect(run.template.transforms.isEmpty)
  }

  @Test func whatAnEventMakesStandsAtTheEvent() {
    let run = Run(
      Self.function + """
              Events:
                Jobs:
                  Type: SQS
                  Properties: { Queue: !GetAtt Queue.Arn, BatchSize: 5 }
          Queue: { Type: AWS::SQS::Queue }

        """)
    let mapping = run.template["HandlerJobs"]
    #expect(mapping?.type == "AWS::Lambda::EventSourceMapping")
    #expect(mapping?["BatchSize"]?.integer == 5)
    #expect(mapping.flatMap { run.line($0.span) } == 10)
    // The batch size keeps the place where it was written.
    #expect(mapping?["BatchSize"].map { run.text($0.span) } == "5")
    let policies = run.template["HandlerRole"]?["ManagedPolicyArns"]?.list?.compactMap(\.string) ?? []
    #expect(policies.contains("arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"))
  }

  /// The deployment gives the value; what the template is checked with says so.
  @Test func aValueThatIsNotGivenYetHasAPlaceholder() {
    let run = Run(
      "Parameters:\n  Stage: { Type: String, AllowedValues: [beta, prod] }\n" + Self.function
        + "      AutoPublishAlias: !Ref Stage\n")
    #expect(run.findings.map(\.rule.code) == ["STK243"])
    #expect(run.template.assumed.map(\.text) == ["Stage"])
    #expect(run.template["HandlerAliasbeta"]?.type == "AWS::Lambda::Alias")
    #expect(run.template.namesUsed.contains("Stage"))
  }

  @Test func aTagWithoutAValueIsEmpty() {
    let run = Run(Self.function + "      Tags: { Team: }\n")
    #expect(run.json.contains(#"{"Key":"Team","Value":""}"#))
  }

  /// `sam build` makes an image where `Metadata` says how.
  @Test func anImageThatIsBuiltFirstIsNotMissed() {
    let image = """
      Resources:
        Handler:
          Type: AWS::Serverless::Function
          Properties: { PackageType: Image }

      """
    #expect(Run(image).findings.map(\.rule.code) == ["STK240"])
    let built = Run(image + "    Metadata: { Dockerfile: Dockerfile, DockerContext: ./src }\n")
    #expect(built.findings.isEmpty)
    #expect(built.template["Handler"]?["Code"]?["ImageUri"] != nil)
  }

  @Test func thePartitionFollowsTheRegion() {
    let run = Run(Self.function, region: "cn-north-1")
    #expect(
      run.template["HandlerRole"]?["ManagedPolicyArns"]?.list?.first?.string
        == "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
  }

  /// The id of a version carries a digest of the code, so that changed code makes a new one.
  @Test func aliasesAndVersionsAreReferredToByTheirWords() {
    func version(_ key: String) -> String? {
      let run = Run(
        """
        Globals: { Function: { Runtime: python3.13, Handler: app.handler, AutoPublishAlias: live } }
        Resources:
          Handler:
            Type: AWS::Serverless::Function
            Properties: { CodeUri: s3://bucket/\(key) }
        Outputs:
          Alias: { Value: !Ref Handler.Alias }

        """)
      #expect(run.template.outputs.first?.value?.intrinsic?.argument.string == "HandlerAliaslive")
      return run.template.resources(ofType: "AWS::Lambda::Version").first?.logicalID
    }
    #expect(version("a.zip") != nil)
    #expect(version("a.zip") == version("a.zip"))
    #expect(version("a.zip") != version("b.zip"))
  }

  @Test func eventsShareAnImplicitAPI() {
    let run = Run(
      Self.function + """
              Events:
                List: { Type: Api, Properties: { Path: /orders, Method: get } }
                Add: { Type: Api, Properties: { Path: /orders, Method: post } }

        """)
    let paths = run.template["ServerlessRestApi"]?["Body"]?["paths"]
    #expect(paths?["/orders"]?.map?.entries.map(\.key).sorted() == ["get", "post"])
    #expect(run.template.resources(ofType: "AWS::ApiGateway::Stage").map(\.logicalID) == ["ServerlessRestApiProdStage"])
    #expect(run.template["HandlerAddPermissionProd"]?.type == "AWS::Lambda::Permission")
  }

  @Test func aRefusalHasSAMsWordsAndTheSmallestPlace() {
    let run = Run(
      """
      Resources:
        Orders:
          Type: AWS::Serverless::SimpleTable
          Properties: { PrimaryKey: { Name: id, Type: Text } }

      """)
    #expect(run.findings.map(\.rule.code) == ["STK240"])
    #expect(run.findings.first.map { run.text($0.span) } == "Text")
    #expect(
      run.findings.first?.consequences
        == ["SAM refuses the template: \"Resource with id [Orders] is invalid. Invalid 'Type' \"Text\".\""])
    // Nothing is judged by what the transform would have made.
    #expect(run.template.unexpanded.map(\.text) == ["AWS::Serverless-2016-10-31"])
  }

  @Test func everyRefusalIsTold() {
    let run = Run(
      """
      Resources:
        First: { Type: AWS::Serverless::SimpleTable, Properties: { PrimaryKey: { Name: id } } }
        Second: { Type: AWS::Serverless::LayerVersion }

      """)
    #expect(run.findings.map(\.rule.code) == ["STK240", "STK240"])
  }

  @Test func aConnectorIsAPolicyOfTheSourcesRole() {
    let run = Run(
      Self.function + """
          Table: { Type: AWS::Serverless::SimpleTable }
          Reads:
            Type: AWS::Serverless::Connector
            Properties: { Source: { Id: Handler }, Destination: { Id: Table }, Permissions: [Read] }

        """)
    let policy = run.template["ReadsPolicy"]
    #expect(policy?.type == "AWS::IAM::ManagedPolicy")
    #expect(policy?["Roles"]?.list?.first?.intrinsic?.argument.string == "HandlerRole")
    let actions = policy?["PolicyDocument"]?["Statement"]?.list?.first?["Action"]?.list?.compactMap(\.string)
    #expect(actions?.contains("dynamodb:GetItem") == true)
  }

  /// A layer passes on only what everything that is made for a resource has; nothing passes on what belongs to no Lambda.
  @Test func attributesOfAResourceArePassedOnAsSAMDoes() {
    let run = Run(
      Self.function + """
            CreationPolicy: {}
            UpdatePolicy: { CodeDeployLambdaAliasUpdate: {} }
          Layer:
            Type: AWS::Serverless::LayerVersion
            UpdatePolicy: { CodeDeployLambdaAliasUpdate: {} }
            UpdateReplacePolicy: Retain
            Properties: { ContentUri: s3://bucket/layer.zip }

        """)
    #expect(run.template["Handler"]?.attributes.entries.map(\.key) == ["UpdatePolicy"])
    let layer = run.template.resources(ofType: "AWS::Lambda::LayerVersion").first
    #expect(layer?.attributes.entries.map(\.key).sorted() == ["DeletionPolicy", "UpdateReplacePolicy"])
  }

  /// Lists of `Globals` and of a function are joined, save this one.
  @Test func aFunctionsArchitecturesTakeThePlaceOfCommonOnes() {
    let run = Run(
      "Globals: { Function: { Architectures: [x86_64], Layers: [a] } }\n" + Self.function
        + "      Architectures: [arm64]\n      Layers: [b]\n")
    #expect(run.template["Handler"]?["Architectures"]?.list?.compactMap(\.string) == ["arm64"])
    #expect(run.template["Handler"]?["Layers"]?.list?.compactMap(\.string) == ["a", "b"])
  }

  @Test func anAliasOfAStateMachineMovesAtOnceUnlessToldOtherwise() {
    let run = Run(
      """
      Resources:
        M:
          Type: AWS::Serverless::StateMachine
          Properties: { DefinitionUri: s3://bucket/key, Role: arn, AutoPublishAlias: live }

      """)
    #expect(run.template["MAliaslive"]?["DeploymentPreference"]?["Type"]?.string == "ALL_AT_ONCE")
  }

  /// What a definition says of calls from other origins stays where the property says nothing.
  @Test func anHTTPAPIsOriginsAreMerged() {
    let run = Run(
      """
      Resources:
        Api:
          Type: AWS::Serverless::HttpApi
          Properties:
            CorsConfiguration: { AllowOrigins: [b] }
            DefinitionBody:
              openapi: 3.0.1
              paths: {}
              x-amazon-apigateway-cors: { allowOrigins: [a], allowMethods: [GET] }

      """)
    let cors = run.template["Api"]?["Body"]?["x-amazon-apigateway-cors"]
    #expect(cors?["allowOrigins"]?.list?.compactMap(\.string) == ["b"])
    #expect(cors?["allowMethods"]?.list?.compactMap(\.string) == ["GET"])
  }

  @Test func aConnectorInAResourceHasAttributesOfItsOwn() {
    let run = Run(
      Self.function + """
            DeletionPolicy: Retain
            Connectors: { Reads: { Properties: { Destination: { Id: Table }, Permissions: [Read] } } }
          Table: { Type: AWS::Serverless::SimpleTable }

        """)
    #expect(run.template["HandlerReadsPolicy"]?.attributes["DeletionPolicy"] == nil)
    #expect(run.template["Handler"]?.attributes["DeletionPolicy"]?.string == "Retain")
  }

  @Test func aBucketWaitsForAPermissionOnce() {
    let run = Run(
      Self.function + """
              Events:
                Made: { Type: S3, Properties: { Bucket: !Ref Bucket, Events: s3:ObjectCreated:* } }
          Bucket: { Type: AWS::S3::Bucket, DependsOn: [Role, Role] }
          Role: { Type: AWS::IAM::Role }

        """)
    #expect(run.template["Bucket"]?.dependsOn.map(\.text) == ["Role", "HandlerMadePermission"])
  }

  @Test func deeplyNestedValuesAreCutOff() {
    let depth = 300
    let value = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let run = Run(
      "Resources:\n  Workflow:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition: { States: \(value) }\n"
    )
    #expect(run.template["Workflow"] != nil || !run.findings.isEmpty)
  }
}
