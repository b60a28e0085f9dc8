import Diagnostics
import Source

extension Rule {
  static let variableNeverAssigned = Rule(
    "STK437", "variable-never-assigned", .warning, "a variable that no state gives a value",
    why: "Reading it fails the state, with `States.QueryEvaluationError` or `States.Runtime`, each time that it runs.",
    examples: [
      .bad(
        ExampleMachine.definition(
          "{ StartAt: Pay, States: { Pay: { Type: Pass, Assign: { total: 5 }, Next: Ship }, Ship: { Type: Pass, End: true, Parameters: { sum.$: ↓$totl } } } }"
        ),
        fixed: ExampleMachine.definition(
          "{ StartAt: Pay, States: { Pay: { Type: Pass, Assign: { total: 5 }, Next: Ship }, Ship: { Type: Pass, End: true, Parameters: { sum.$: $total } } } }"
        )),
      .good(
        ExampleMachine.definition(
          "{ StartAt: Pay, States: { Pay: { Type: Pass, Assign: { total: 5 }, Next: Ship }, Ship: { Type: Pass, End: true, Parameters: { sum.$: $total } } } }"
        )),
    ])
}

extension Diagnostic {
  static func variableNeverAssigned(_ name: String, at span: Span, among names: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      .variableNeverAssigned, "no state assigns the variable `$\(name)`", at: span,
      consequences: ["the state fails when it runs"])
    if let nearest = Spelling.nearest(to: name, in: names) {
      diagnostic.label = "did you mean `$\(nearest)`?"
      if span.length == name.utf8.count + 1 {
        diagnostic.fixes = [.replace(span, with: "$\(nearest)", title: "change to `$\(nearest)`", safe: false)]
      }
    }
    return diagnostic
  }
}
