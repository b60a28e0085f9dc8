import Diagnostics
import Source

extension Rule {
  /// States Language, "Choice State".
  static let choiceRuleMalformed = Rule(
    "STK490", "choice-rule-malformed", .error, "a rule of a Choice state that Step Functions does not understand",
    why: """
      With JSONPath a rule is a variable with one comparison, or `And`, `Or` or `Not` of rules; only the outermost one has `Next`. \
      With JSONata it is a `Condition`. Step Functions refuses the definition: `SCHEMA_VALIDATION_FAILED`.
      """,
    examples: [
      .bad(
        choice("{ Variable: $.total, ↓NumericGreater: 5, Next: Ship }"),
        fixed: choice("{ Variable: $.total, NumericGreaterThan: 5, Next: Ship }")),
      .bad(choice("{ Variable: $.total, NumericEquals: ↓five, Next: Ship }")),
      .bad(choice("{ Not: { Variable: $.total, IsPresent: true, ↓Next: Ship }, Next: Ship }")),
      .good(
        choice(
          "{ And: [{ Variable: $.total, IsPresent: true }, { Variable: $.total, NumericGreaterThan: 5 }], Next: Ship }")
      ),
    ])

  private static func choice(_ rule: String) -> String {
    ExampleMachine.definition(
      "{ StartAt: Big, States: { Big: { Type: Choice, Choices: [\(rule)], Default: Ship }, Ship: { Type: Succeed } } }")
  }
}

extension Diagnostic {
  static func choiceRuleMalformed(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .choiceRuleMalformed, message, at: span,
      consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"])
  }

  static func choiceOperandUnfit(_ member: Datum.Member, _ phrase: String) -> Diagnostic {
    choiceRuleMalformed("`\(member.key)` compares with \(phrase)", at: member.value.span)
  }

  static func unknownChoiceOperator(_ member: Datum.Member, of subject: String, among names: [String]) -> Diagnostic {
    var diagnostic = choiceRuleMalformed("\(subject) has no operator or field `\(member.key)`", at: member.keySpan)
    if let nearest = Spelling.nearest(to: member.key, in: names + ["Variable", "Next", "Comment", "Assign"]) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [
        .replace(member.keySpan.part(of: member.key), with: nearest, title: "change to `\(nearest)`", safe: true)
      ]
    }
    return diagnostic
  }
}
