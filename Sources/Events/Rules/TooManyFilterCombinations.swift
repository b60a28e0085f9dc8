import Diagnostics
import Source

extension Rule {
  /// SNS Developer Guide, "Filter policy constraints in Amazon SNS".
  static let tooManyFilterCombinations = Rule(
    "STK472", "too-many-filter-combinations", .error, "a filter policy with more combinations of values than SNS takes",
    limits: ["SNS-012"],
    why: """
      SNS multiplies the numbers of values of all keys, for a message's body also by the depth of each key, and refuses a product \
      above 150.
      """,
    examples: [
      .bad(ExampleStack.subscription("filter: ↓{ a: [\(values(10))], b: [\(values(16))] }")),
      .good(ExampleStack.subscription("filter: { a: [\(values(10))], b: [\(values(15))] }")),
    ])

  private static func values(_ count: Int) -> String { (1...count).map(String.init).joined(separator: ", ") }
}

extension Diagnostic {
  static func tooManyFilterCombinations(_ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .tooManyFilterCombinations,
      "the filter policy has \(count) combinations of values, and SNS takes \(DocumentedLimits.filterCombinations)",
      at: span, consequences: ["SNS refuses the filter policy: Filter policy is too complex"],
      help: ["use `prefix` or `anything-but` for similar values"])
  }
}
