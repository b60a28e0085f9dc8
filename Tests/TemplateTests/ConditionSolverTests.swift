import Source
import Template
import Testing

/// What can hold of conditions at once, and what it costs to find out.
@Suite struct ConditionSolverTests {
  private static func equals(_ name: String, _ text: String) -> Value {
    call(.equals, [ref(name), .string(text, nowhere)])
  }

  private static func named(_ name: String) -> Value { call(.condition, .string(name, nowhere)) }

  private static func solver(_ conditions: [(String, Value)], allowed: [String] = [], rules: Value = [:])
    -> ConditionSolver
  {
    var template = StackTemplate(source: SourceID(0))
    let values = Value.list(allowed.map { .string($0, nowhere) }, nowhere)
    template.parameters.append(
      Parameter(
        name: Name("Stage", nowhere), type: "String", defaultValue: nil,
        attributes: allowed.isEmpty ? ValueMap() : members(["AllowedValues": values])))
    for (name, value) in conditions { template.conditions.set(name, at: nowhere, value) }
    template.rules = members(rules)
    return ConditionSolver(template)
  }

  private static let stages: [(String, Value)] = {
    let both: Value = [named("IsDev"), named("IsProd")]
    var conditions: [(String, Value)] = [("IsDev", equals("Stage", "dev")), ("IsProd", equals("Stage", "prod"))]
    conditions.append(("Either", call(.or, both)))
    conditions.append(("Both", call(.and, both)))
    conditions.append(("NotDev", call(.not, [named("IsDev")])))
    conditions.append(("Other", equals("Else", "x")))
    conditions.append(("Same", call(.equals, ["a", "a"])))
    conditions.append(("Unlike", call(.equals, ["a", "b"])))
    conditions.append(("Twin", call(.equals, ["dev", ref("Stage")])))
    return conditions
  }()

  /// `+` in front of a condition that holds, `-` in front of one that does not.
  private static let questions: [String: Bool] = [
    "+IsDev +IsProd": false, "+IsDev -IsProd": true, "-IsDev -IsProd": true, "+Both": false, "-Both": true,
    "+Either -IsDev -IsProd": false, "-Either +IsDev": false, "+NotDev +IsDev": false, "-NotDev +IsProd": false,
    "+Other +IsDev": true, "-Same": false, "+Unlike": false, "+Twin -IsDev": false, "+Nothing -Nothing": true,
  ]

  @Test(arguments: questions.keys.sorted()) func saysWhatCanHoldTogether(question: String) {
    let solver = Self.solver(Self.stages)
    let facts = question.split(separator: " ").map { ConditionFact(String($0.dropFirst()), $0.hasPrefix("+")) }
    #expect(solver.isPossible(facts) == Self.questions[question])
  }

  @Test func aParameterIsOneOfItsValues() {
    let solver = Self.solver(Self.stages, allowed: ["dev", "prod"])
    #expect(!solver.isPossible([ConditionFact("IsDev", false), ConditionFact("IsProd", false)]))
    let never = Self.solver([("Never", Self.equals("Stage", "test"))], allowed: ["dev"])
    #expect(!never.isPossible([ConditionFact("Never", true)]))
    let always = Self.solver([("Always", Self.equals("Stage", "dev"))], allowed: ["dev", "dev"])
    #expect(!always.isPossible([ConditionFact("Always", false)]))
  }

  /// A parameter is nothing that its bounds keep out.
  @Test func boundsOfParametersCount() {
    var template = StackTemplate(source: SourceID(0))
    let bounds: [(String, String, Value)] = [
      ("Name", "String", ["MinLength": "1", "MaxLength": 3]), ("Count", "Number", ["MinValue": 1, "MaxValue": 9]),
      ("Free", "String", [:]),
    ]
    for (name, type, attributes) in bounds {
      template.parameters.append(
        Parameter(name: Name(name, nowhere), type: type, defaultValue: nil, attributes: members(attributes)))
    }
    let cases: [(String, String, Bool)] = [
      ("Name", "", false), ("Name", "abc", true), ("Name", "abcd", false), ("Count", "0", false), ("Count", "1", true),
      ("Count", "10", false), ("Count", "x", false), ("Free", "", true),
    ]
    for (index, one) in cases.enumerated() {
      template.conditions.set("C\(index)", at: nowhere, Self.equals(one.0, one.1))
    }
    let solver = ConditionSolver(template)
    for (index, one) in cases.enumerated() {
      #expect(solver.isPossible([ConditionFact("C\(index)", true)]) == one.2, "\(one)")
      #expect(solver.isPossible([ConditionFact("C\(index)", false)]))
    }
  }

  /// What `Rules` assert holds of every deployment.
  @Test func rulesLeaveOutWhatTheyForbid() {
    let isOneOfTwo: Value = call(.contains, [["prod", "test"], ref("Stage")])
    let assertions: Value = [["Assert": isOneOfTwo]]
    let rules: Value = ["ProdOnly": ["RuleCondition": Self.equals("Else", "x"), "Assertions": assertions]]
    let solver = Self.solver(Self.stages, rules: rules)
    #expect(!solver.isPossible([ConditionFact("Other", true), ConditionFact("IsDev", true)]))
    #expect(solver.isPossible([ConditionFact("Other", true), ConditionFact("IsProd", true)]))
    #expect(solver.isPossible([ConditionFact("Other", false), ConditionFact("IsDev", true)]))
  }

  /// Sixty conditions have more combinations than could ever be gone through; each answer takes some formulas.
  @Test func sixtyConditionsCostLittle() {
    var conditions: [(String, Value)] = []
    for index in 0..<30 { conditions.append(("C\(index)", Self.equals("P\(index)", "yes"))) }
    for index in 30..<60 {
      let (first, second) = ("C\(index - 30)", "C\(index - 1)")
      let operands: Value = [Self.named(first), call(.not, [Self.named(second)])]
      conditions.append(("C\(index)", call(index.isMultiple(of: 2) ? .and : .or, operands)))
    }
    let solver = Self.solver(conditions)
    var steps = 0
    for first in 0..<60 {
      for second in 0..<60 {
        let answer = solver.answer([ConditionFact("C\(first)", true), ConditionFact("C\(second)", false)])
        #expect(answer.isPossible != nil)
        if first == second { #expect(answer.isPossible == false) }
        steps += answer.steps
      }
    }
    // A formula is looked at a few times in a question.
    #expect(steps < 60 * 60 * 400)
  }

  /// As many pigeons as holes and one more: nothing but trying tells, and that has an end.
  @Test func theWorkHasAnEnd() {
    let holes = 9
    var conditions: [(String, Value)] = []
    var all: [Value] = []
    func isIn(_ pigeon: Int, _ hole: Int) -> Value { Self.equals("P\(pigeon)x\(hole)", "yes") }
    for pigeon in 0...holes { all.append(call(.or, .list((0..<holes).map { isIn(pigeon, $0) }, nowhere))) }
    for hole in 0..<holes {
      for first in 0...holes {
        for second in 0..<first {
          all.append(call(.not, [call(.and, [isIn(first, hole), isIn(second, hole)])]))
        }
      }
    }
    conditions.append(("Fits", call(.and, .list(all, nowhere))))
    let answer = Self.solver(conditions).answer([ConditionFact("Fits", true)])
    #expect(answer.isPossible != true)
    #expect(answer.steps < 400_000)
  }

  @Test func circlesAndUnknownNamesEnd() {
    var conditions: [(String, Value)] = [("D", Self.named("Nowhere"))]
    for (name, other) in [("A", "B"), ("B", "A"), ("C", "C")] {
      conditions.append((name, call(.not, [Self.named(other)])))
    }
    let solver = Self.solver(conditions)
    #expect(solver.isPossible([ConditionFact("A", true), ConditionFact("B", false)]))
    #expect(!solver.isPossible([ConditionFact("A", true), ConditionFact("B", true)]))
    #expect(!solver.isPossible([ConditionFact("C", true)]))
    #expect(solver.isPossible([ConditionFact("D", true)]))
  }
}
