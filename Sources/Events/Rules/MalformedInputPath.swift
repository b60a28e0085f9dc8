import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Amazon EventBridge input transformation": the supported part of JSON path.
  static let malformedInputPath = Rule(
    "STK483", "malformed-input-path", .error, "a path of an input transformer that EventBridge does not understand",
    why: """
      A path starts with `$` and goes on by `.name`, `[0]` or `[*]`. Filters, slices and `..` are not supported. EventBridge \
      refuses the target.
      """,
    examples: [
      .bad(ExampleStack.transformer("paths: { total: ↓detail.total }, template: '<total>'")),
      .bad(ExampleStack.transformer("paths: { total: $↓..total }, template: '<total>'")),
      .good(ExampleStack.transformer("paths: { total: '$.detail.items[0].total' }, template: '<total>'")),
    ])
}

extension Diagnostic {
  static func malformedInputPath(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .malformedInputPath, "`\(text)` is no path that EventBridge understands", at: span,
      consequences: ["EventBridge refuses the target: JSONPath is not valid"],
      help: ["for example `$.detail.items[0].id` or `$.resources[*]`"])
  }
}
