import Diagnostics
import Source

extension Rule {
  /// JSON's keys are strings, and a template is JSON in the end.
  static let keyNotText = Rule(
    "STK114", "key-not-text", .error, "a key is not text",
    why: """
      YAML lets a key be a list, a mapping or nothing; a template cannot. Most such keys are not meant: `{{ name }}` without \
      quotes is a mapping in a mapping, and a line that starts with `:` has lost its key.
      """,
    examples: [
      .bad("stack: demo\nparameters: { ↓{ stage }: text }\n"),
      .bad("stack: demo\nparameters:\n  ? ↓[stage]\n  : text\n"),
      .good("stack: demo\ndescription: '{{ stage }}'\n"),
    ])
}

enum KeyNotText {
  static func finding(_ key: Arena.Record, isMissing: Bool, in report: Report) -> Diagnostic {
    let span = report.span(key.start, key.end)
    if isMissing {
      return Diagnostic(.keyNotText, "the key before `:` is missing", at: span, help: ["write a key"])
    }
    let kind = key.form == .sequence ? "a list" : "a mapping"
    return Diagnostic(
      .keyNotText, "a key must be text, and this one is \(kind)", at: span,
      consequences: ["AWS rejects the template"], help: ["put quotes around it if it is text"])
  }
}
