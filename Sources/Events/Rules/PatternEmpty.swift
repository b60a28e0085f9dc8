import Diagnostics
import Source

extension Rule {
  static let patternEmpty = Rule(
    "STK452", "pattern-empty", .error, "an object or list of an event pattern that holds nothing",
    why: """
      Nothing could match. EventBridge refuses the pattern: `Empty objects are not allowed`, `Empty arrays are not allowed`.
      """,
    examples: [
      .bad(ExampleStack.rule("pattern: { source: ↓[] }")),
      .bad(ExampleStack.rule("pattern: { source: [shop], detail: ↓{} }")),
      .good(ExampleStack.rule("pattern: { source: [shop], detail: { total: [{ exists: true }] } }")),
    ])
}

extension Diagnostic {
  static func patternEmpty(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .patternEmpty, "\(what) in an event pattern matches nothing", at: span,
      consequences: ["AWS refuses the pattern: empty objects and arrays are not allowed"],
      help: ["leave the field out, or ask for any value with `[{ exists: true }]`"])
  }
}
