import Diagnostics
import Source

extension Rule {
  /// States Language, "Paths" and "Reference Paths".
  static let statePathMalformed = Rule(
    "STK491", "state-path-malformed", .error, "a path of a state that Step Functions does not understand",
    why: """
      A path is JSONPath from the input (`$`), the context object (`$$`) or a variable (`$name`). A reference path names one \
      place: it has names and indices only. Step Functions refuses the definition: `SCHEMA_VALIDATION_FAILED`.
      """,
    examples: [
      .bad(ExampleMachine.state("Type: Pass, End: true, InputPath: ↓order")),
      .bad(ExampleMachine.state("Type: Pass, End: true, InputPath: \"$.order..↓\"")),
      .bad(ExampleMachine.state("Type: Wait, End: true, SecondsPath: ↓\"$.orders[*].delay\"")),
      .good(ExampleMachine.state("Type: Pass, End: true, InputPath: \"$.orders[0:2]\"")),
    ])
}

extension Diagnostic {
  static func statePathMalformed(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .statePathMalformed, message, at: span,
      consequences: ["Step Functions refuses the definition: SCHEMA_VALIDATION_FAILED"],
      help: ["for example `$.order.items[0]`, `$$.Execution.Id` or `$name`"])
  }

  static func pathNotReference(_ text: String, _ name: String, of subject: String, _ datum: Datum) -> Diagnostic {
    var diagnostic = statePathMalformed(
      "`\(name)` of \(subject) names one place, and `\(text)` may name several", at: datum.span)
    diagnostic.help = ["a reference path has names and single indices only: `$.order.items[0]`"]
    return diagnostic
  }

  static func resultPathUnfit(
    _ text: String, _ path: JSONPath, _ name: String, of subject: String, _ datum: Datum
  ) -> Diagnostic {
    guard path.root != .input else { return pathNotReference(text, name, of: subject, datum) }
    var diagnostic = statePathMalformed(
      "`\(name)` of \(subject) names a place in the input, which `\(text)` is not", at: datum.span)
    diagnostic.help = ["write below `$`, or keep the value in a variable with `Assign`"]
    return diagnostic
  }
}
