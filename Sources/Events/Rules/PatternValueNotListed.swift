import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Amazon EventBridge event patterns".
  static let patternValueNotListed = Rule(
    "STK451", "pattern-value-not-listed", .error, "a value of an event pattern that is neither a list nor an object",
    why: """
      In a pattern each field holds the list of values it may have, or an object of further fields; the pattern itself is an \
      object. EventBridge refuses the rule: `Event pattern is not valid. Reason: "…" must be an object or an array`.
      """,
    examples: [
      .bad(
        ExampleStack.rule("pattern: { source: ↓shop.orders }"),
        fixed: ExampleStack.rule("pattern: { source: [shop.orders] }")),
      .bad(
        ExampleStack.rule("pattern: { source: [shop], detail: { total: ↓5 } }"),
        fixed: ExampleStack.rule("pattern: { source: [shop], detail: { total: [5] } }")),
      .good(ExampleStack.rule("pattern: { source: [shop.orders] }")),
    ])
}

extension Diagnostic {
  static func patternValueNotListed(_ member: Datum.Member) -> Diagnostic {
    let span = member.value.span
    return Diagnostic(
      .patternValueNotListed, "`\(member.key)` must hold the list of values it may have", at: span, label: "not a list",
      consequences: ["EventBridge refuses the pattern: \"\(member.key)\" must be an object or an array"],
      fixes: [Fix("put it in a list", safe: true, edits: [Edit(span.atStart, "["), Edit(span.atEnd, "]")])])
  }

  static func patternNotObject(at span: Span) -> Diagnostic {
    Diagnostic(
      .patternValueNotListed, "an event pattern must be an object", at: span,
      consequences: ["EventBridge refuses the pattern: Filter is not an object"],
      help: ["name a field and the values it may have: `source: [shop.orders]`"])
  }
}
