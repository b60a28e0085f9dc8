import Diagnostics
import Frontends
import Template
import Testing

/// What SAM's transform makes of `AWS::Serverless::WebFunction`.
@Suite struct SAMWebFunctionTests {
  private static let code = "CodeUri: s3://bucket/code.zip\n"

  /// A function, with more properties.
  private static func run(
    _ more: String = "", code: String = code, head: String = "", parameters: [String: String] = [:]
  ) -> SAMRun {
    SAMRun(
      """
      \(head)
      Resources:
        Web:
          Type: AWS::Serverless::WebFunction
          Condition: Wanted
          DependsOn: Table
          Properties:
            AuthType: IamAuth
            Runtime: nodejs24.x
      \((code + more).split(separator: "\n").map { "      \($0)\n" }.joined())
        Table: { Type: AWS::DynamoDB::Table }
      """, parameters: parameters)
  }

  private static let regional = "EndpointType: MultiRegion\nAutoDeploymentMode: Disabled\n"
  private static let manual = "AutoDeploymentMode: Disabled\n"

  @Test func aFunctionHasARoleARevisionAndAnEndpoint() {
    let run = Self.run()
    #expect(run.findings.isEmpty)
    let made = ["Web", "WebRole", "WebRevision", "WebEndpoint"].compactMap { run.template[$0] }
    #expect(
      made.map(\.type) == [
        "AWS::Lambda::WebFunction", "AWS::IAM::Role", "AWS::Lambda::WebFunctionRevision",
        "AWS::Lambda::WebFunctionEndpoint",
      ])
    #expect(made.allSatisfy { $0.condition?.text == "Wanted" })
    #expect(made.map { $0.dependsOn.map(\.text) } == [["Table"], [], ["Web"], ["Web", "WebRevision"]])
    #expect(run.json.contains(#""ExecutionRoleArn":{"Fn::GetAtt":["WebRole","Arn"]},"TimeoutSeconds":30"#))
    #expect(run.json.contains("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"))
    #expect(run.json.contains(#""S3Object":{"Bucket":"bucket","Key":"code.zip"}"#))
    #expect(
      run.json.contains(#""RevisionWeights":[{"RevisionId":{"Fn::GetAtt":["WebRevision","RevisionId"]},"Weight":100}]"#)
    )
    #expect(run.template["WebEndpoint"]?["EndpointName"]?.string == "prod")
    #expect(run.template["WebEndpoint"]?["EndpointType"]?.string == "HomeRegion")
    #expect(run.template["WebEndpoint"]?["Regions"] == nil)
  }

  /// `Ref` would give the ARN, so that all three have the same text.
  @Test func theThreeShareAName() {
    let name =
      #""FunctionName":{"Fn::Sub":["Web-${StackIdSuffix}",{"StackIdSuffix":{"Fn::Select":[0,{"Fn::Split":["-","#
      + #"{"Fn::Select":[2,{"Fn::Split":["/",{"Ref":"AWS::StackId"}]}]}]}]}}]}"#
    #expect(Self.run().json.ranges(of: name).count == 3)
    #expect(Self.run("FunctionName: shop\n").json.ranges(of: #""FunctionName":"shop""#).count == 3)
  }

  @Test func aLongLogicalIDIsCut() {
    let id = String(repeating: "Web", count: 30)
    let run = SAMRun(
      "Resources:\n  \(id): { Type: AWS::Serverless::WebFunction, Properties: { AuthType: IamAuth, Runtime: r, CodeUri: s3://b/k } }\n"
    )
    #expect(run.json.contains(#""Fn::Sub":["\#(id.prefix(55))-${StackIdSuffix}""#))
  }

  @Test func settingsArePassedOn() {
    let run = Self.run(
      """
      ExecutionRoleArn: arn:role
      Timeout: 60
      EntryPoint: server.js
      EnvironmentVariables: { PORT: 8080, DEBUG: true, RATE: 1.50, TABLE: !Ref Table }
      LoggingConfig: { LogGroup: web }
      EgressNetworkConnectorArn: arn:aws:lambda:eu-west-1:123456789012:network-connector:way:1

      """)
    #expect(run.template["WebRole"] == nil)
    #expect(
      run.json.contains(
        #""EnvironmentVariables":{"PORT":"8080","DEBUG":"true","RATE":"1.5","TABLE":{"Ref":"Table"},"#
          + #""AWS_LAMBDA_NODEJS_ENTRYPOINT":"server.js"},"TelemetryConfig":{"LoggingConfig":{"LogGroup":"web"}},"#
          + #""EgressNetworkConnectorArn":"arn:aws:lambda:eu-west-1:123456789012:network-connector:way:1","TimeoutSeconds":60"#
      ))
  }

  @Test func weightsAreItems() {
    let run = Self.run(Self.manual + "RevisionWeights: { old: 90, new: 10 }\n")
    #expect(
      run.json.contains(
        #""RevisionWeights":[{"RevisionId":"old","Weight":90},{"RevisionId":"new","Weight":10}]"#))
  }

  @Test(
    arguments: [
      ("[CA, ca-central-1, sa]", ["ca-central-1", "sa-east-1"]),
      (
        "{ IncludeRegions: [US, CA], ExcludeRegions: [us-west-1, us-west-2] }",
        ["ca-central-1", "us-east-1", "us-east-2"]
      ),
      ("{ IncludeRegions: [EU], ExcludeRegions: [ALL_STANDARD] }", []),
      ("[]", []),
    ])
  func groupsOfRegionsAreTheirRegions(written: String, regions: [String]) {
    let run = Self.run(Self.regional + "ReplicaRegions: \(written)\n")
    #expect(run.template["WebEndpoint"]?["Regions"]?.list?.compactMap(\.string) == regions)
  }

  /// What the deployment will give is taken to fit what is written.
  @Test(arguments: ["", "RevisionWeights: { old: 100 }\n", "EndpointType: PerRegion\n"])
  func aModeThatIsNotGivenYetFits(more: String) {
    let head = "Parameters: { Mode: { Type: String, AllowedValues: [LatestRevision, Disabled] } }"
    let run = Self.run("AutoDeploymentMode: !Ref Mode\n" + more, head: head)
    #expect(run.findings.map(\.rule.code) == ["STK243"])
    #expect(run.template["WebEndpoint"]?.type == "AWS::Lambda::WebFunctionEndpoint")
    let given = Self.run("AutoDeploymentMode: !Ref Mode\n", head: head, parameters: ["Mode": "Disabled"])
    #expect(given.quoted.count == 1)
  }

  @Test(
    arguments: [
      (
        "AutoDeploymentMode: Always",
        "'AutoDeploymentMode' must be one of ['LatestRevision', 'Disabled'], got 'Always'.",
        "Always"
      ),
      (
        "AutoDeploymentMode: !If [Wanted, Disabled, LatestRevision]",
        "'AutoDeploymentMode' must resolve to one of ['LatestRevision', 'Disabled'] at transform time; unresolved intrinsic "
          + "functions are not supported because it is not passed through to CloudFormation.",
        "[Wanted, Disabled, LatestRevision]"
      ),
      (
        "RevisionWeights: { a: 100 }",
        "'RevisionWeights' cannot be specified when 'AutoDeploymentMode' is 'LatestRevision'.", "{ a: 100 }"
      ),
      (
        "EndpointType: PerRegion", "'AutoDeploymentMode' must be 'Disabled' when 'EndpointType' is 'PerRegion'.",
        "PerRegion"
      ),
      (
        "AutoDeploymentMode: Disabled",
        "'RevisionWeights' must be specified when 'AutoDeploymentMode' is 'Disabled'. Set 'AutoDeploymentMode' to "
          + "'LatestRevision' to route all traffic to the latest revision.", "Disabled"
      ),
      ("Timeout: 901", "'Timeout' must be an integer between 3 and 900.", "901"),
      ("Timeout: soon", "Type of property 'Timeout' is invalid.", "soon"),
      (
        "EnvironmentVariables: { _KEY: a }",
        "Environment variable key '_KEY' must match pattern '^[a-zA-Z][a-zA-Z0-9_]*$'.", "_KEY"
      ),
      ("EnvironmentVariables: { KEY: '' }", "Environment variable 'KEY' value must not be empty.", "''"),
      (
        "EgressNetworkConnectorArn: arn:aws:lambda:eu-west-1:123456789012:network-connector:way",
        "'EgressNetworkConnectorArn' must be a version-qualified network-connector ARN (ending in ':<version>', e.g. the "
          + "connector's LatestVersionArn).", "arn:aws:lambda:eu-west-1:123456789012:network-connector:way"
      ),
      (
        "Tags: { 'lambda:createdBy': me }",
        "lambda:createdBy is a reserved Tag key name and cannot be set on your resource. Please change the tag key in the "
          + "input.", "'lambda:createdBy'"
      ),
      ("InlineCode: x", "Only one of 'InlineCode' or 'CodeUri' can be set.", "x"),
      ("ReplicaRegions: [EU, Mars]", "Unknown region key or code: 'Mars'.", "Mars"),
      (
        "ReplicaRegions: { Include: [EU] }",
        "'ReplicaRegions' contains unrecognized keys: ['Include']. Valid keys are: IncludeRegions, ExcludeRegions.",
        "Include"
      ),
      (
        "ReplicaRegions: { ExcludeRegions: [EU] }",
        "'ExcludeRegions' requires 'IncludeRegions' to also be specified in 'ReplicaRegions'.", "[EU]"
      ),
    ])
  func whatIsWrongIsToldWhereItStands(more: String, sentence: String, marked: String) {
    let run = Self.run(more)
    #expect(run.quoted == ["Resource with id [Web] is invalid. \(sentence)"])
    #expect(run.marked == [marked])
  }

  @Test(
    arguments: [
      ("[a]", "must be a map of revision IDs to weights (e.g., {\"rev-id\": 100}).", "[a]"),
      ("{ a: half, b: 50 }", "values must be integers or intrinsic functions.", "half"),
      ("{ a: 100, b: 0 }", "values must be between 1 and 100, got 0.", "0"),
      ("{ a: 50, b: 30, c: 20 }", "supports a maximum of 2 entries.", "c"),
      ("{ a: 50, b: 30 }", "values must sum to 100, got 80.", "{ a: 50, b: 30 }"),
    ])
  func weightsAreChecked(weights: String, sentence: String, marked: String) {
    let run = Self.run(Self.manual + "RevisionWeights: \(weights)\n")
    #expect(run.quoted == ["Resource with id [Web] is invalid. 'RevisionWeights' \(sentence)"])
    #expect(run.marked == [marked])
  }

  @Test(
    arguments: [
      ("", "Either 'InlineCode' or 'CodeUri' must be set."),
      (
        "InlineCode: x\n",
        "'InlineCode' is not yet supported for 'AWS::Serverless::WebFunction'. Please use 'CodeUri' instead."
      ),
      (
        "CodeUri: ./src\n",
        "'CodeUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter."
      ),
    ])
  func theCodeLiesInS3(code: String, sentence: String) {
    #expect(Self.run(code: code).quoted == ["Resource with id [Web] is invalid. \(sentence)"])
  }
}
