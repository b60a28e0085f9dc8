import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Amazon EventBridge input transformation", "Common issues with transforming input".
  static let templateNotJSON = Rule(
    "STK482", "template-not-json", .error, "an input template that is neither JSON nor text in double quotes",
    why: """
      A template is a JSON value, or lines of JSON strings, in which `<name>` stands for a value. Plain text must itself be in \
      double quotes. EventBridge refuses the target: `Invalid InputTemplate`.
      """,
    examples: [
      .bad(ExampleStack.transformer("template: ↓'order of <aws.events.rule-name>'")),
      .bad(ExampleStack.transformer("template: ↓'{\"rule\": }'")),
      .good(ExampleStack.transformer("template: '\"order of <aws.events.rule-name>\"'")),
    ])
}

extension Diagnostic {
  static func templateNotJSON(at span: Span) -> Diagnostic {
    Diagnostic(
      .templateNotJSON, "the template is neither JSON nor text in double quotes", at: span,
      consequences: ["EventBridge refuses the target: Invalid InputTemplate"],
      help: ["write text as a JSON string: `'\"order <id>\"'`"])
  }
}
