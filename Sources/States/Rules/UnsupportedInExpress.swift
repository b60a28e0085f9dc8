import Diagnostics
import Source

extension Rule {
  /// Developer Guide, "Differences in Standard and Express workflow types".
  static let unsupportedInExpress = Rule(
    "STK496", "unsupported-in-express", .error,
    "an express state machine that waits for what only a standard one can wait for",
    limits: ["SFN-020"],
    why: """
      An express execution lasts five minutes at most: it can neither wait for a job (`.sync`) or a callback \
      (`.waitForTaskToken`), nor for an activity, nor hold a distributed Map state. Step Functions refuses the definition: \
      `SCHEMA_VALIDATION_FAILED: Express state machine does not support …`.
      """,
    examples: [
      .bad(
        ExampleMachine.state(
          "Type: Task, Resource: ↓\"arn:aws:states:::sqs:sendMessage.waitForTaskToken\", End: true", type: "EXPRESS")),
      .good(
        ExampleMachine.state("Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true", type: "EXPRESS")),
    ])
}

extension Diagnostic {
  static func unsupportedInExpress(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unsupportedInExpress, "express state machines have no \(what)", at: span,
      consequences: [
        "Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED: Express state machine does not support …"
      ],
      help: ["make the state machine `STANDARD`, or do not wait"])
  }
}
