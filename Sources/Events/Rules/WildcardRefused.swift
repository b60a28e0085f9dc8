import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Wildcard matching".
  static let wildcardRefused = Rule(
    "STK457", "wildcard-refused", .error, "a `wildcard` operator that AWS does not accept",
    why: """
      In `wildcard` a `*` stands for any text, `\\*` for an asterisk and `\\\\` for a backslash. Two asterisks in a row and other \
      escapes are refused, and so is a text that many `*` followed by the same characters make costly to match: `Rule is too \
      complex`. AWS does not document that limit; this rule reports what is at least as costly as a pattern known to be refused.
      """,
    examples: [
      .bad(
        ExampleStack.rule("pattern: { detail: { path: [{ wildcard: /a/↓**/b }] } }"),
        fixed: ExampleStack.rule("pattern: { detail: { path: [{ wildcard: /a/*/b }] } }")),
      .bad(ExampleStack.rule("pattern: { detail: { path: [{ wildcard: 'a↓\\d' }] } }")),
      .bad(ExampleStack.rule("pattern: { detail: { path: [{ wildcard: ↓\"*:*:*:*:*:event-bus/*\" }] } }")),
      .good(ExampleStack.rule("pattern: { detail: { path: [{ wildcard: /a/*/b }] } }")),
    ])
}

extension Diagnostic {
  static func wildcardMalformed(_ fault: WildcardPattern.Fault, in text: String, at span: Span) -> Diagnostic {
    switch fault {
    case .consecutive(let offset):
      let run = text.utf8.dropFirst(offset).prefix { $0 == UInt8(ascii: "*") }.count
      let place = span.part(offset..<offset + run, of: text)
      return Diagnostic(
        .wildcardRefused, "one `*` already stands for any text", at: place,
        consequences: ["AWS refuses the pattern: Consecutive wildcard characters at pos \(offset)"],
        fixes: place == span ? [] : [.replace(place, with: "*", title: "leave one `*`", safe: true)])
    case .escape(let offset):
      return Diagnostic(
        .wildcardRefused, "after `\\` only `*` or `\\` may follow", at: span.part(offset..<offset + 1, of: text),
        consequences: ["AWS refuses the pattern: Invalid escape character at pos \(offset)"],
        help: ["write `\\\\` for a backslash"])
    }
  }

  static func wildcardTooComplex(at span: Span) -> Diagnostic {
    Diagnostic(
      .wildcardRefused, "too many `*` are followed by the same characters", at: span,
      consequences: [
        "AWS refuses the pattern: Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character"
      ],
      help: ["match a fixed beginning with `prefix` or a fixed end with `suffix`"])
  }
}
