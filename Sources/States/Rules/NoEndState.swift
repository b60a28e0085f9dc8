import Diagnostics
import Source

extension Rule {
  static let noEndState = Rule(
    "STK480", "no-end-state", .error, "states that lead in circles for ever",
    why: """
      Some state must end the execution: one with `End: true`, or of type `Succeed` or `Fail`. Step Functions refuses the \
      definition: `MISSING_END_STATE`.
      """,
    examples: [
      .bad(
        ExampleMachine.definition(
          "{ StartAt: ↓Pay, States: { Pay: { Type: Pass, Next: Ship }, Ship: { Type: Pass, Next: Pay } } }")),
      .good(
        ExampleMachine.definition(
          "{ StartAt: Pay, States: { Pay: { Type: Pass, Next: Ship }, Ship: { Type: Pass, End: true } } }")),
    ])
}

extension Diagnostic {
  static func noEndState(of object: StateObject, _ scope: StateScope) -> Diagnostic {
    Diagnostic(
      .noEndState, "no state of \(object.subject) ends the execution", at: scope.startAt?.span ?? object.place,
      consequences: ["Step Functions refuses the definition: MISSING_END_STATE"],
      help: ["set `End: true` in place of a `Next`, or lead to a `Succeed` or `Fail` state"])
  }
}
