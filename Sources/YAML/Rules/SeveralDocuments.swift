import Diagnostics
import Source

extension Rule {
  /// A template is one document (YAML 1.2.2, chapter 9).
  static let severalDocuments = Rule(
    "STK112", "several-documents", .error, "the file holds more than one document",
    why:
      "A line `---` starts a new document. A stack or template is one document: AWS rejects a file with more, and here the others are not read.",
    examples: [
      .bad("stack: demo\n↓---\nstack: other\n"),
      .good("---\nstack: demo\n"),
    ])
}

enum SeveralDocuments {
  static func finding(at span: Span) -> Diagnostic {
    Diagnostic(
      .severalDocuments, "a second document starts here", at: span, label: "nothing from here on is read",
      consequences: ["AWS rejects a template with more than one document"],
      help: ["delete the `---`, or move what follows to a file of its own"])
  }
}
