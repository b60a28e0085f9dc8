import Diagnostics
import Source
import Spec

extension Rule {
  static let keyNotOfServices = Rule(
    "STK858", "key-not-of-services", .warning, "a condition on the caller where the caller is an AWS service",
    why: """
      A service that calls by its own name has no account, no organization, no ARN and no tags: keys such as \
      `aws:PrincipalOrgID` are missing in its requests. An Allow with them admits nobody. For whom the service acts is in \
      `aws:SourceArn`, `aws:SourceAccount` and `aws:SourceOrgID` (IAM User Guide, The confused deputy problem).
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { ↓"aws:PrincipalOrgID": "o-exampleorg" } } }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { "aws:SourceOrgID": "o-exampleorg" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let keyNotOfServices = PolicyCheck(.keyNotOfServices) { reading, findings in
    guard reading.kind == .resource || reading.kind == .key else { return }
    for statement in reading.statements where statement.allows {
      guard let principals = statement.member("Principal")?.value.members, !principals.isEmpty,
        principals.allSatisfy({ $0.key == PrincipalClause.Family.service.rawValue })
      else { continue }
      for condition in statement.conditions {
        guard let meant = keysOfCallers[String(condition.key.value.lowercased().prefix { $0 != "/" })],
          let comparison = ConditionOperator(condition.comparison.value),
          !comparison.isNegated, !comparison.ifExists, comparison.comparison != .null
        else { continue }
        findings.report(
          Diagnostic(
            .keyNotOfServices, "a service's request has no `\(condition.key.value)`", at: condition.key.span,
            consequences: ["the statement admits nobody"], help: meant.map { ["compare `\($0)`"] } ?? []))
      }
    }
  }
}

/// Keys that describe a caller of an account, in small letters, each with the key that says the same of the source for which
/// a service acts (IAM User Guide, AWS global condition context keys, Properties of the principal).
private let keysOfCallers: [String: String?] = [
  "aws:principalorgid": "aws:SourceOrgID", "aws:principalorgpaths": "aws:SourceOrgPaths",
  "aws:principalaccount": "aws:SourceAccount", "aws:principalarn": "aws:SourceArn", "aws:principaltag": nil,
  "aws:userid": nil, "aws:username": nil,
]
