import Diagnostics
import Frontends
import Source
import Template
import Testing
import YAML

/// How CloudFormation templates are read: every section, every value with its place, and one finding for one fault.
@Suite struct TemplateReadingTests {
  private struct Reading {
    let template: StackTemplate
    let findings: [Diagnostic]
    let sources: SourceMap

    init(_ text: String) {
      var sources = SourceMap()
      var findings = Findings()
      let file = SourceFile(path: "template.yaml", text: text)
      let tree = SyntaxTree.parse(file, id: sources.add(file), into: &findings)
      template = CloudFormationFile.lower(tree, into: &findings)
      self.findings = findings.diagnostics
      self.sources = sources
    }

    /// The findings as `CODE text at the place`.
    var told: [String] { findings.map { "\($0.rule.code) \(sources.text($0.span))" } }
  }

  private static func isTemplate(_ text: String) -> Bool {
    var findings = Findings()
    return CloudFormationFile.isTemplate(
      SyntaxTree.parse(SourceFile(path: "a.yaml", text: text), id: SourceID(0), into: &findings))
  }

  @Test func isToldFromAStackFileByItsKeys() {
    #expect(Self.isTemplate("Resources: {}\n"))
    #expect(Self.isTemplate("{\"AWSTemplateFormatVersion\": \"2010-09-09\"}"))
    #expect(Self.isTemplate("Transform: AWS::Serverless-2016-10-31\n"))
    #expect(!Self.isTemplate("resources: {}\nqueues: {}\n"))
    #expect(!Self.isTemplate("- Resources\n"))
  }

  /// "Fn::GetStackOutput", AWS CloudFormation Template Reference.
  @Test(
    arguments: [
      ("Fn::GetStackOutput: { StackName: net, OutputName: VpcId }", []),
      ("!GetStackOutput { StackName: net, OutputName: VpcId, Region: eu-west-1, RoleArn: arn }", []),
      ("Fn::GetStackOutput: { StackName: !Sub \"${AWS::StackName}-net\", OutputName: { Ref: Name } }", []),
      ("Fn::GetStackOutput: { StackName: net }", ["STK306 { StackName: net }"]),
      ("Fn::GetStackOutput: [net, VpcId]", ["STK306 [net, VpcId]"]),
      ("!GetStackOutput net.VpcId", ["STK306 net.VpcId"]),
      ("Fn::GetStackOutput: { StackName: net, OutputName: VpcId, Regoin: x }", ["STK306 Regoin"]),
      ("Fn::GetStackOutput: { StackName: [net], OutputName: VpcId }", ["STK306 [net]"]),
      ("!GetStackOutput { StackName: !Ref Net, OutputName: VpcId }", ["STK306 !Ref"]),
    ] as [(String, [String])])
  func outputsOfOtherStacks(call: String, expected: [String]) {
    let value = call.hasPrefix("!") ? call : "{ \(call) }"
    let reading = Reading("Resources: { Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: \(value) } } }\n")
    #expect(reading.told == expected)
    guard expected.isEmpty else { return }
    let function = reading.template["Jobs"]?["QueueName"]?.intrinsic
    #expect(function?.function == .getStackOutput && function?.argument["OutputName"] != nil)
  }

  /// A function that takes a text takes none that is a number, or that another function would make.
  @Test(
    arguments: [
      ("{ Ref: 12 }", ["STK306 12"]), ("{ Ref: !Sub Stage }", ["STK306 Stage"]),
      ("{ Fn::Sub: 12 }", ["STK306 12"]), ("{ Fn::Sub: !Ref Stage }", ["STK306 Stage"]),
      ("{ Fn::Sub: [!Ref Stage, { A: b }] }", ["STK306 [!Ref Stage, { A: b }]"]),
      ("{ Fn::GetAtt: !Sub Jobs.Arn }", ["STK306 Jobs.Arn"]),
      ("{ Fn::Base64: { Fn::Sub: !Embed file } }", ["STK305 !Embed"]),
      ("!Sub 12", []), ("{ Fn::Sub: \"12\" }", []), ("{ Fn::Sub: [\"${A}\", { A: b }] }", []),
    ] as [(String, [String])])
  func textsOfFunctions(call: String, expected: [String]) {
    #expect(
      Reading("Resources: { Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: \(call) } } }\n").told == expected)
  }

  /// CloudFormation reads YAML 1.1: some words without quotes are truth values.
  @Test(arguments: [
    ("yes", "truth true"), ("Off", "truth false"), ("\"yes\"", "text yes"), ("yep", "text yep"), ("!Sub yes", "call"),
  ])
  func wordsThatAreTruthValues(written: String, expected: String) {
    let reading = Reading("Resources: { Jobs: { Type: AWS::SQS::Queue, Properties: { FifoQueue: \(written) } } }\n")
    let read =
      switch reading.template["Jobs"]?["FifoQueue"]?.kind {
      case .bool(let value): "truth \(value)"
      case .string(let text): "text \(text)"
      case .intrinsic: "call"
      default: "nothing"
      }
    #expect(read == expected)
  }

  /// What a loop goes through is used, though nothing refers to it once the loop is written out.
  @Test func collectionsOfLoopsAreUsed() {
    let reading = Reading(
      """
      Transform: AWS::LanguageExtensions
      Parameters: { Stages: { Type: CommaDelimitedList, Default: "dev,prod" } }
      Mappings: { Names: { of: { all: [x, y] } } }
      Resources:
        Fn::ForEach::Queues: [Stage, !Ref Stages, { "Q${Stage}": { Type: AWS::SQS::Queue } }]
        Fn::ForEach::Topics: [Name, !FindInMap [Names, of, all], { "T${Name}": { Type: AWS::SNS::Topic } }]

      """)
    #expect(reading.template.namesUsed == ["Stages", "Names"])
  }

  /// With the language extensions a call may stand there; it is read as the call that it is.
  @Test func languageExtensionsTakeCalls() {
    let reading = Reading(
      """
      Transform: AWS::LanguageExtensions
      Resources: { Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: { Ref: !Sub A } } } }

      """)
    #expect(reading.told.isEmpty)
    #expect(reading.template["Jobs"]?["QueueName"]?.intrinsic?.argument.intrinsic?.function == .sub)
  }

  /// What AWS has no transform for is read as the one that was meant.
  @Test(
    arguments: [
      ("AWS::Serverless-2016-10-13", "AWS::Serverless-2016-10-31"),
      ("aws::languageextensions", "AWS::LanguageExtensions"),
    ])
  func transformsOfAWS(written: String, meant: String) {
    let reading = Reading("Transform: \(written)\nResources: {}\n")
    #expect(reading.told == ["STK363 \(written)"])
    #expect(reading.template.transforms.map(\.text) == [meant])
  }

  /// `Fn::If` may choose between whole sets of properties: each is then chosen for itself.
  @Test func propertiesMayBeChosen() {
    let reading = Reading(
      """
      Conditions: { IsProd: !Equals [!Ref "AWS::Region", eu-west-1] }
      Resources:
        Jobs:
          Type: AWS::SQS::Queue
          Properties: !If [IsProd, { QueueName: jobs, DelaySeconds: 1 }, { QueueName: test }]

      """)
    #expect(reading.told == [])
    let jobs = reading.template["Jobs"]
    #expect(jobs?["QueueName"]?.intrinsic?.argument(2)?.string == "test")
    #expect(jobs?["DelaySeconds"]?.intrinsic?.argument(2)?.isNoValue == true)
  }

  @Test func readsEverySectionWithPlaces() throws {
    let reading = Reading(
      """
      AWSTemplateFormatVersion: 2010-09-09
      Description: Orders
      Metadata: { Owner: shop }
      Parameters:
        Stage: { Type: String, Default: dev }
      Rules:
        Known: { Assertions: [{ Assert: !Contains [[dev], !Ref Stage] }] }
      Mappings:
        Delays: { dev: { seconds: 5 } }
      Conditions:
        IsProd: !Equals [!Ref Stage, prod]
        Both: !And [{ Condition: IsProd }, !Condition IsProd]
      Resources:
        Jobs:
          Type: "AWS::SQS::Queue"
          Condition: IsProd
          DependsOn: [Failed]
          DeletionPolicy: Retain
          Properties:
            DelaySeconds: !FindInMap [Delays, dev, seconds]
        Failed: { Type: AWS::SQS::Queue }
      Outputs:
        Url: { Value: !GetAtt Jobs.QueueUrl, Export: { Name: jobs } }
      """)
    #expect(reading.told.isEmpty)
    let template = reading.template
    let jobs = try #require(template["Jobs"])
    #expect(jobs.type == "AWS::SQS::Queue")
    #expect(reading.sources.text(jobs.typeSpan) == "AWS::SQS::Queue")
    #expect(reading.sources.text(jobs.span) == "Jobs")
    #expect(reading.sources.text(jobs.extent).hasSuffix("!FindInMap [Delays, dev, seconds]"))
    #expect(jobs.condition?.text == "IsProd")
    #expect(jobs.dependsOn.map(\.text) == ["Failed"])
    #expect(jobs.attributes["DeletionPolicy"]?.string == "Retain")
    #expect(jobs["DelaySeconds"]?.intrinsic?.function == .findInMap)
    #expect(template.conditions["Both"]?.intrinsic?.argument(0)?.intrinsic?.function == .condition)
    #expect(template.rules["Known"] != nil)
    #expect(template.parameter("Stage")?.defaultValue?.string == "dev")
    #expect(template.mappings["Delays"]?["dev"]?["seconds"]?.integer == 5)
    #expect(template.outputs.map(\.name.text) == ["Url"])
    #expect(template.isWrittenAsTemplate && template.unexpanded.isEmpty)
  }

  /// A call in its long form whose argument is one in its short form.
  @Test func callsWithinCallsAreKept() {
    let reading = Reading(
      """
      Resources:
        Host:
          Type: AWS::EC2::Instance
          Properties:
            UserData:
              Fn::Base64: !Sub |
                echo ${AWS::StackId}
            SubnetId:
              Fn::ImportValue: !Sub "${AWS::StackName}-subnet"
            AvailabilityZone:
              Fn::Select: [0, { "Fn::GetAZs": !Ref AWS::Region }]

      """)
    let host = reading.template["Host"]
    #expect(host?["UserData"]?.intrinsic?.argument.intrinsic?.function == .sub)
    #expect(host?["SubnetId"]?.intrinsic?.argument.intrinsic?.function == .sub)
    #expect(host?["AvailabilityZone"]?.intrinsic?.argument(1)?.intrinsic?.argument.intrinsic?.function == .ref)
    #expect(reading.told.isEmpty)
  }

  @Test func readsJSONLikeYAML() {
    let reading = Reading(
      #"{"Resources": {"Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::Sub": "${AWS::StackName}-jobs"}}}}}"#
    )
    #expect(reading.told.isEmpty)
    #expect(reading.template["Jobs"]?["QueueName"]?.intrinsic?.function == .sub)
    #expect(reading.template["Jobs"].map { reading.sources.text($0.span) } == "Jobs")
  }

  @Test func takesTypesThatATransformMakesSomethingOf() {
    let reading = Reading(
      "Transform: AWS::Serverless-2016-10-31\nGlobals: { Function: { Timeout: 3 } }\nResources:\n  F: { Type: AWS::Serverless::Function, Properties: { Handler: a.b } }\n"
    )
    #expect(reading.told.isEmpty)
    #expect(reading.template["F"]?["Handler"]?.string == "a.b")
    #expect(reading.template.globals?["Function"] != nil)
    #expect(reading.template.transforms.map(\.text) == ["AWS::Serverless-2016-10-31"])
  }

  @Test(arguments: [
    ("Resources: []\n", ["STK203 []"]),
    ("Resource: {}\nTransform: []\n", ["STK201 Resource", "STK202 "]),
    ("Resources:\n  Jobs: {}\n", ["STK202 Jobs"]),
    ("Resources:\n  Jobs: { Type: 3 }\n", ["STK203 3"]),
    ("Resources:\n  My-Jobs: { Type: AWS::SQS::Queue }\n", ["STK207 My-Jobs"]),
    ("Resources:\n  Jobs: { Type: AWS::SQS::Queue, Propertys: {} }\n", ["STK201 Propertys"]),
    ("Resources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: !Join [a] } }\n", ["STK306 [a]"]),
    ("Resources: {}\nOutputs:\n  Url: { Valu: 3 }\n", ["STK201 Valu", "STK202 Url"]),
    ("Resources: {}\nParameters:\n  Stage: { Default: a }\n", ["STK202 Stage"]),
    ("Resources: {}\nConditions:\n  IsProd: yes please\n", ["STK203 yes please"]),
    ("Transform: !Ref Stage\nResources: {}\n", ["STK203 Stage"]),
    ("Transform: \"\"\nResources: {}\n", ["STK203 \"\""]),
    ("Transform: Company-Defaults\nResources: {}\n", []),
    ("Resources:\n  Jobs: { Type: \"\" }\n", ["STK203 \"\""]),
    ("Resources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: }\n", ["STK203 Properties"]),
    ("Resources:\n  Jobs: { Type: AWS::SQS::Queue, Metadata: !Base64 x }\n", ["STK203 x"]),
    ("Resources: {}\nParameters:\n  A: { Type: String, Description: [a] }\n", ["STK203 [a]"]),
    ("Resources: {}\nParameters:\n  A: { Type: String, MaxLength: many }\n", ["STK203 many"]),
    ("Resources: {}\nParameters:\n  A: { Type: String, NoEcho: maybe }\n", ["STK203 maybe"]),
    ("Resources: {}\nParameters:\n  A: { Type: String, AllowedValues: a }\n", ["STK203 a"]),
    (
      "Resources: {}\nParameters:\n  A: { Type: Number, MinValue: \"1.5\", NoEcho: \"TRUE\", AllowedValues: [1, 2] }\n",
      []
    ),
  ]) func tellsEachFaultOnce(text: String, told: [String]) {
    #expect(Reading(text).told == told)
  }
}
