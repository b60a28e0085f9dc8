import Source
import Template
import Testing

/// Templates that tie a value into itself, or let it double at each step, cost neither the stack nor the day.
@Suite(.timeLimit(.minutes(1))) struct HostileTemplateTests {
  @Test func namesMadeOfThemselves() {
    var template = StackTemplate(
      ("A", "AWS::SQS::Queue", ["QueueName": getAtt("B", "QueueName")]),
      ("B", "AWS::SQS::Queue", ["QueueName": sub("${A.QueueName}x")]),
      ("Role", "AWS::IAM::Role", ["Path": getAtt("Role", "Arn")]),
      ("Rule", "AWS::Events::Rule", ["EventBusName": getAtt("Rule", "Arn"), "Name": "r"]))
    template.addParameter("P", default: ref("P"))
    let resolver = Resolver(template)
    for value in [getAtt("A", "Arn"), getAtt("Role", "Arn"), getAtt("Rule", "Arn"), ref("P"), ref("A")] {
      #expect(resolver.literal(value) == nil)
    }
    #expect(WireReader(template).wires.isEmpty)
  }

  @Test func namesThatDouble() {
    var template = StackTemplate(source: SourceID(0))
    for index in 0..<60 {
      let next = "${Q\(index + 1).QueueName}"
      template.add("Q\(index)", "AWS::SQS::Queue", ["QueueName": sub(next + next)])
    }
    template.add("Q60", "AWS::SQS::Queue", ["QueueName": .string(String(repeating: "n", count: 100_000), nowhere)])
    #expect(Resolver(template).literal(getAtt("Q0", "QueueName")) == nil)
  }

  @Test func aMappingThatNamesItself() {
    var template = StackTemplate(source: SourceID(0))
    let itself = call(.findInMap, ["M", "a", "b"])
    template.mappings = members(["M": ["a": ["b": itself]]])
    #expect(Resolver(template).literal(itself) == nil)
  }

  @Test(arguments: [IntrinsicFunction.and, .or]) func conditionsThatDouble(function: IntrinsicFunction) {
    var template = StackTemplate(source: SourceID(0))
    for index in 0..<100 {
      let next = call(.condition, .string("c\(index + 1)", nowhere))
      template.conditions.set("c\(index)", at: nowhere, call(function, [next, next]))
    }
    template.conditions.set("c100", at: nowhere, call(.condition, "c0"))
    #expect(Resolver(template).condition(named: "c0") == nil)
  }

  @Test func aDeepValue() {
    var value: Value = "x"
    for _ in 0..<1000 { value = call(.join, ["", [value]]) }
    #expect(Resolver(StackTemplate(source: SourceID(0))).literal(value) == nil)
  }

  @Test func aliasesOfAliases() {
    let template = StackTemplate(
      ("A", "AWS::Lambda::Alias", ["FunctionName": ref("B")]), ("B", "AWS::Lambda::Alias", ["FunctionName": ref("A")]),
      ("F", "AWS::Lambda::Function", [:]), ("C", "AWS::Lambda::Alias", ["FunctionName": ref("F")]))
    let reader = WireReader(template)
    #expect(reader.function("A") == nil)
    #expect(reader.function("C") == "F")
  }
}
