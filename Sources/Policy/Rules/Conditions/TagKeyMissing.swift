import Diagnostics
import Source
import Spec

extension Rule {
  static let tagKeyMissing = Rule(
    "STK846", "tag-key-missing", .error, "a condition on tags that names no tag",
    why: """
      `aws:RequestTag/team` is the value of the tag `team`. Without the tag's key there is no such condition key: the \
      condition never holds.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:CreateQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { ↓"aws:RequestTag": "shop" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:CreateQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { "aws:RequestTag/team": "shop" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let tagKeyMissing = PolicyCheck(.tagKeyMissing) { reading, findings in
    for statement in reading.statements {
      for condition in statement.conditions where lacksTag(condition.key.value) {
        let name = condition.key.value.hasSuffix("/") ? condition.key.value : condition.key.value + "/"
        findings.report(
          Diagnostic(
            .tagKeyMissing, "`\(condition.key.value)` names no tag", at: condition.key.span,
            help: ["write the tag's key behind it: `\(name)team`"]))
      }
    }
  }
}

/// Whether a condition key is one of tags without the tag.
func lacksTag(_ key: String) -> Bool {
  let name = key.hasSuffix("/") ? String(key.dropLast()) : key
  return IAMConditionKey.named(name) == nil && IAMConditionKey.named(name + "/any") != nil
}
