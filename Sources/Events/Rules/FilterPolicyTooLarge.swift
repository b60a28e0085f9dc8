import Diagnostics
import Source

extension Rule {
  /// SNS Developer Guide, "Filter policy constraints in Amazon SNS". No example shows it: the page of the rule would be as
  /// long as the policy.
  static let filterPolicyTooLarge = Rule(
    "STK592", "filter-policy-too-large", .error, "a filter policy with more bytes than SNS takes",
    limits: ["SNS-013"],
    why: "A subscription's filter policy has at most 256 KB as JSON. SNS refuses a larger one.",
    examples: [.good(ExampleStack.subscription("filter: { country: [de, fr] }"))])
}

extension Diagnostic {
  static func filterPolicyTooLarge(_ bytes: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .filterPolicyTooLarge,
      "the filter policy has at least \(bytes) bytes, and SNS takes \(DocumentedLimits.filterBytes)", at: span,
      consequences: ["SNS refuses the filter policy"], help: ["use `prefix` or `anything-but` for similar values"])
  }
}
