import Diagnostics
import Source

extension Rule {
  /// States Language, "State Types", "Errors" and "Map State".
  static let stateFieldUnfit = Rule(
    "STK477", "state-field-unfit", .error, "a field of a state with a value that it does not take",
    why: """
      Each field takes its own kind of value: a number in its range, one of a few words, an object. Step Functions refuses the \
      definition: `SCHEMA_VALIDATION_FAILED`.
      """,
    examples: [
      .bad(ExampleMachine.state("Type: Wait, End: true, Seconds: ↓soon")),
      .bad(
        ExampleMachine.state("Type: ↓Tsak, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true"),
        fixed: ExampleMachine.state("Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true")),
      .bad(
        ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: [{ ErrorEquals: [States.ALL], BackoffRate: ↓0.5 }]"
        )),
      .good(
        ExampleMachine.state(
          "Type: Task, Resource: \"arn:aws:states:::sqs:sendMessage\", End: true, Retry: [{ ErrorEquals: [States.ALL], BackoffRate: 1.5 }]"
        )),
      .bad(ExampleMachine.state("Type: Wait, End: true, Timestamp: ↓tomorrow")),
    ])
}

extension Diagnostic {
  private static let schemaRefusal = "Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"

  static func fieldUnfit(_ message: String, _ datum: Datum) -> Diagnostic {
    Diagnostic(.stateFieldUnfit, message, at: datum.span, consequences: [schemaRefusal])
  }

  static func numberUnfit(
    _ name: String, of subject: String, _ value: Int, _ range: ClosedRange<Int>, _ datum: Datum
  ) -> Diagnostic {
    fieldUnfit(
      "`\(name)` of \(subject) is a number from \(range.lowerBound) to \(range.upperBound), not \(value)", datum)
  }

  static func wordUnfit(
    _ text: String, _ name: String, of subject: String, among words: [String], _ datum: Datum
  ) -> Diagnostic {
    var diagnostic = fieldUnfit("`\(name)` of \(subject) cannot be `\(text)`", datum)
    if let nearest = Spelling.nearest(to: text, in: words) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [
        .replace(datum.span.part(of: text), with: nearest, title: "change to `\(nearest)`", safe: true)
      ]
    } else {
      diagnostic.help = ["it is one of \(words.map { "`\($0)`" }.joined(separator: ", "))"]
    }
    return diagnostic
  }

  static func timestampUnfit(_ text: String, _ datum: Datum) -> Diagnostic {
    Diagnostic(
      .stateFieldUnfit, "`\(text)` is no date and time", at: datum.span,
      consequences: ["\(schemaRefusal): String does not match RFC3339 timestamp"],
      help: ["for example `2026-11-25T08:00:00Z`, with `T` and `Z` in upper case"])
  }
}
