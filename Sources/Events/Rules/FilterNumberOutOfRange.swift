import Diagnostics
import Source

extension Rule {
  /// SNS Developer Guide, "Filter policy constraints in Amazon SNS".
  static let filterNumberOutOfRange = Rule(
    "STK584", "filter-number-out-of-range", .error, "a number in a filter policy that SNS cannot compare",
    limits: ["SNS-014"],
    why: """
      SNS compares numbers from -1,000,000,000 to 1,000,000,000, with five digits after the point. It refuses a filter policy \
      with others.
      """,
    examples: [
      .bad(ExampleStack.subscription("filter: { total: [{ numeric: [\">\", ↓1000000001] }] }")),
      .bad(ExampleStack.subscription("filter: { total: [↓-2000000000] }")),
      .good(ExampleStack.subscription("filter: { total: [{ numeric: [\">\", 1000000000] }] }")),
    ])
}

extension Diagnostic {
  static func filterNumberOutOfRange(_ text: String, at span: Span) -> Diagnostic {
    let most = DocumentedLimits.filterNumber
    return Diagnostic(
      .filterNumberOutOfRange, "`\(text)` is not between -\(most) and \(most), where SNS compares numbers", at: span,
      consequences: ["SNS refuses the filter policy"],
      help: ["send the value in a larger unit, or as a text that `prefix` or equality can match"])
  }
}
