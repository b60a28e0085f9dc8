import Diagnostics
import Source

extension Rule {
  /// CloudFormation reads YAML 1.1, in which more words and digits have a meaning. Keys are text in any case.
  static let ambiguousScalar = Rule(
    "STK115", "ambiguous-scalar", .warning, "CloudFormation reads a value as something else than it looks",
    why: """
      CloudFormation's reader follows YAML 1.1: `yes`, `no`, `on` and `off` are booleans, `0123` is an octal number and `12:30` \
      is a number in base 60. A tag, an account id or a time is silently changed. A stack file is read by YAML 1.2, where \
      they are text and decimal numbers; quotes say so to every reader, people included.
      """,
    examples: [
      .bad("stack: demo\ndescription: ↓yes\n", fixed: "stack: demo\ndescription: 'yes'\n"),
      .bad("stack: demo\ndescription: ↓0123\n", fixed: "stack: demo\ndescription: '0123'\n"),
      .bad("stack: demo\ndescription: ↓12:30\n", fixed: "stack: demo\ndescription: '12:30'\n"),
      .good("stack: demo\ndescription: 'yes'\n"),
    ])
}

enum AmbiguousScalar {
  static func finding(_ word: String, _ reading: String, at span: Span) -> Diagnostic {
    let boolean = LegacyReading.boolean(word)
    return Diagnostic(
      .ambiguousScalar, "CloudFormation reads `\(word)` as \(reading)", at: span,
      help: [
        boolean.map { "write `\($0)`, or put quotes around it if it is a text" }
          ?? "put quotes around it to keep it as it is written"
      ],
      fixes: [.replace(span, with: "'\(word)'", title: "quote it", safe: false)])
  }
}
