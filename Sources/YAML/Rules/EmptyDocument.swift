import Diagnostics
import Source

extension Rule {
  /// Nothing but white space and comments.
  static let emptyDocument = Rule(
    "STK113", "empty-document", .error, "the file holds nothing",
    why: "A stack or template has at least one resource. AWS rejects an empty template.",
    examples: [
      .bad("↓# to be written\n"),
      .good("stack: demo\n"),
    ])
}

enum EmptyDocument {
  static func finding(at span: Span) -> Diagnostic {
    Diagnostic(
      .emptyDocument, "the file holds nothing but white space and comments", at: span,
      help: ["`stackc init` writes a small stack to begin with"])
  }
}
