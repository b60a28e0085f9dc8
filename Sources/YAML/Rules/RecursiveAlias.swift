import Diagnostics
import Source

extension Rule {
  /// A node that holds itself has no end.
  static let recursiveAlias = Rule(
    "STK107", "recursive-alias", .error, "an alias stands inside the node that it stands for",
    why: "Such a node would hold itself without end. No template can be made of it, and AWS rejects it.",
    examples: [
      .bad("stack: demo\nparameters: &all\n  stage: ↓*all\n"),
      .good("stack: demo\nparameters:\n  stage: &text { type: String }\n  size: *text\n"),
    ])
}

enum RecursiveAlias {
  static func finding(_ name: String, at span: Span, anchor: Span) -> Diagnostic {
    Diagnostic(
      .recursiveAlias, "`*\(name)` stands inside `&\(name)` itself", at: span,
      notes: [.init("what `&\(name)` marks begins here", at: anchor)])
  }
}
