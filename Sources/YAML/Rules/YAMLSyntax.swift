import Diagnostics
import Source

extension Rule {
  /// The file is not YAML; libyaml stopped reading. Worded by ``SyntaxFault``.
  static let yamlSyntax = Rule(
    "STK101", "yaml-syntax", .error, "the file is not valid YAML",
    why: """
      Nothing after the fault can be read, so nothing after it is checked. What stands before it is. Most faults of this \
      kind are a bracket or quote without its partner, a colon in a value without quotes, or a line that is indented \
      unlike its neighbours.
      """,
    examples: [
      .bad("stack: demo\nqueues: ↓{ orders: {}\n"),
      .bad(
        "stack: demo\ndescription: takes orders↓: all of them\n",
        fixed: "stack: demo\ndescription: 'takes orders: all of them'\n"),
      .bad("stack: demo\ndescription: ↓\"takes orders\n"),
      .bad("stack: demo\ndescription: ↓@home\n"),
      .bad("stack: demo\n↓queues\n"),
      .good("stack: demo\ndescription: 'takes orders: all of them'\n"),
    ])
}

extension TextScreening {
  static func directives(at span: Span) -> Diagnostic {
    Diagnostic(
      .yamlSyntax, "more than \(InputLimits.directives) lines start with `%`, which starts a directive", at: span,
      help: ["leave `%` lines out: a template needs none"])
  }
}
