import Diagnostics
import Source

extension Rule {
  /// docs.jsonata.org, version 2.0; Developer Guide, "Transforming data with JSONata in Step Functions".
  static let jsonataMalformed = Rule(
    "STK494", "jsonata-malformed", .error, "an expression that is not JSONata",
    why: """
      Every text from `{%` to `%}` in a JSONata state is parsed when the state machine is made. Step Functions refuses the \
      definition: `INVALID_JSONATA_EXPRESSION`.
      """,
    examples: [
      .bad(
        ExampleMachine.state(
          "Type: Pass, QueryLanguage: JSONata, End: true, Output: \"{% $sum($states.input.totals ↓%}\"")),
      .bad(ExampleMachine.state("Type: Pass, QueryLanguage: JSONata, End: true, Output: ↓\"{% $states.input\"")),
      .good(
        ExampleMachine.state(
          "Type: Pass, QueryLanguage: JSONata, End: true, Output: \"{% $sum($states.input.totals) %}\"")),
    ])
}

extension Diagnostic {
  static func jsonataMalformed(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .jsonataMalformed, message, at: span,
      consequences: ["Step Functions refuses the definition: INVALID_JSONATA_EXPRESSION"])
  }
}
