import Diagnostics
import Source

extension Rule {
  /// States Language, "Retrying after error" and "Fallback states".
  static let errorNamesUnfit = Rule(
    "STK488", "error-names-unfit", .error, "`States.ALL` that does not stand alone and last",
    limits: ["SFN-017"],
    why: """
      `States.ALL` matches every error that nothing before it matched: it is the only name of its list, in the last retrier or \
      catcher. Step Functions refuses the definition: `SCHEMA_VALIDATION_FAILED`.
      """,
    examples: [
      .bad(
        ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: [{ ErrorEquals: [↓States.ALL, States.Timeout] }]"
        )),
      .bad(
        ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: [{ ErrorEquals: [↓States.ALL] }, { ErrorEquals: [States.Timeout] }]"
        )),
      .good(
        ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: [{ ErrorEquals: [States.Timeout] }, { ErrorEquals: [States.ALL] }]"
        )),
    ])
}

extension Diagnostic {
  static func allErrorsUnfit(_ message: String, _ datum: Datum) -> Diagnostic {
    Diagnostic(
      .errorNamesUnfit, message, at: datum.span,
      consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"],
      help: ["`States.ALL` stands alone in `ErrorEquals` of the last retrier or catcher"])
  }
}
