import Diagnostics
import Source

extension Rule {
  /// States Language, "States": names are unique in the whole state machine.
  static let duplicateStateName = Rule(
    "STK486", "duplicate-state-name", .error, "two states of one definition with the same name",
    why: """
      Names are unique in the whole definition, also across branches and Map states. Step Functions refuses the definition: \
      `DUPLICATE_STATE_NAME`.
      """,
    examples: [
      .bad(
        ExampleMachine.state(
          "Type: Parallel, End: true, Branches: [{ StartAt: Ship, States: { ↓Ship: { Type: Succeed } } }]")),
      .good(
        ExampleMachine.state(
          "Type: Parallel, End: true, Branches: [{ StartAt: Pack, States: { Pack: { Type: Succeed } } }]")),
    ])
}

extension Diagnostic {
  static func duplicateStateName(_ name: StateName, first: Span) -> Diagnostic {
    Diagnostic(
      .duplicateStateName, "the definition has another state `\(name.text)`", at: name.span,
      notes: [Diagnostic.Note("the first stands here", at: first)],
      consequences: ["Step Functions refuses the definition: DUPLICATE_STATE_NAME"])
  }
}
