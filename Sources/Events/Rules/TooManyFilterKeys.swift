import Diagnostics
import Source

extension Rule {
  /// SNS Developer Guide, "Filter policy constraints in Amazon SNS".
  static let tooManyFilterKeys = Rule(
    "STK471", "too-many-filter-keys", .error, "a filter policy with more keys than SNS takes",
    limits: ["SNS-011"],
    why: "SNS takes at most five keys with values in a filter policy, and refuses the subscription otherwise.",
    examples: [
      .bad(ExampleStack.subscription("filter: { a: [1], b: [1], c: [1], d: [1], e: [1], ↓f: [1] }")),
      .good(ExampleStack.subscription("filter: { a: [1], b: [1], c: [1], d: [1], e: [1] }")),
    ])
}

extension Diagnostic {
  static func tooManyFilterKeys(_ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .tooManyFilterKeys,
      "the filter policy has \(count) keys with values, and SNS takes \(DocumentedLimits.filterKeys)",
      at: span, label: "one too many", consequences: ["SNS refuses the filter policy"],
      help: ["let the publisher join what belongs together in one attribute"])
  }
}
