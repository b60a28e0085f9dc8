import Diagnostics
import Source

extension Rule {
  /// A few lines of aliases of aliases can stand for billions of nodes.
  static let aliasExpansion = Rule(
    "STK108", "alias-expansion", .error, "aliases stand for more nodes than any template can hold",
    why: """
      Aliases that stand for aliases multiply: ten lines can mean billions of nodes. No template of that size can be deployed \
      (CloudFormation takes 1 MB), so the alias is not followed.
      """,
    examples: [.good("stack: demo\nparameters:\n  stage: &text { type: String }\n  size: *text\n")])
}

enum AliasExpansion {
  static func finding(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .aliasExpansion, "`*\(name)` brings the nodes that aliases stand for above \(InputLimits.aliasedNodes)", at: span,
      help: ["write out what differs, and let aliases stand for less"])
  }
}
