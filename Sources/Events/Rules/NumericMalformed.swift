import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Numeric matching".
  static let numericMalformed = Rule(
    "STK455", "numeric-malformed", .error, "a `numeric` operator whose comparison cannot be read",
    why: """
      `numeric` takes one comparison with its number, or a lower bound (`>`, `>=`) and then an upper one (`<`, `<=`) that is \
      greater. EventBridge refuses anything else.
      """,
    examples: [
      .bad(
        ExampleStack.rule("pattern: { detail: { total: [{ numeric: [\">\", ↓\"100\"] }] } }"),
        fixed: ExampleStack.rule("pattern: { detail: { total: [{ numeric: [\">\", 100] }] } }")),
      .bad(ExampleStack.rule("pattern: { detail: { total: [{ numeric: [\">\", 5, \"<\", ↓1] }] } }")),
      .bad(ExampleStack.rule("pattern: { detail: { total: [{ numeric: ↓10 }] } }")),
      .bad(ExampleStack.rule("pattern: { detail: { total: [{ numeric: [↓\"<>\", 1] }] } }")),
      .good(ExampleStack.rule("pattern: { detail: { total: [{ numeric: [\">\", 0, \"<=\", 5] }] } }")),
    ])
}

extension Diagnostic {
  static func numericMalformed(_ message: String, at span: Span, help: String? = nil) -> Diagnostic {
    Diagnostic(
      .numericMalformed, message, at: span, consequences: ["AWS refuses the pattern"],
      help: [help ?? "for example `numeric: [\">\", 0, \"<=\", 5]`"])
  }
}
