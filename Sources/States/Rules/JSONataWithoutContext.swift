import Diagnostics
import Source

extension Rule {
  /// Developer Guide, "Transforming data with JSONata in Step Functions": `$`, `$$` and bare names at the top level.
  static let jsonataWithoutContext = Rule(
    "STK442", "jsonata-without-context", .error, "an expression that reads what Step Functions does not give it",
    why: """
      An expression has no context of its own: the state's input is `$states.input`, its result `$states.result`, a caught error \
      `$states.errorOutput` in the catcher alone, and a variable `$name`. A bare name, `$` or `$$` at the outermost level stands \
      for nothing. Step Functions refuses the definition: `UNSUPPORTED_JSONATA_EXPRESSION`.
      """,
    examples: [
      .bad(
        ExampleMachine.state("Type: Pass, QueryLanguage: JSONata, End: true, Output: \"{% ↓states.input.total %}\""),
        fixed: ExampleMachine.state(
          "Type: Pass, QueryLanguage: JSONata, End: true, Output: \"{% $states.input.total %}\"")),
      .bad(ExampleMachine.state("Type: Pass, QueryLanguage: JSONata, End: true, Output: \"{% ↓$.total %}\"")),
      .bad(
        ExampleMachine.state("Type: Pass, QueryLanguage: JSONata, End: true, Output: \"{% $states.↓errorOutput %}\"")),
      .good(
        ExampleMachine.state(
          "Type: Pass, QueryLanguage: JSONata, End: true, Output: \"{% $states.input.orders[total > 5] %}\"")),
    ])
}

extension Diagnostic {
  static func jsonataWithoutContext(_ name: String, at span: Span) -> Diagnostic {
    var diagnostic = Diagnostic(
      .jsonataWithoutContext, "there is nothing that `\(name)` could be read from", at: span,
      consequences: ["Step Functions refuses the definition: UNSUPPORTED_JSONATA_EXPRESSION"],
      help: ["the input is `$states.input`, the context object `$states.context`, a variable `$name`"])
    if name == "states" {
      diagnostic.label = "did you mean `$states`?"
      diagnostic.fixes = [Fix("change to `$states`", safe: true, edits: [Edit(span.atStart, "$")])]
    }
    return diagnostic
  }

  static func errorOutputOutsideCatch(at span: Span) -> Diagnostic {
    Diagnostic(
      .jsonataWithoutContext, "only a catcher's `Output` and `Assign` can read `errorOutput`", at: span,
      consequences: ["Step Functions refuses the definition"])
  }

  static func unknownStatesMember(_ name: String, at span: Span) -> Diagnostic {
    var diagnostic = Diagnostic(
      .jsonataWithoutContext, "`$states` has no member `\(name)`", at: span, severity: .warning,
      consequences: ["the expression gives nothing, and the state fails with States.QueryEvaluationError"])
    let names = ["input", "result", "context", "errorOutput"]
    if let nearest = Spelling.nearest(to: name, in: names) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: true)]
    } else {
      diagnostic.help = ["it has \(names.map { "`\($0)`" }.joined(separator: ", "))"]
    }
    return diagnostic
  }

  static func unknownJSONataFunction(_ name: String, at span: Span) -> Diagnostic {
    var diagnostic = Diagnostic(
      .jsonataWithoutContext, "there is no function `$\(name)`", at: span, severity: .warning,
      consequences: ["the state fails with States.QueryEvaluationError"])
    if name == "eval" {
      diagnostic.help = ["Step Functions leaves `$eval` out; `$parse` reads JSON"]
    } else if let nearest = Spelling.nearest(to: name, in: JSONataFunctions.all.sorted()) {
      diagnostic.label = "did you mean `$\(nearest)`?"
      diagnostic.fixes = [.replace(span, with: "$\(nearest)", title: "change to `$\(nearest)`", safe: true)]
    }
    return diagnostic
  }
}
