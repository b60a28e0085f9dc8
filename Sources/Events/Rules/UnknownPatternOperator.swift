import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Comparison operators for use in event patterns".
  static let unknownPatternOperator = Rule(
    "STK453", "unknown-pattern-operator", .error, "an operator that event patterns do not have",
    why: """
      An object among a field's values is an operator with its argument; their names are fixed and lower case. EventBridge refuses \
      the pattern: `Unrecognized match type …`.
      """,
    examples: [
      .bad(
        ExampleStack.rule("pattern: { source: [{ ↓prefx: shop. }] }"),
        fixed: ExampleStack.rule("pattern: { source: [{ prefix: shop. }] }")),
      .bad(
        ExampleStack.rule("pattern: { detail: { total: [{ ↓NUMERIC: [\">\", 5] }] } }"),
        fixed: ExampleStack.rule("pattern: { detail: { total: [{ numeric: [\">\", 5] }] } }")),
      .good(ExampleStack.rule("pattern: { source: [{ prefix: shop. }] }")),
    ])
}

extension Diagnostic {
  static func unknownPatternOperator(
    _ name: String, at span: Span, among candidates: [String] = PatternReader.operators.keys.sorted()
  ) -> Diagnostic {
    let isNested = candidates.count < PatternReader.operators.count
    var diagnostic = Diagnostic(
      .unknownPatternOperator,
      isNested ? "`anything-but` cannot negate `\(name)`" : "event patterns have no operator `\(name)`", at: span,
      consequences: ["AWS refuses the pattern: Unrecognized match type \(name)"],
      help: ["the operators here are \(candidates.map { "`\($0)`" }.joined(separator: ", "))"])
    if let nearest = Spelling.nearest(to: name, in: candidates) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(span.part(of: name), with: nearest, title: "change to `\(nearest)`", safe: true)]
    }
    return diagnostic
  }
}
