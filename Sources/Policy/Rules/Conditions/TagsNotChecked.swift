import Diagnostics
import Source
import Spec

extension Rule {
  static let tagsNotChecked = Rule(
    "STK856", "tags-not-checked", .warning, "a condition on tags that an action's requests do not carry",
    why: """
      Not every action can be allowed or denied by tags: the tables of the Service Authorization Reference name those that \
      carry `aws:ResourceTag`, `aws:RequestTag` and `aws:TagKeys`. For the others the key is missing. An Allow then allows \
      nothing; a Deny denies nothing, or with a negated operator everything.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Deny", "Action": ["sqs:CreateQueue", ↓"sqs:DeleteQueue"], "Resource": "*",
          "Condition": { "StringEquals": { "aws:RequestTag/stage": "production" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Deny", "Action": "sqs:DeleteQueue", "Resource": "*",
          "Condition": { "StringEquals": { "aws:ResourceTag/stage": "production" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let tagsNotChecked = PolicyCheck(.tagsNotChecked) { reading, findings in
    for statement in reading.statements {
      for condition in statement.conditions where isOfTags(condition.key.value) {
        for written in statement.knownActions ?? [] {
          // An action too new for the tables has no access level, and its keys are not known either.
          guard !written.actions.isEmpty,
            written.actions.allSatisfy({ $0.accessLevel != nil && !$0.carries(condition.key.value) })
          else { continue }
          findings.report(
            Diagnostic(
              .tagsNotChecked, "requests of `\(written.value)` do not carry `\(condition.key.value)`",
              at: written.span,
              notes: [.init("the condition", at: condition.key.span)],
              consequences: [statement.consequence(condition.comparison.value)],
              help: ["move it to a statement without this condition"]))
        }
      }
    }
  }
}

/// The keys that say which tags a request sets, or its resource has.
private func isOfTags(_ key: String) -> Bool {
  let key = key.lowercased()
  return key == "aws:tagkeys" || key.hasPrefix("aws:requesttag/") || key.hasPrefix("aws:resourcetag/")
}

extension StatementReading {
  fileprivate func consequence(_ comparison: String) -> String {
    let isMet = ConditionOperator(comparison).map { $0.isNegated || $0.ifExists || $0.quantifier == .all } ?? false
    let verb = effect == .deny ? "denies" : "allows"
    return isMet ? "the statement \(verb) it whatever the tags are" : "the statement never \(verb) it"
  }
}
