import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Or matching".
  static let patternOrMalformed = Rule(
    "STK458", "pattern-or-malformed", .error, "a `$or` of an event pattern that is not a list of at least two objects",
    why: """
      `$or` holds alternatives for the fields around it: at least two objects of fields. Inside them an operator's name cannot be \
      a field's name. EventBridge refuses anything else.
      """,
    examples: [
      .bad(ExampleStack.rule("pattern: { source: [shop], detail: { $or: ↓[{ total: [5] }] } }")),
      .bad(ExampleStack.rule("pattern: { detail: { $or: [{ total: [5] }, ↓total] } }")),
      .bad(ExampleStack.rule("pattern: { detail: { $or: [{ total: [5] }, { ↓numeric: [\">\", 5] }] } }")),
      .good(ExampleStack.rule("pattern: { detail: { $or: [{ total: [5] }, { country: [de] }] } }")),
    ])
}

extension Diagnostic {
  static func patternOrNotList(at span: Span) -> Diagnostic { or("`$or` takes a list of objects", at: span) }

  static func patternOrTooFew(_ count: Int, at span: Span) -> Diagnostic {
    or("`$or` needs at least two alternatives, and has \(count)", at: span)
  }

  static func patternOrItemNotObject(at span: Span) -> Diagnostic {
    or("an alternative of `$or` must be an object of fields", at: span)
  }

  static func patternOrOperator(_ name: String, at span: Span) -> Diagnostic {
    or("`\(name)` is an operator, and cannot be a field inside `$or`", at: span)
  }

  private static func or(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .patternOrMalformed, message, at: span, consequences: ["AWS refuses the pattern"],
      help: ["for example `$or: [{ total: [5] }, { country: [de] }]`"])
  }
}
