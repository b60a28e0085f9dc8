import Diagnostics
import Source

extension Rule {
  /// Depth is where readers fail, so it has a bound: ``InputLimits/depth``.
  static let tooDeep = Rule(
    "STK110", "too-deep", .error, "collections lie too deep inside one another",
    why: """
      No template that a person or a tool means to deploy comes near this depth; what does is broken or hostile. Nothing \
      after it is read.
      """,
    examples: [.good("stack: demo\nparameters:\n  stage: { type: String, allowedValues: [dev, prod] }\n")])
}

enum TooDeep {
  static func finding(at span: Span) -> Diagnostic {
    Diagnostic(
      .tooDeep, "more than \(InputLimits.depth) collections lie inside one another here", at: span,
      help: ["check for brackets that are opened over and over"])
  }

  static func finding(alias name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .tooDeep, "with what `*\(name)` stands for, more than \(InputLimits.depth) collections lie inside one another",
      at: span, help: ["write aliases that stand for less"])
  }
}
