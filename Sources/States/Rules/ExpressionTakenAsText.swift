import Diagnostics
import Source

extension Rule {
  /// `NO_DOLLAR` and `PASS_RESULT_IS_STATIC` of `ValidateStateMachineDefinition`.
  static let expressionTakenAsText = Rule(
    "STK441", "expression-taken-as-text", .warning, "a path or an expression that is handed on as plain text",
    why: """
      With JSONPath only members whose names end in `.$` are looked up, and none in a Pass state's `Result`; with JSONata only \
      texts that start with `{%` and end with `%}`, without anything around them. Anything else is handed on as it is written.
      """,
    examples: [
      .bad(
        ExampleMachine.state("Type: Pass, End: true, Parameters: { ↓id: $.order.id }"),
        fixed: ExampleMachine.state("Type: Pass, End: true, Parameters: { id.$: $.order.id }")),
      .bad(
        ExampleMachine.state(
          "Type: Pass, QueryLanguage: JSONata, End: true, Output: { id: ↓\" {% $states.input.id %}\" }")),
      .bad(ExampleMachine.state("Type: Pass, End: true, Result: { ↓id.$: $.order.id }")),
      .good(ExampleMachine.state("Type: Pass, End: true, Parameters: { id.$: $.order.id }")),
    ])
}

extension Diagnostic {
  static func pathTakenAsText(_ text: String, _ member: Datum.Member) -> Diagnostic {
    let place = member.keySpan.part(of: member.key)
    return Diagnostic(
      .expressionTakenAsText, "`\(text)` is handed on as text", at: member.keySpan,
      consequences: ["Step Functions warns of it: NO_DOLLAR"],
      fixes: [Fix("name the member `\(member.key).$`", safe: false, edits: [Edit(place.atEnd, ".$")])])
  }

  static func pathInResult(_ member: Datum.Member) -> Diagnostic {
    Diagnostic(
      .expressionTakenAsText, "`Result` is fixed: `\(member.key)` is handed on as it is written", at: member.keySpan,
      consequences: ["Step Functions warns of it: PASS_RESULT_IS_STATIC"],
      help: ["use `Parameters` for values that are looked up"])
  }

  static func pathInJSONata(_ member: Datum.Member) -> Diagnostic {
    Diagnostic(
      .expressionTakenAsText, "a JSONata state does not look up `\(member.key)`", at: member.keySpan,
      help: ["write `\(member.key.dropLast(2))` with an expression: `{% $states.input… %}`"])
  }

  static func jsonataInJSONPath(_ member: Datum.Member) -> Diagnostic {
    Diagnostic(
      .expressionTakenAsText, "a JSONPath state hands on `{% … %}` as text", at: member.value.span,
      help: ["set `QueryLanguage: JSONata`, or write `\(member.key).$` with a path"])
  }

  static func paddedExpression(_ text: String, _ datum: Datum) -> Diagnostic {
    Diagnostic(
      .expressionTakenAsText, "white space around `{% … %}` makes it plain text", at: datum.span,
      help: ["start with `{%` and end with `%}`"])
  }
}
