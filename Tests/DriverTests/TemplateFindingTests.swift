import Diagnostics
import Driver
import Source
import Template
import Testing

/// What the whole compiler says of the templates that people have.
@Suite struct TemplateFindingTests {
  static let sam = """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Intake:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.13
          Handler: app.f
          CodeUri: src/
          Policies: [{ SQSSendMessagePolicy: { QueueName: !GetAtt Jobs.QueueName } }]
      Bare: { Type: AWS::Serverless::Function, Properties: { Runtime: python3.13, Handler: app.f } }
      Jobs: { Type: AWS::SQS::Queue, Properties: { MessageRetentionPeriod: 1209600 } }

    """

  /// `sam package` puts an address in the place of the path, and a policy template of SAM has no place for a version.
  /// Many types are looked up in another way than few.
  @Test func manyTypesChangeNothing() {
    let queue = "  Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs, FifoQueue: true } }\n"
    let others = (0..<40).map { "  C\($0): { Type: Custom::T\($0), Properties: { ServiceToken: a } }\n" }.joined()
    func found(_ text: String) -> [String] { Compile.findings(Compile.text(text, path: "template.yaml")) }
    let alone = found("Resources:\n\(queue)")
    #expect(!alone.isEmpty)
    #expect(found("Resources:\n\(queue)\(others)") == alone)
  }

  /// The statements that SAM makes are AWS's; what is given to them is not.
  @Test func whatIsGivenToAnEventIsJudged() {
    let events = """
      Events:
              Work:
                Type: MQ
                Properties:
                  Broker: arn:aws:mq:eu-west-1:123456789012:broker:b:b-1
                  Queues: [work]
                  SourceAccessConfigurations: [{ Type: BASIC_AUTH, URI: YOUR_SECRET }]
      """
    let text = Self.sam.replacing(
      "Policies: [{ SQSSendMessagePolicy: { QueueName: !GetAtt Jobs.QueueName } }]", with: events)
    let found = Compile.findings(Compile.text(text, path: "template.yaml"))
    #expect(found.filter { $0.hasPrefix("STK8") } == ["STK820 YOUR_SECRET"])
  }

  /// When two events have one route, the one that SAM names need not be the one that is wrong: the other is shown too.
  @Test(arguments: ["Api", "HttpApi"]) func bothEventsOfARouteAreShown(type: String) throws {
    let text = Self.sam.replacing(
      "Policies: [{ SQSSendMessagePolicy: { QueueName: !GetAtt Jobs.QueueName } }]",
      with: "Events: { A: { Type: \(type), Properties: { Path: /a, Method: get } } }"
    ).replacing(
      "Bare: { Type: AWS::Serverless::Function, Properties: { Runtime: python3.13, Handler: app.f }",
      with: """
        Bare: { Type: AWS::Serverless::Function, Properties: { Runtime: python3.13, Handler: app.f, CodeUri: src/, Events: {
                  B: { Type: \(type), Properties: { Path: /a, Method: GET } } } }
        """)
    let compilation = Compile.text(text, path: "template.yaml")
    let found = try #require(compilation.findings.diagnostics.first { $0.rule.code == "STK240" })
    let places = [found.span] + found.notes.map(\.span)
    #expect(Set(places.map { compilation.sources.text($0).lowercased() }) == ["/a", "get"])
    let second = try #require(text.firstRange(of: "Bare"))
    let middle = text[..<second.lowerBound].utf8.count
    #expect(Set(places.map { Int($0.start) < middle }) == [true, false])
  }

  /// A key of JSON is named without its quotes, and a fault is told once as in YAML.
  @Test func keysAreNamedWithoutQuotes() {
    let function = """
      "Type": "AWS::Lambda::Function", "Properties": {
        "Role": "nobody", "Handler": "index.f", "Runtime": "python9.9", "Code": { "ZipFile": "x" }
      }
      """
    let compilation = Compile.text("{ \"Resources\": { \"Greet\": { \(function) } } }", path: "template.json")
    let found = compilation.findings.diagnostics.map { "\($0.rule.code) \($0.message)" }
    #expect(
      found == ["STK409 `Role` does not have the form it must have", "STK537 Lambda has no runtime `python9.9`"])
  }

  /// What the operations of an API's definition call is judged as routes are.
  @Test func definitionsOfAPIsHaveArrows() {
    func template(admits: String, calls: String = ":live", method: String = "POST", timeout: Int = 20) -> String {
      """
      Resources:
        Greet:
          Type: AWS::Lambda::Function
          Properties:
            Runtime: python3.13
            Handler: index.f
            Timeout: \(timeout)
            Role: arn:aws:iam::123456789012:role/greet
            Code: { ZipFile: "def f(event, context): return {}" }
        Version: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref Greet } }
        Live:
          Type: AWS::Lambda::Alias
          Properties: { Name: live, FunctionName: !Ref Greet, FunctionVersion: !GetAtt Version.Version }
        May:
          Type: AWS::Lambda::Permission
          Properties:
            FunctionName: \(admits)
            Action: lambda:InvokeFunction
            Principal: apigateway.amazonaws.com
            SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Shop}/*/GET/greetings/*
        Shop:
          Type: AWS::ApiGateway::RestApi
          Properties:
            Body:
              openapi: 3.0.1
              info: { title: shop, version: "1" }
              paths:
                /greetings/{name}/:
                  get:
                    x-amazon-apigateway-integration:
                      type: aws_proxy
                      httpMethod: \(method)
                      uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Greet.Arn}\(calls)/invocations

      """
    }
    func found(_ text: String) -> [String] {
      Compile.findings(Compile.text(text, path: "template.yaml")).map { String($0.prefix(6)) }
    }
    #expect(found(template(admits: "!Ref Live")) == [])
    #expect(found(template(admits: "!Ref Greet", calls: "")) == [])
    // The alias's own policy is asked, not the function's.
    #expect(found(template(admits: "!Ref Greet")) == ["STK701"])
    #expect(found(template(admits: "!Ref Live", calls: "")) == ["STK701"])
    // Which alias a stage variable names is not known.
    #expect(found(template(admits: "!Ref Greet", calls: ":${!stageVariables.alias}")) == [])
    #expect(found(template(admits: "!Ref Live", method: "GET")) == ["STK586"])
    #expect(found(template(admits: "!Ref Live", timeout: 60)) == ["STK562"])
  }

  @Test func pathsThatLieNowhereAreToldAndNotRefused() {
    let compilation = Compile.text(Self.sam, files: FilesInMemory(), path: "template.yaml")
    #expect(Compile.findings(compilation) == ["STK336 src/"])
    let template = compilation.template
    #expect(template?["Intake"]?["Code"]?["S3Key"]?.string == "src/")
    #expect(template?["Bare"]?["Code"]?["S3Key"]?.string == ".")
    #expect(template?["Intake"]?.type == "AWS::Lambda::Function")
  }

  /// A file takes the place of `AWS::Include`, and what is wrong in it stands there.
  @Test func filesAreIncluded() {
    let files = FilesInMemory([
      "more.yaml": "More: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: 1000 } }\n",
      "sections.yaml": "Outputs: { Url: { Value: !Ref More } }\n",
      "deep.yaml": "Fn::Transform: { Name: AWS::Include, Parameters: { Location: more.yaml } }\n",
    ])
    func compiled(_ text: String) -> Compilation { Compile.text(text, files: files, path: "template.yaml") }
    func include(_ place: String) -> String { "{ Name: AWS::Include, Parameters: { Location: \(place) } }" }
    let whole = compiled(
      "Transform: \(include("sections.yaml"))\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\n  Fn::Transform: \(include("more.yaml"))\n"
    )
    #expect(Compile.findings(whole) == ["STK406 1000"])
    #expect(whole.template?.resources.map(\.logicalID).sorted() == ["Jobs", "More"])
    #expect(whole.template?.outputs.map(\.name.text) == ["Url"])
    #expect(whole.template?.transforms.isEmpty == true)
    // What lies in a bucket, and what is not there, is AWS's to put in.
    for place in ["s3://bucket/more.yaml", "none.yaml"] {
      let open = compiled("Resources:\n  Jobs: { Type: AWS::SQS::Queue }\n  Fn::Transform: \(include(place))\n")
      #expect(Compile.findings(open).map { $0.prefix(6) } == ["STK330"], "\(place)")
    }
    let deep = compiled("Resources:\n  Jobs: { Type: AWS::SQS::Queue }\n  Fn::Transform: \(include("deep.yaml"))\n")
    #expect(Compile.findings(deep).contains { $0.hasPrefix("STK353") })
  }

  /// What AWS puts into one resource changes nothing about the others; but it may use what nothing else does.
  @Test func whatIsIncludedInAResourceExcusesNoOther() {
    let text = """
      Parameters: { Stage: { Type: String } }
      Resources:
        Api:
          Type: AWS::ApiGateway::RestApi
          Properties: { Body: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://b/api.yaml } } } }
        Jobs: { Type: AWS::SQS::Queue, DependsOn: Jobs, Properties: { QueueName: !Ref Missing } }

      """
    let compilation = Compile.text(text, path: "template.yaml")
    #expect(Set(Compile.findings(compilation)) == ["STK330 Properties", "STK318 Jobs", "STK310 Missing"])
    #expect(compilation.template?.includedParts.isEmpty == false)
  }

  /// What a function gives is told where it cannot be what the property takes.
  @Test(arguments: [
    ("Description: !Split [\",\", \"a,b\"]", ["STK404 [\",\", \"a,b\"]"]),
    ("Environment: !Join [\"\", [a]]", ["STK404 [\"\", [a]]"]),
    ("Layers: !Ref One", ["STK404 One"]),
    ("Layers: !Ref Many", []),
    ("Layers: !Ref Stored", []),
    ("Description: !Ref Many", ["STK404 Many"]),
    ("Layers: !GetAtt Role.Arn", ["STK404 Arn"]),
    ("MemorySize: !Ref One", []),
  ]) func functionsGiveWhatIsTaken(property: String, told: [String]) {
    let text = """
      Parameters:
        One: { Type: String }
        Many: { Type: CommaDelimitedList }
        Stored: { Type: "AWS::SSM::Parameter::Value<List<String>>" }
      Resources:
        Role: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] } } }
        Work:
          Type: AWS::Lambda::Function
          Properties: { Role: !GetAtt Role.Arn, Code: { S3Bucket: bucket, S3Key: key }, Runtime: python3.13, Handler: a.b, \(property) }

      """
    #expect(Compile.findings(Compile.text(text, path: "template.yaml")).filter { $0.hasPrefix("STK404") } == told)
  }

  /// Arguments of functions, each with what it is instead of what it must be.
  @Test(arguments: [
    ("!Join [[], [a]]", ["[]"]), ("!Join [\",\", x]", ["x"]), ("!Join [\",\", [{ a: b }]]", ["{ a: b }"]),
    ("!Join [\",\", [!GetAZs \"\"]]", ["\"\""]), ("!Join [\",\", [!Ref Many]]", ["Many"]),
    ("!Join [\",\", !Ref Many]", []), ("!Join [\",\", !Ref One]", ["One"]),
    ("!Join [\",\", !If [Is, [a], b]]", ["b"]), ("!Join [\",\", [!Ref AWS::NoValue, a]]", []),
    ("!Select [a, [b]]", ["a"]), ("!Select [1, [b]]", ["1"]), ("!Select [\"0\", [b]]", []),
    ("!Select [!Ref One, [b]]", []), ("!Select [!Sub \"0\", [b]]", ["\"0\""]), ("!Select [0, b]", ["b"]),
    ("!Select [0, !Split [!Ref One, a]]", ["One"]), ("!Select [0, !Split [\",\", !Ref One]]", []),
    ("!Select [0, !Cidr [10.0.0.0/16, 300, 8]]", ["300"]), ("!Select [0, !Cidr [10.0.0.0/16, 4, 129]]", ["129"]),
    ("!Base64 { \"Fn::GetAZs\": \"\" }", ["{ \"Fn::GetAZs\": \"\" }"]),
    ("!Sub [\"${a}\", { a: [b] }]", ["[b]"]), ("!Sub [\"${a}\", { a: !Ref Many }]", ["Many"]),
    ("!FindInMap [M, !Sub a, b]", ["a"]), ("!FindInMap [M, !Ref One, b]", []),
  ]) func functionsTakeWhatTheirPagesSay(call: String, told: [String]) {
    let text = """
      Parameters: { One: { Type: String }, Many: { Type: CommaDelimitedList } }
      Mappings: { M: { a: { b: c } } }
      Conditions: { Is: !Equals [!Ref One, a] }
      Resources: { Jobs: { Type: AWS::SQS::Queue, Condition: Is, Properties: { QueueName: \(call) } } }

      """
    let found = Compile.findings(Compile.text(text, path: "template.yaml")).filter { $0.hasPrefix("STK345") }
    #expect(found == told.map { "STK345 \($0)" })
  }

  /// SAM leaves the metadata of a layer out; what it says of the layer's sources, and to cfn-lint, holds all the same.
  @Test func layersThatMustBeBuilt() {
    let text = """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Shared:
          Type: AWS::Serverless::LayerVersion
          Metadata: { BuildMethod: python3.13 }
          Properties: { ContentUri: layers/shared }

      """
    #expect(Compile.findings(Compile.text(text, path: "template.yaml")).contains("STK342 layers/shared"))
    let unwanted = text.replacing("BuildMethod: python3.13", with: "cfn-lint: { config: { ignore_checks: [E3030] } }")
      .replacing("layers/shared", with: "s3://bucket/key, CompatibleRuntimes: [python99]")
    #expect(Compile.findings(Compile.text(unwanted, path: "template.yaml")).isEmpty)
  }

  /// SAM makes an API of AppSync of what it knows; what is misspelt would be gone without a word.
  @Test func whatSAMLeavesOutIsTold() {
    let text = """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Api:
          Type: AWS::Serverless::GraphQLApi
          Properties: { Auth: { Type: API_KEY }, SchemaInline: "type Query { a: String }", XRayEnabled: true }

      """
    let compilation = Compile.text(text, path: "template.yaml")
    let told = compilation.findings.diagnostics.filter { $0.rule.code == "STK244" }
    #expect(told.map(\.severity) == [.warning])
    #expect(told.first?.fixes.first?.edits.first?.replacement == "XrayEnabled")
  }

  /// Ids follow from the value: what were built without it would be another stack.
  @Test func isNotBuiltWithoutAValueThatIdsFollowFrom() {
    let text = """
      Transform: AWS::Serverless-2016-10-31
      Parameters: { Stage: { Type: String } }
      Resources:
        Greet:
          Type: AWS::Serverless::Function
          Properties: { Runtime: python3.13, Handler: app.f, CodeUri: s3://bucket/k.zip, AutoPublishAlias: !Ref Stage }

      """
    var compilation = Compile.text(text, files: FilesInMemory(), path: "template.yaml")
    #expect(Compile.findings(compilation) == ["STK243 Stage"])
    #expect(compilation.isDeployable)
    let outputs = StackBuilder(folder: ".").build(&compilation, products: [.template], options: Compile.options)
    #expect(outputs.isEmpty)
    #expect(!compilation.isDeployable)
  }

  @Test func pathsThatLieHereAreArtifacts() {
    let files = FilesInMemory(["src/app.py": "def f(event, context): pass\n", "app.py": "def f(e, c): pass\n"])
    let compilation = Compile.text(Self.sam, files: files, path: "template.yaml")
    #expect(Compile.findings(compilation) == [])
    #expect(compilation.template?.artifacts.map(\.path.text) == ["src", "."])
    #expect(compilation.template?.parameters.map(\.name.text) == ["ArtifactBucket", "ArtifactPrefix"])
  }

  @Test func addressesInS3AreNoPaths() {
    let text = Self.sam.replacing("CodeUri: src/", with: "CodeUri: s3://bucket/code.zip")
    #expect(Compile.findings(Compile.text(text, path: "template.yaml")).isEmpty)
  }

  /// The fix for a role of `roles:` is a line of `allow:`; a template has policies.
  @Test func theFixIsWhatATemplateHas() {
    let text = """
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Version: "2012-10-17"
              Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
        Worker:
          Type: AWS::Lambda::Function
          Properties: { Runtime: python3.13, Handler: index.f, Role: !GetAtt Role.Arn, Code: { ZipFile: "def f(e, c): pass" } }
        Jobs: { Type: AWS::SQS::Queue }
        Mapping:
          Type: AWS::Lambda::EventSourceMapping
          Properties: { FunctionName: !Ref Worker, EventSourceArn: !GetAtt Jobs.Arn }

      """
    let found = Compile.text(text, path: "template.yaml").findings.diagnostics.first { $0.rule.code == "STK702" }
    #expect(found?.help.isEmpty == true)
    #expect(
      found?.fixes.first?.edits.map(\.replacement)
        == [
          ", Policies: [{ PolicyName: RoleMore, PolicyDocument: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, Action: [sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage], Resource: !GetAtt Jobs.Arn }] } }]"
        ].map { $0.replacing(", Policies", with: "\n      Policies") })
  }
}
