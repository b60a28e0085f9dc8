import Diagnostics
import Source

extension Rule {
  /// States Language, "Error representation": names that start with `States.` are reserved.
  static let unknownErrorName = Rule(
    "STK443", "unknown-error-name", .warning, "an error name that Step Functions never reports",
    why: """
      Names that start with `States.` are Step Functions' own, and their list is fixed. A retrier or catcher for another one is \
      never used: the error goes past it.
      """,
    examples: [
      .bad(
        ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: [{ ErrorEquals: [↓States.TimeOut] }]"
        ),
        fixed: ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: [{ ErrorEquals: [States.Timeout] }]"
        )),
      .good(
        ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: [{ ErrorEquals: [States.Timeout] }]"
        )),
    ])
}

extension Diagnostic {
  static func unknownErrorName(_ name: String, _ datum: Datum, among names: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      .unknownErrorName, "Step Functions has no error `\(name)`", at: datum.span,
      consequences: ["no error ever matches it"])
    if let nearest = Spelling.nearest(to: name, in: names) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [
        .replace(datum.span.part(of: name), with: nearest, title: "change to `\(nearest)`", safe: true)
      ]
    }
    return diagnostic
  }
}
