import Diagnostics
import Source

extension Rule {
  /// States Language, "Transitions".
  static let unknownNextState = Rule(
    "STK478", "unknown-next-state", .error, "a transition to a state that does not exist where it stands",
    why: """
      A state leads to states of its own level only: what a branch or a Map state holds can neither be entered from outside nor \
      left by a transition. Names are case-sensitive. Step Functions refuses the definition: `MISSING_TRANSITION_TARGET`.
      """,
    examples: [
      .bad(
        ExampleMachine.definition(
          "{ StartAt: Pay, States: { Pay: { Type: Pass, Next: ↓ship }, Ship: { Type: Succeed } } }"),
        fixed: ExampleMachine.definition(
          "{ StartAt: Pay, States: { Pay: { Type: Pass, Next: Ship }, Ship: { Type: Succeed } } }")),
      .good(
        ExampleMachine.definition(
          "{ StartAt: Pay, States: { Pay: { Type: Pass, Next: Ship }, Ship: { Type: Succeed } } }")),
    ])
}

extension Diagnostic {
  static func unknownNextState(_ target: StateName, _ field: String, of subject: String, among names: [String])
    -> Diagnostic
  {
    var diagnostic = Diagnostic(
      .unknownNextState, "`\(field)` of \(subject) names `\(target.text)`, and there is no such state at this level",
      at: target.span,
      consequences: [
        "Step Functions refuses the definition: MISSING_TRANSITION_TARGET: Missing 'Next' target: \(target.text)"
      ])
    if let nearest = Spelling.nearest(to: target.text, in: names) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [
        .replace(target.span.part(of: target.text), with: nearest, title: "change to `\(nearest)`", safe: true)
      ]
    }
    return diagnostic
  }
}
