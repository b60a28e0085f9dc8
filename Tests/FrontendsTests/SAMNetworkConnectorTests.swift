import Frontends
import Template
import Testing

/// What SAM's transform makes of `AWS::Serverless::NetworkConnector`.
@Suite struct SAMNetworkConnectorTests {
  private static let network = "{ SubnetIds: [subnet-1], SecurityGroupIds: [sg-1], NetworkProtocol: IPv4 }"

  /// A connector, with more properties.
  private static func run(_ more: String = "", network: String = network, region: String? = nil) -> SAMRun {
    SAMRun(
      """
      Resources:
        Way:
          Type: AWS::Serverless::NetworkConnector
          DeletionPolicy: Retain
          Properties:
            VpcConfig: \(network)
      \(more.split(separator: "\n").map { "      \($0)\n" }.joined())
      """, region: region)
  }

  @Test func aConnectorHasARoleThatMakesItsInterfaces() {
    let run = Self.run()
    #expect(run.findings.isEmpty)
    #expect(run.template.resources.map(\.logicalID) == ["Way", "WayOperatorRole"])
    #expect(
      run.json.contains(
        #""ManagedPolicyArns":["arn:aws:iam::aws:policy/AWSLambdaNetworkConnectorOperatorPolicy"]"#))
    #expect(run.json.contains(#""OperatorRole":{"Fn::GetAtt":["WayOperatorRole","Arn"]}"#))
    #expect(run.template["WayOperatorRole"]?.attributes["DeletionPolicy"]?.string == "Retain")
    let connector = run.template["Way"]
    #expect(connector?.type == "AWS::Lambda::NetworkConnector")
    #expect(connector?["Name"] == nil)
    let egress = connector?["Configuration"]?["VpcEgressConfiguration"]
    #expect(egress?["SubnetIds"]?.list?.compactMap(\.string) == ["subnet-1"])
    #expect(egress?["AssociatedComputeResourceTypes"]?.list?.compactMap(\.string) == ["MicroVm"])
  }

  @Test func whatIsGivenIsPassedOn() {
    let run = Self.run(
      "Name: way\nComputeTypes: [WebFunction]\nOperatorRole: arn:role\nTags: { Team: shop, 'lambda:createdBy': me }\n")
    #expect(run.template.resources.map(\.logicalID) == ["Way"])
    #expect(run.template["Way"]?["Name"]?.string == "way")
    #expect(run.template["Way"]?["OperatorRole"]?.string == "arn:role")
    #expect(run.json.contains(#""AssociatedComputeResourceTypes":["WebFunction"]"#))
    #expect(
      run.json.contains(
        #""Tags":[{"Key":"Team","Value":"shop"},{"Key":"lambda:createdBy","Value":"SAM"}]"#))
  }

  /// Tags that are passed on go over SAM's own mark.
  @Test func tagsArePassedOn() {
    let run = Self.run("Tags: { 'lambda:createdBy': me }\nPropagateTags: true\n")
    let tags = #""Tags":[{"Key":"lambda:createdBy","Value":"me"}]"#
    #expect(run.template["WayOperatorRole"]?["Tags"]?.list?.count == 1)
    #expect(run.json.ranges(of: tags).count == 2)
  }

  @Test func thePolicyIsOneOfThePartition() {
    let run = Self.run(region: "cn-north-1")
    #expect(run.json.contains("arn:aws-cn:iam::aws:policy/AWSLambdaNetworkConnectorOperatorPolicy"))
  }

  @Test(
    arguments: [
      ("ComputeTypes: []", "'ComputeTypes' must contain exactly one value, got 0.", "[]"),
      (
        "ComputeTypes: [MicroVm, WebFunction]", "'ComputeTypes' must contain exactly one value, got 2.",
        "[MicroVm, WebFunction]"
      ),
      (
        "ComputeTypes: [Function]", "'ComputeTypes' values must be one of ['MicroVm', 'WebFunction'], got 'Function'.",
        "Function"
      ),
      ("ComputeTypes: [5]", "Property 'ComputeTypes.0' value is not a valid dict.", "5"),
      ("ComputeTypes: MicroVm", "Type of property 'ComputeTypes' is invalid.", "MicroVm"),
      ("PropagateTags: maybe", "Type of property 'PropagateTags' is invalid.", "maybe"),
    ])
  func propertiesAreChecked(more: String, sentence: String, marked: String) {
    let run = Self.run(more)
    #expect(run.quoted == ["Resource with id [Way] is invalid. \(sentence)"])
    #expect(run.marked == [marked])
  }

  @Test(
    arguments: [
      (
        "{ SubnetIds: subnet-1, SecurityGroupIds: [sg-1] }",
        "Property 'VpcConfig.SubnetIds' value is not a valid list. Property 'VpcConfig.NetworkProtocol' is required.",
        "subnet-1"
      ),
      (
        "{ SubnetIds: [a], SecurityGroupIds: [b], NetworkProtocol: IPv5 }",
        "Property 'VpcConfig.NetworkProtocol' value is not a valid dict.", "IPv5"
      ),
      (
        "{ SubnetIds: [a], SecurityGroupIds: [b], NetworkProtocol: IPv4, Vpc: c }",
        "Property 'VpcConfig.Vpc' is an invalid property.", "Vpc"
      ),
    ])
  func theNetworkIsChecked(network: String, sentence: String, marked: String) {
    let run = Self.run(network: network)
    #expect(run.quoted == ["Resource with id [Way] is invalid. \(sentence)"])
    #expect(run.marked == [marked])
  }
}
