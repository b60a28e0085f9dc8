import Diagnostics
import Source

extension Rule {
  static let patternArgument = Rule(
    "STK454", "pattern-argument", .error, "an operator of an event pattern with an argument it does not take",
    why: """
      Each operator takes its own kind of argument, and an object among a field's values holds exactly one operator. EventBridge \
      refuses the pattern, for example with `prefix match pattern must be a string`.
      """,
    examples: [
      .bad(
        ExampleStack.rule("pattern: { time: [{ prefix: ↓2026 }] }"),
        fixed: ExampleStack.rule("pattern: { time: [{ prefix: \"2026\" }] }")),
      .bad(ExampleStack.rule("pattern: { source: [{ prefix: shop., ↓suffix: .orders }] }")),
      .bad(ExampleStack.rule("pattern: { detail: { state: [{ anything-but: [stopped, ↓5] }] } }")),
      .bad(ExampleStack.rule("pattern: { detail: { state: [{ exists: ↓yes please }] } }")),
      .good(ExampleStack.rule("pattern: { detail: { state: [{ anything-but: [stopped, failed] }] } }")),
    ])
}

extension Diagnostic {
  static func patternArgument(_ message: String, _ datum: Datum) -> Diagnostic {
    var diagnostic = Diagnostic(
      .patternArgument, message, at: datum.span, label: datum.kind.phrase, consequences: ["AWS refuses the pattern"])
    if message.hasSuffix("takes a string"), case .number = datum.kind {
      diagnostic.fixes = [
        Fix("put it in quotes", safe: true, edits: [Edit(datum.span.atStart, "\""), Edit(datum.span.atEnd, "\"")])
      ]
    }
    return diagnostic
  }

  static func patternListInList(at span: Span) -> Diagnostic {
    Diagnostic(
      .patternArgument, "a list of values cannot hold a list", at: span,
      consequences: ["AWS refuses the pattern: Match value must be String, number, true, false, or null"],
      help: ["list the values side by side"])
  }

  static func patternNoOperator(at span: Span) -> Diagnostic {
    Diagnostic(
      .patternArgument, "an operator is missing here", at: span,
      consequences: ["AWS refuses the pattern: Match expression name not found"])
  }

  static func patternTwoOperators(_ name: String, after first: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .patternArgument, "`\(name)` stands beside `\(first)`, but an object holds one operator", at: span,
      consequences: ["AWS refuses the pattern: Only one key allowed in match expression"],
      help: ["values of one list are alternatives: write two objects to match either"])
  }
}

extension Datum.Kind {
  /// What it is, for a label.
  var phrase: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .list: "a list"
    case .map: "an object"
    case .unknown: "not known before deployment"
    }
  }
}
