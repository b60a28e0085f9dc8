import Diagnostics
import Source

extension Rule {
  static let repeatedConditionKey = Rule(
    "STK836", "repeated-condition-key", .error, "a condition key that stands twice under one operator",
    why: """
      Capitals make no difference in the names of condition keys. AWS rejects the policy: `Duplicate keys with different \
      case`.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333", ↓"aws:principalaccount": "444455556666" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { "aws:PrincipalAccount": ["111122223333", "444455556666"] } } }
        """#),
    ])
}

extension PolicyCheck {
  static let repeatedConditionKey = PolicyCheck(.repeatedConditionKey) { reading, findings in
    for statement in reading.statements {
      for block in statement.conditionBlocks {
        var seen: [String: Span] = [:]
        for entry in block.value.members ?? [] {
          if let first = seen.updateValue(entry.keySpan, forKey: entry.key.lowercased()) {
            findings.report(
              Diagnostic(
                .repeatedConditionKey, "`\(entry.key)` stands here twice", at: entry.keySpan,
                notes: [.init("the first one", at: first)], help: ["write one key with a list of values"]))
          }
        }
      }
    }
  }
}
