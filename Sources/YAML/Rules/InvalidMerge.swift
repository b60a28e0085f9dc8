import Diagnostics
import Source

extension Rule {
  /// yaml.org/type/merge.html: the value of `<<` is a mapping or a list of mappings.
  static let invalidMerge = Rule(
    "STK109", "invalid-merge", .error, "`<<` merges something that is no mapping",
    why:
      "`<<` adds the entries of another mapping, or of a list of mappings, to the one it stands in. Nothing else has entries.",
    examples: [
      .bad("stack: demo\nparameters:\n  stage: { <<: ↓text, type: String }\n"),
      .good("stack: demo\nparameters:\n  stage: &text { type: String }\n  size: { <<: *text, default: small }\n"),
    ])
}

enum InvalidMerge {
  static func finding(at span: Span) -> Diagnostic {
    Diagnostic(
      .invalidMerge, "`<<` takes a mapping or a list of mappings", at: span,
      help: ["merge an alias of a mapping, or put quotes around `<<` if it is an ordinary key"])
  }
}
