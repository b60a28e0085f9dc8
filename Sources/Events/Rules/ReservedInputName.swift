import Diagnostics
import Source

extension Rule {
  static let reservedInputName = Rule(
    "STK485", "reserved-input-name", .error, "an input transformer that names a path as only AWS may",
    limits: ["EVB-011"],
    why:
      "Names that start with `AWS`, and those of the predefined values, are reserved. EventBridge refuses the target.",
    examples: [
      .bad(ExampleStack.transformer("paths: { ↓AWSTotal: $.detail.total }, template: '<AWSTotal>'")),
      .good(ExampleStack.transformer("paths: { total: $.detail.total }, template: '<total>'")),
    ])
}

extension Diagnostic {
  static func reservedInputName(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .reservedInputName, "the name `\(name)` is reserved", at: span,
      consequences: ["EventBridge refuses the target: names of InputPathsMap cannot start with AWS"],
      help: ["use another name"])
  }
}
