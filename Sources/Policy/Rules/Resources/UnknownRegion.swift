import Diagnostics
import Source
import Spec

extension Rule {
  static let unknownRegion = Rule(
    "STK863", "unknown-region", .warning, "a region or partition that AWS does not have",
    why: """
      The second part of an ARN is one of AWS's partitions, the fourth one of its regions; `aws:RequestedRegion` is a region. \
      With a name that there is not, the statement applies to nothing. The regions are those that AWS's SDKs list; a newer \
      one is only unknown here.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ↓"arn:aws:sqs:eu-wets-1:111122223333:orders" }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ↓"arn:aws-china:sqs:cn-north-1:111122223333:orders" }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1", ↓"eu-wets-2"] } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringLike": { "aws:RequestedRegion": "eu-*" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let unknownRegion = PolicyCheck(.unknownRegion) { reading, findings in
    for statement in reading.statements {
      for text in statement.member(anyOf: ["Resource", "NotResource"])?.value.policyTexts ?? [] {
        guard let parts = text.value.literal?.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false),
          parts.count == 6, parts[0] == "arn"
        else { continue }
        report(String(parts[1]), "partition", among: partitions, at: text.span, &findings)
        report(String(parts[3]), "region", among: regions, at: text.span, &findings)
      }
      for condition in statement.conditions where condition.key.value.lowercased() == "aws:requestedregion" {
        for value in condition.values.policyTexts {
          value.value.literal.map { report($0, "region", among: regions, at: value.span, &findings) }
        }
      }
    }
  }
}

private let partitions = Set(Region.all.map(\.partition))
private let regions = Set(Region.all.map(\.name))

private func report(
  _ name: String, _ noun: String, among known: Set<String>, at span: Span, _ findings: inout Findings
) {
  guard !name.isEmpty, !name.holds(anyOf: "*?$"), !known.contains(name) else { return }
  let nearest = Spelling.nearest(to: name, in: known.sorted())
  findings.report(
    Diagnostic(
      .unknownRegion, "AWS has no \(noun) `\(name)`", at: span, label: nearest.map { "did you mean `\($0)`?" } ?? ""))
}
