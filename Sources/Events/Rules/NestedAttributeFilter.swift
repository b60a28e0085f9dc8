import Diagnostics
import Source

extension Rule {
  /// SNS Developer Guide, "Filter policy constraints in Amazon SNS": attribute-based filtering.
  static let nestedAttributeFilter = Rule(
    "STK473", "nested-attribute-filter", .error, "a filter policy over message attributes that has nested keys",
    limits: ["SNS-016"],
    why: """
      A message's attributes have no depth, so SNS refuses a nested filter policy unless the scope is the message's body.
      """,
    examples: [
      .bad(ExampleStack.subscription("filter: { customer: ↓{ country: [de] } }")),
      .good(ExampleStack.subscription("filter: { customer: { country: [de] } }, filterScope: messageBody")),
      .good(ExampleStack.subscription("filter: { country: [de] }")),
    ])
}

extension Diagnostic {
  static func nestedAttributeFilter(_ member: Datum.Member) -> Diagnostic {
    Diagnostic(
      .nestedAttributeFilter, "`\(member.key)` holds nested keys, but message attributes have no depth",
      at: member.value.span,
      consequences: [
        "SNS refuses the filter policy: Filter policy scope MessageAttributes does not support nested filter policy"
      ],
      help: ["filter the body instead: `filterScope: messageBody` (`FilterPolicyScope: MessageBody`)"])
  }
}
