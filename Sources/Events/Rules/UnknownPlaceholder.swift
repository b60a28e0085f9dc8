import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Amazon EventBridge input transformation".
  static let unknownPlaceholder = Rule(
    "STK481", "unknown-placeholder", .warning, "an input template that names a value nobody defines",
    why: """
      A template's `<name>` is replaced by what the path of that name leads to, or by one of the predefined values. For any other \
      name EventBridge has nothing to put there, and what the target gets is not what was meant.
      """,
    examples: [
      .bad(
        ExampleStack.transformer("paths: { total: $.detail.total }, template: '{\"sum\": ↓<totl>}'"),
        fixed: ExampleStack.transformer("paths: { total: $.detail.total }, template: '{\"sum\": <total>}'")),
      .good(ExampleStack.transformer("paths: { total: $.detail.total }, template: '{\"sum\": <total>}'")),
      .good(ExampleStack.transformer("template: '{\"rule\": \"<aws.events.rule-name>\"}'")),
    ])
}

extension Diagnostic {
  static func unknownPlaceholder(_ name: String, among names: [String], at span: Span) -> Diagnostic {
    var diagnostic = Diagnostic(
      .unknownPlaceholder, "no path is named `\(name)`", at: span,
      consequences: ["EventBridge has no value to put in the place of `<\(name)>`"],
      help: ["define it among the paths: `\(name): $.detail.…`"])
    if let nearest = Spelling.nearest(to: name, in: names) {
      diagnostic.label = "did you mean `\(nearest)`?"
      if span.length == name.utf8.count + 2 {
        diagnostic.fixes = [.replace(span, with: "<\(nearest)>", title: "change to `<\(nearest)>`", safe: true)]
      }
    }
    return diagnostic
  }
}
