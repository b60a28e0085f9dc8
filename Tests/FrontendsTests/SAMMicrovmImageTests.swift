import Diagnostics
import Frontends
import Template
import Testing

/// What SAM's transform makes of `AWS::Serverless::MicrovmImage`.
@Suite struct SAMMicrovmImageTests {
  /// An image, with more properties or others.
  private static func run(_ more: String = "", code: String = "s3://bucket/path/code.zip", head: String = "") -> SAMRun
  {
    SAMRun(
      """
      \(head)
      Resources:
        Image:
          Type: AWS::Serverless::MicrovmImage
          Condition: Wanted
          Properties:
            Name: image
            CodeUri: \(code)
            BaseImageArn: arn:base
            BaseImageVersion: "1"
      \(more.split(separator: "\n").map { "      \($0)\n" }.joined())
      """)
  }

  @Test func anImageHasARoleThatReadsItsBucket() {
    let run = Self.run()
    #expect(run.findings.isEmpty)
    #expect(run.template.resources.map(\.logicalID) == ["Image", "ImageBuildRole"])
    let role = run.template["ImageBuildRole"]
    #expect(role?.type == "AWS::IAM::Role")
    #expect(role?.condition?.text == "Wanted")
    #expect(run.template["Image"]?["BuildRoleArn"]?.intrinsic?.function == .getAtt)
    #expect(
      run.json.contains(
        #""Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"#
          + #""Resource":{"Fn::Sub":"arn:${AWS::Partition}:s3:::bucket/*"}},{"Effect":"Allow","#
          + #""Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]"#))
    #expect(run.json.contains(#""Principal":{"Service":["lambda.amazonaws.com"]}"#))
  }

  @Test func whatCloudFormationRequiresIsEmptyUnlessGiven() {
    let image = Self.run().template["Image"]
    #expect(image?.type == "AWS::Lambda::MicrovmImage")
    #expect(image?["CodeArtifact"]?["Uri"]?.string == "s3://bucket/path/code.zip")
    #expect(image?["Description"]?.string == "")
    for name in ["EgressNetworkConnectors", "CpuConfigurations", "Resources", "AdditionalOsCapabilities"] {
      #expect(image?[name]?.list?.isEmpty == true)
    }
    #expect(image?["Logging"]?.map?.entries.isEmpty == true)
    #expect(image?["EnvironmentVariables"]?.list?.isEmpty == true)
  }

  @Test func variablesAndTagsAreItems() {
    let run = Self.run("EnvironmentVariables: { MODE: fast }\nTags: { Team: shop }\nPropagateTags: true\n")
    #expect(run.json.contains(#""EnvironmentVariables":[{"Key":"MODE","Value":"fast"}]"#))
    let mark = #"{"Key":"lambda:createdBy","Value":"SAM"}"#
    let team = #"{"Key":"Team","Value":"shop"}"#
    #expect(run.json.contains("\"Tags\":[\(team),\(mark)]"))
    #expect(run.json.contains("\"Tags\":[\(mark),\(team)]"))
  }

  @Test func aRoleThatIsGivenIsTaken() {
    let run = Self.run("BuildRoleArn: arn:role\n")
    #expect(run.template.resources.map(\.logicalID) == ["Image"])
    #expect(run.template["Image"]?["BuildRoleArn"]?.string == "arn:role")
  }

  /// A parameter's value is looked at for the role; the image keeps the reference.
  @Test func aBucketIsFoundInAParameter() {
    let run = Self.run(code: "!Ref Code", head: "Parameters: { Code: { Type: String, Default: s3://given/key } }")
    #expect(run.json.contains(#""Fn::Sub":"arn:${AWS::Partition}:s3:::given/*""#))
    #expect(run.json.contains(#""CodeArtifact":{"Uri":{"Ref":"Code"}}"#))
  }

  @Test func aBucketThatOnlyTheDeploymentKnowsIsTakenOutOfTheAddress() {
    let run = Self.run(code: "!Ref Code", head: "Parameters: { Code: { Type: String } }")
    #expect(run.findings.isEmpty)
    #expect(
      run.json.contains(
        #"{"Bucket":{"Fn::Select":[2,{"Fn::Split":["/",{"Ref":"Code"}]}]}}"#))
  }

  @Test func globalsAreMerged() {
    let run = Self.run(
      "Hooks: { MicrovmHooks: { Run: ENABLED } }\n", head: "Globals: { MicrovmImage: { Hooks: { Port: 8080 } } }")
    #expect(run.template["Image"]?["Hooks"]?["Port"]?.integer == 8080)
    #expect(run.template["Image"]?["Hooks"]?["MicrovmHooks"]?["Run"]?.string == "ENABLED")
  }

  @Test(
    arguments: [
      ("Other: 1", "property Other not defined for resource of type AWS::Serverless::MicrovmImage", "Other"),
      ("Hooks: [a]", "Property 'Hooks' should be a map.", "[a]"),
      (
        "Resources: { MinimumMemoryInMiB: 512 }", "Type of property 'Resources' is invalid.",
        "{ MinimumMemoryInMiB: 512 }"
      ),
      (
        "Logging: { Disabled: perhaps }", "Property 'Logging.Disabled' value could not be parsed to a boolean.",
        "perhaps"
      ),
      ("Resources: [{}]", "Property 'Resources.0.MinimumMemoryInMiB' is required.", "{}"),
      (
        "Resources: [{ MinimumMemoryInMiB: much }]",
        "Property 'Resources.0.MinimumMemoryInMiB' value must be dictionary or integer.", "much"
      ),
      (
        "CpuConfigurations: [{ Architecture: X86_64 }]",
        "Property 'CpuConfigurations.0.Architecture' value is not a valid dict.", "X86_64"
      ),
      ("EgressNetworkConnectors: [null]", "Property 'EgressNetworkConnectors.0' none is not an allowed value.", "null"),
      (
        "Hooks: { Port: any, Wake: 1 }",
        "Property 'Hooks.Port' value must be dictionary or integer. Property 'Hooks.Wake' is an invalid property.",
        "any"
      ),
    ])
  func propertiesAreCheckedInFullDepth(more: String, sentence: String, marked: String) {
    let run = Self.run(more)
    #expect(run.quoted == ["Resource with id [Image] is invalid. \(sentence)"])
    #expect(run.marked == [marked])
  }

  @Test func anAddressNeedsABucket() {
    let run = Self.run(code: "s3:///key")
    #expect(
      run.quoted == [
        "Resource with id [Image] is invalid. CodeUri must be a valid S3 URI with a bucket name (e.g. s3://bucket/key.zip)."
      ])
    #expect(run.marked == ["s3:///key"])
    #expect(run.findings.first?.message.contains("cannot be transformed: CodeUri must be") == true)
  }
}
