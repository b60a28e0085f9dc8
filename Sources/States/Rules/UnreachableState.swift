import Diagnostics
import Source

extension Rule {
  static let unreachableState = Rule(
    "STK479", "unreachable-state", .error, "a state that no transition leads to",
    why:
      "It could never run. Step Functions refuses the definition: `MISSING_TRANSITION_TARGET: State \"…\" is not reachable`.",
    examples: [
      .bad(
        ExampleMachine.definition(
          "{ StartAt: Pay, States: { Pay: { Type: Pass, End: true }, ↓Ship: { Type: Succeed } } }")),
      .good(
        ExampleMachine.definition(
          "{ StartAt: Pay, States: { Pay: { Type: Pass, Next: Ship }, Ship: { Type: Succeed } } }")),
    ])
}

extension Diagnostic {
  static func unreachableState(_ name: StateName) -> Diagnostic {
    Diagnostic(
      .unreachableState, "no transition leads to `\(name.text)`", at: name.span,
      consequences: [
        "Step Functions refuses the definition: MISSING_TRANSITION_TARGET: State \"\(name.text)\" is not reachable"
      ],
      help: ["name it in a `Next`, `Default` or `StartAt` of its level, or take it out"])
  }
}
