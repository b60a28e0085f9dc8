import Diagnostics
import Source

extension Rule {
  /// YAML 1.2.2, section 3.2.1.3: keys are unique.
  static let duplicateKey = Rule(
    "STK105", "duplicate-key", .error, "a key stands twice in one mapping",
    why: """
      Only one of the two values can count, and which one depends on the reader. CloudFormation's page on template formats calls \
      the behaviour undefined: it may take the template and leave one of the two out.
      """,
    examples: [
      .bad("stack: demo\nparameters:\n  stage: { type: String }\n  ↓stage: { type: Number }\n"),
      .good("stack: demo\nparameters:\n  stage: { type: String }\n  size: { type: Number }\n"),
    ])
}

enum DuplicateKey {
  static func finding(_ key: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      .duplicateKey, "`\(key)` is given twice", at: span, notes: [.init("`\(key)` is first given here", at: first)],
      consequences: ["CloudFormation may accept the file and drop one of the two without a word"],
      help: ["rename one of them, or merge the two"])
  }
}
