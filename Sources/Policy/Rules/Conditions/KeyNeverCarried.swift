import Diagnostics
import Source
import Spec

extension Rule {
  static let keyNeverCarried = Rule(
    "STK822", "key-never-carried", .warning, "a condition on a key that the action never carries",
    why: """
      Each action carries the global condition keys and some of its own. On a key that is not among them a condition \
      never holds, or, if it is negated or asks for a missing key, always does: the statement does nothing, or more than \
      was meant.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { ↓"sns:Protocol": "https" } } }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/*",
          "Condition": { "StringLike": { ↓"s3:prefix": "in/*" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::lake",
          "Condition": { "StringLike": { "s3:prefix": "in/*" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let keyNeverCarried = PolicyCheck(.keyNeverCarried) { reading, findings in
    for statement in reading.statements {
      guard let actions = statement.knownActions else { continue }
      for condition in statement.conditions where isJudged(condition.key.value) {
        report(condition.key, actions, &findings)
      }
    }
  }
}

/// Whether the tables can know a key. Identity providers have keys of their own, with the provider's name before the colon.
private func isJudged(_ key: String) -> Bool {
  let prefix = key.prefix { $0 != ":" }.lowercased()
  return !prefix.contains(".") && prefix != "saml" && prefix != "sts" && !key.contains("$")
}

/// The service whose keys every request carries.
private let global = "aws"

private func report(
  _ key: Spanned<String>, _ actions: [WrittenAction], _ findings: inout Findings
) {
  let prefix = key.value.prefix { $0 != ":" }.lowercased()
  let known = IAMConditionKey.named(key.value)
  if prefix == global, key.value.contains(":") {
    guard known == nil, !lacksTag(key.value) else { return }
    let nearest = Spelling.nearest(to: key.value, in: IAMConditionKey.global.map(\.name).filter { !$0.contains("$") })
    return findings.report(
      Diagnostic(
        .keyNeverCarried, "there is no global condition key `\(key.value)`", at: key.span,
        label: nearest.map { "did you mean `\($0)`?" } ?? ""))
  }
  // An action that the tables do not know may carry anything.
  guard !actions.isEmpty, actions.allSatisfy({ !$0.actions.isEmpty }) else { return }
  let without = actions.filter { written in !written.actions.contains { $0.carries(key.value) } }
  guard !without.isEmpty else { return }
  let names = without.prefix(3).map { "`\($0.value)`" }.joined(separator: ", ")
  let more = without.count > 3 ? " and \(without.count - 3) more" : ""
  findings.report(
    Diagnostic(
      .keyNeverCarried, "`\(key.value)` is never carried by \(names)\(more)", at: key.span,
      notes: without.prefix(1).map { .init("this never carries it", at: $0.span) },
      help: without.count == actions.count ? [] : ["move these actions to a statement without this condition"]))
}
