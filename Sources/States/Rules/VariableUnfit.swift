import Diagnostics
import Source

extension Rule {
  /// Developer Guide, "Passing data between states with variables".
  static let variableUnfit = Rule(
    "STK499", "variable-unfit", .error, "a variable with a name that it cannot have",
    why: """
      A name starts with a letter or `_`, goes on with letters, digits and `_`, and has at most 80 characters; `states` is Step \
      Functions' own. Step Functions refuses the definition: `SCHEMA_VALIDATION_FAILED`.
      """,
    examples: [
      .bad(ExampleMachine.state("Type: Pass, End: true, Assign: { ↓order-id: 5 }")),
      .bad(ExampleMachine.state("Type: Pass, End: true, Assign: { ↓states: 5 }")),
      .good(ExampleMachine.state("Type: Pass, End: true, Assign: { orderID: 5 }")),
    ])
}

extension Diagnostic {
  static func variableUnfit(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .variableUnfit, message, at: span,
      consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"])
  }
}
