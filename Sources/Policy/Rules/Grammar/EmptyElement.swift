import Diagnostics
import Source

extension Rule {
  static let emptyElement = Rule(
    "STK832", "empty-element", .warning, "an element with nothing in it",
    why: """
      A statement without an action, a resource or a principal allows and denies nothing. A condition without values \
      never holds; with `ForAllValues` or `IfExists` it holds just where the key is missing.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": ↓[], "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders", "Condition": ↓{} }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
    ])
}

extension PolicyCheck {
  static let emptyElement = PolicyCheck(.emptyElement) { reading, findings in
    for statement in reading.statements {
      for member in statement.members where elements.contains(member.key) && isEmpty(member.value) {
        findings.report(Diagnostic(.emptyElement, "`\(member.key)` is empty", at: member.value.span))
      }
      for block in statement.conditionBlocks where isEmpty(block.value) {
        findings.report(Diagnostic(.emptyElement, "`\(block.key)` compares nothing", at: block.value.span))
      }
      for condition in statement.conditions where isEmpty(condition.values) {
        findings.report(
          Diagnostic(.emptyElement, "`\(condition.key.value)` is compared with nothing", at: condition.values.span))
      }
      for family in statement.member(anyOf: ["Principal", "NotPrincipal"])?.value.members ?? []
      where isEmpty(family.value) {
        findings.report(Diagnostic(.emptyElement, "`\(family.key)` names nobody", at: family.value.span))
      }
    }
  }
}

private let elements: Set<String> = [
  "Sid", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition",
]

private func isEmpty(_ datum: Datum) -> Bool {
  if let items = datum.items { return items.isEmpty }
  if let members = datum.members { return members.isEmpty }
  return datum.literal == ""
}
