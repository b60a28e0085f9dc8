import Diagnostics
import Source

extension Rule {
  /// YAML 1.2.2, section 5.1: what is not printable must be escaped.
  static let controlCharacter = Rule(
    "STK103", "control-character", .error, "the file holds a character that YAML does not allow",
    why: """
      YAML takes printable characters only; AWS rejects a template with any other. They are invisible, and mostly come from \
      copied text. Each is read as `_`, so that the rest of the file is still checked.
      """,
    examples: [
      .bad("stack: demo\ndescription: or↓\u{8}ders\n"),
      .good("stack: demo\ndescription: \"or\\bders\"\n"),
    ])
}

enum ControlCharacter {
  static func finding(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .controlCharacter, "the character \(name) is not allowed in YAML", at: span,
      help: ["delete it, or write it as an escape in double quotes"])
  }
}
