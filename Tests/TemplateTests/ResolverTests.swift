import Source
import Template
import Testing

/// Values worked out as far as a template and what is known of its deployment go.
@Suite struct ResolverTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let value: Value
    let expected: String
    var testDescription: String { expected }
    init(_ value: Value, _ expected: String) {
      self.value = value
      self.expected = expected
    }
  }

  /// Queues with and without a name, a FIFO one, parameters, a mapping, conditions.
  static let template: StackTemplate = {
    var template = StackTemplate(
      ("Orders", "AWS::SQS::Queue", [:]), ("Named", "AWS::SQS::Queue", ["QueueName": sub("shop-${Stage}")]),
      ("Ledger", "AWS::SQS::Queue", ["FifoQueue": true]), ("Topic", "AWS::SNS::Topic", ["TopicName": "news"]),
      ("Bus", "AWS::Events::EventBus", ["Name": "shop"]),
      ("Rule", "AWS::Events::Rule", ["EventBusName": ref("Bus"), "Name": "big"]),
      ("Role", "AWS::IAM::Role", ["Path": "/shop/", "RoleName": "worker"]), ("Odd", "Custom::Thing", [:]))
    template.addParameter("Stage", default: "dev")
    template.addParameter("Bound", default: "unused")
    template.addParameter("Open")
    template.addParameter("Looked", "AWS::SSM::Parameter::Value<String>", default: "/path/in/ssm")
    template.mappings = members(["Sizes": ["dev": ["memory": 128, "name": ref("Stage")]]])
    template.conditions = members([
      "yes": call(.equals, [ref("Stage"), "dev"]), "no": call(.not, [call(.condition, "yes")]),
      "open": call(.equals, [ref("Open"), "dev"]), "same": call(.equals, [ref("Open"), ref("Open")]),
    ])
    return template
  }()

  static let place = Deployment(region: "eu-west-1", parameters: ["Bound": "given"])

  static let cases: [Case] = [
    // What needs no working out.
    Case([1, true, "a", ["k": ["x"]]], #"[1, true, "a", {k: ["x"]}]"#),
    Case([ref("AWS::NoValue"), "a"], #"["a"]"#), Case(["k": ref("AWS::NoValue"), "l": 1], "{l: 1}"),
    // Parameters and pseudo parameters.
    Case(ref("Stage"), #""dev""#), Case(ref("Bound"), #""given""#), Case(ref("Open"), #""${Open}""#),
    Case(ref("Looked"), #""${Looked}""#), Case(ref("AWS::Region"), #""eu-west-1""#),
    Case(ref("AWS::AccountId"), "?AWS::AccountId"), Case(ref("AWS::StackId"), "?AWS::StackId"),
    Case(ref("Absent"), "?Absent"),
    // Resources: what their type's Ref and attributes are.
    Case(ref("Topic"), #""arn:${AWS::Partition}:sns:eu-west-1:${AWS::AccountId}:news""#),
    Case(ref("Named"), #""https://sqs.eu-west-1.amazonaws.com/${AWS::AccountId}/shop-dev""#),
    Case(getAtt("Named", "Arn"), #""arn:${AWS::Partition}:sqs:eu-west-1:${AWS::AccountId}:shop-dev""#),
    Case(getAtt("Named", "QueueName"), #""shop-dev""#),
    Case(getAtt("Orders", "QueueName"), #""${AWS::StackName}-Orders-${Orders}""#),
    Case(getAtt("Ledger", "QueueName"), #""${AWS::StackName}-Ledger-${Ledger}.fifo""#),
    Case(getAtt("Rule", "Arn"), #""arn:${AWS::Partition}:events:eu-west-1:${AWS::AccountId}:rule/shop/big""#),
    Case(getAtt("Role", "Arn"), #""arn:${AWS::Partition}:iam::${AWS::AccountId}:role/shop/worker""#),
    Case(getAtt("Orders", "Odd"), #""${Orders.Odd}""#), Case(getAtt("Absent", "Arn"), #""${Absent.Arn}""#),
    Case(ref("Odd"), #""${Odd}""#),
    // Texts.
    Case(sub("${Stage}-${AWS::Region}-${Open}"), #""dev-eu-west-1-${Open}""#),
    Case(sub("${Named.QueueName}/${!kept}"), #""shop-dev/${kept}""#),
    Case(sub("${A}${B}", ["A": ref("Stage"), "B": [1]]), #""dev${B}""#),
    Case(call(.join, ["-", ["a", ref("Stage"), ref("Open")]]), #""a-dev-${Open}""#),
    Case(call(.join, ["-", [["nested"]]]), "?Fn::Join@0"), Case(call(.join, [",", "text"]), "?Fn::Join@0"),
    Case(call(.split, ["-", "a-b-"]), #"["a", "b", ""]"#),
    Case(call(.split, ["/", sub("x/${Open}/y")]), #"["x", "${Open}", "y"]"#),
    Case(call(.split, ["", "ab"]), "?Fn::Split@0"),
    Case(call(.select, [1, call(.split, [",", "a,b"])]), #""b""#),
    Case(call(.select, ["0", ["first"]]), #""first""#), Case(call(.select, [2, ["a"]]), "?Fn::Select@0"),
    Case(call(.select, [-1, ["a"]]), "?Fn::Select@0"),
    // Choices.
    Case(call(.ifElse, ["yes", "a", "b"]), #""a""#), Case(call(.ifElse, ["no", "a", "b"]), #""b""#),
    Case(call(.ifElse, ["open", "a", "b"]), "?Fn::If@0"), Case(call(.ifElse, ["same", "a", "b"]), #""a""#),
    Case(call(.ifElse, ["absent", "a", "b"]), "?Fn::If@0"), Case(call(.ifElse, ["yes"]), "?Fn::If@0"),
    Case(call(.findInMap, ["Sizes", ref("Stage"), "memory"]), "128"),
    Case(call(.findInMap, ["Sizes", "dev", "name"]), #""dev""#),
    Case(call(.findInMap, ["Sizes", ref("Open"), "memory"]), "?Fn::FindInMap@0"),
    Case(call(.findInMap, []), "?Fn::FindInMap@0"),
    // Truths.
    Case(call(.and, [call(.condition, "yes"), call(.condition, "no")]), "false"),
    Case(call(.and, [call(.condition, "open"), call(.condition, "no")]), "false"),
    Case(call(.and, [call(.condition, "open"), call(.condition, "yes")]), "?Fn::And@0"),
    Case(call(.or, [call(.condition, "open"), call(.condition, "yes")]), "true"),
    Case(call(.or, [call(.condition, "open"), call(.condition, "no")]), "?Fn::Or@0"),
    Case(call(.not, []), "?Fn::Not@0"), Case(call(.equals, ["a"]), "?Fn::Equals@0"),
    // Known only when deployed.
    Case(call(.importValue, sub("${Stage}-vpc")), "?ImportValue dev-vpc"),
    Case(
      call(.getStackOutput, ["StackName": sub("${Stage}-net"), "OutputName": "VpcId"]), "?GetStackOutput dev-net.VpcId"),
    Case(call(.getAZs, ""), "?Fn::GetAZs@0"), Case(call(.base64, "a"), "?Fn::Base64@0"),
    Case(call(.cidr, ["10.0.0.0/16", 1, 8]), "?Fn::Cidr@0"), Case(call(.length, [[1]]), "?Fn::Length@0"),
    Case(call(.toJsonString, [:]), "?Fn::ToJsonString@0"), Case(call(.transform, [:]), "?Fn::Transform@0"),
    Case(call(.contains, [["a"], "a"]), "?Fn::Contains@0"), Case(call(.refAll, "T"), "?Fn::RefAll@0"),
    Case(call(.eachMemberEquals, [["a"], "a"]), "?Fn::EachMemberEquals@0"),
    Case(call(.eachMemberIn, [["a"], ["a"]]), "?Fn::EachMemberIn@0"),
    Case(call(.valueOf, ["P", "A"]), "?Fn::ValueOf@0"), Case(call(.valueOfAll, ["T", "A"]), "?Fn::ValueOfAll@0"),
    // Malformed calls are unknown, not wrong.
    Case(call(.ref, [1]), "?Ref@0"), Case(call(.getAtt, "Orders.Arn"), "?Fn::GetAtt@0"),
    Case(call(.sub, 5), "?Fn::Sub@0"),
  ]

  @Test(arguments: cases) func isWorkedOut(_ example: Case) {
    #expect(Resolver(Self.template, Self.place).resolve(example.value).shown == example.expected)
  }

  /// Every function is in the table above: a new one must say what it gives.
  @Test(arguments: IntrinsicFunction.allCases) func everyFunctionIsShown(function: IntrinsicFunction) {
    var found = false
    for example in Self.cases { example.value.forEachCall { call, _ in found = found || call.function == function } }
    for value in Self.template.conditions.entries.map(\.value) {
      value.forEachCall { call, _ in found = found || call.function == function }
    }
    #expect(found)
  }

  @Test func generatedValuesFillHoles() {
    var place = Deployment(account: "123456789012", partition: "aws", stackName: "shop")
    place.generated = ["Orders": "orders-1", "Ledger": "ledger-1", "AWS::StackId": "id", "Orders.QueueUrl": "http://q"]
    let resolver = Resolver(Self.template, place)
    #expect(resolver.resolve(getAtt("Orders", "QueueName")).shown == #""orders-1""#)
    #expect(resolver.resolve(getAtt("Ledger", "QueueName")).shown == #""ledger-1.fifo""#)
    #expect(resolver.resolve(ref("AWS::StackId")).shown == #""id""#)
    #expect(resolver.resolve(ref("AWS::URLSuffix")).shown == #""amazonaws.com""#)
    #expect(resolver.resolve(ref("Orders")).shown == #""http://q""#)
  }
}
