import Source
import Template
import Testing

/// The few worlds that show each branch of `Fn::If` and each resource with a condition.
@Suite struct ConditionWorldsTests {
  private static func chosen(_ condition: String, _ first: Value, _ second: Value) -> Value {
    call(.ifElse, [.string(condition, nowhere), first, second])
  }

  private static let noValue = ref("AWS::NoValue")

  /// A template with `IsProd` and `IsDev`, of one parameter, and `Other`, of another one.
  private static func template(_ resources: (id: String, type: String, properties: Value)...) -> StackTemplate {
    var template = StackTemplate(source: SourceID(0))
    for (id, type, properties) in resources { template.add(id, type, properties) }
    let texts: [(String, String, String)] = [
      ("IsProd", "Stage", "prod"), ("IsDev", "Stage", "dev"), ("Other", "Else", "x"),
    ]
    for (name, parameter, text) in texts {
      template.conditions.set(name, at: nowhere, call(.equals, [ref(parameter), .string(text, nowhere)]))
    }
    return template
  }

  private static func worlds(_ template: StackTemplate, known: [ConditionFact] = []) -> [ConditionWorld] {
    ConditionSolver(template).worlds(
      of: template.conditionCases, known: known, deciding: template.conditions.entries.map(\.key))
  }

  @Test func everyBranchIsInOne() {
    let name: Value = Self.chosen("IsProd", "prod", Self.chosen("IsDev", "dev", "test"))
    let template = Self.template(
      ("Jobs", "AWS::SQS::Queue", ["QueueName": name]),
      ("News", "AWS::SNS::Topic", ["TopicName": Self.chosen("Other", "x", "y")]))
    let worlds = Self.worlds(template)
    #expect(worlds.count == 3)
    #expect(worlds.allSatisfy { $0.truths.count == 3 })
    let names = worlds.map { template.deciding(by: $0)["Jobs"]?["QueueName"]?.string }
    #expect(Set(names) == ["prod", "dev", "test"])
    #expect(Set(worlds.map { template.deciding(by: $0)["News"]?["TopicName"]?.string }) == ["x", "y"])
  }

  @Test func noWorldIsOneThatCannotBe() {
    let both = Self.chosen("IsProd", Self.chosen("IsDev", "never", "prod"), "other")
    let worlds = Self.worlds(Self.template(("Jobs", "AWS::SQS::Queue", ["QueueName": both])))
    #expect(worlds.count == 2)
    #expect(!worlds.contains { $0.truths["IsProd"] == true && $0.truths["IsDev"] == true })
  }

  /// What a deployment has decided is not asked again.
  @Test func whatIsKnownHoldsInEach() {
    let template = Self.template(("Jobs", "AWS::SQS::Queue", ["QueueName": Self.chosen("IsProd", "a", "b")]))
    let worlds = Self.worlds(template, known: [ConditionFact("IsProd", true)])
    #expect(worlds.map(\.truths) == [["IsProd": true, "IsDev": false, "Other": true]])
  }

  /// A resource is there where its condition holds, and has the condition no more; what is no value is not there.
  @Test func aWorldHoldsWhatIsThere() throws {
    let properties: Value = [
      "QueueName": Self.chosen("IsProd", Self.noValue, "dev"), "Tags": [Self.chosen("IsProd", Self.noValue, "b"), "c"],
      "KmsMasterKeyId": sub("${Key}", ["Key": Self.chosen("IsProd", "k", "l")]), "DelaySeconds": 1,
    ]
    var template = Self.template(("Jobs", "AWS::SQS::Queue", properties), ("Dead", "AWS::SQS::Queue", [:]))
    template.update("Dead") { $0.condition = Name("IsDev", nowhere) }
    let prod = template.deciding(by: ConditionWorld(["IsProd": true, "IsDev": false]))
    #expect(prod.resources.map(\.logicalID) == ["Jobs"])
    let jobs = try #require(prod["Jobs"])
    #expect(jobs.properties.entries.map(\.key) == ["Tags", "KmsMasterKeyId", "DelaySeconds"])
    #expect(jobs["Tags"]?.list?.map(\.string) == ["c"])
    #expect(jobs["KmsMasterKeyId"]?.intrinsic?.substitution?.variables["Key"]?.string == "k")
    let dev = template.deciding(by: ConditionWorld(["IsProd": false, "IsDev": true]))
    #expect(dev["Dead"]?.condition == nil)
    #expect(dev["Jobs"]?["QueueName"]?.string == "dev")
    // What is not decided stays as it is.
    let unknown = template.deciding(by: ConditionWorld([:]))
    #expect(unknown["Dead"]?.condition?.text == "IsDev")
    #expect(unknown["Jobs"]?["QueueName"]?.intrinsic?.function == .ifElse)
  }

  @Test func whereNoPropertyDependsOnAConditionThereAreNone() {
    var template = Self.template(("Dead", "AWS::SQS::Queue", ["DelaySeconds": 1]))
    template.update("Dead") { $0.condition = Name("IsDev", nowhere) }
    #expect(template.conditionCases.isEmpty)
  }

  /// Thousands of branches of hundreds of conditions end, and are not gone through one by one.
  @Test func theWorkHasAnEnd() {
    var template = StackTemplate(source: SourceID(0))
    for index in 0..<200 {
      let isSet = call(.equals, [ref("P\(index)"), "x"])
      let before = call(.condition, .string("C\(max(index - 1, 0))", nowhere))
      template.conditions.set("C\(index)", at: nowhere, index == 0 ? isSet : call(.or, [isSet, call(.not, [before])]))
    }
    for index in 0..<3000 {
      let inner = Self.chosen("C\(index * 7 % 200)", "b", "c")
      template.add("Q\(index)", "AWS::SQS::Queue", ["QueueName": Self.chosen("C\(index % 200)", "a", inner)])
    }
    #expect(template.conditionCases.count <= StackTemplate.mostConditionCases)
    let worlds = Self.worlds(template)
    #expect((1...ConditionSolver.mostWorlds).contains(worlds.count))
  }
}
