import Diagnostics
import Source

extension Rule {
  static let tooManyInputPaths = Rule(
    "STK484", "too-many-input-paths", .error, "an input transformer with more paths than EventBridge takes",
    limits: ["EVB-011"],
    why: "EventBridge takes at most 100 names in `InputPathsMap`, and refuses the target otherwise.",
    examples: [
      .bad(ExampleStack.transformer("paths: { \(paths(100)), ↓last: $.id }, template: '<last>'")),
      .good(ExampleStack.transformer("paths: { \(paths(100)) }, template: '<p0>'")),
    ])

  private static func paths(_ count: Int) -> String {
    (0..<count).map { "p\($0): $.detail.p\($0)" }.joined(separator: ", ")
  }
}

extension Diagnostic {
  static func tooManyInputPaths(_ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .tooManyInputPaths,
      "the transformer names \(count) paths, and EventBridge takes \(DocumentedLimits.inputPaths)", at: span,
      label: "one too many", consequences: ["EventBridge refuses the target"],
      help: ["take a whole part of the event by one path"])
  }
}
