import Diagnostics
import Source
import Spec

extension Rule {
  static let serviceNotRestricted = Rule(
    "STK857", "service-not-restricted", .warning, "a service admitted on behalf of every account",
    why: """
      A service acts for all its customers by one name. A statement for it without `aws:SourceArn`, `aws:SourceAccount` or \
      `aws:SourceOrgID` admits it whoever makes it act: someone else's rule or topic can deliver here (IAM User Guide, The \
      confused deputy problem).
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": ↓"events.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let serviceNotRestricted = PolicyCheck(.serviceNotRestricted) { reading, findings in
    guard reading.kind == .resource else { return }
    for statement in reading.statements where statement.allows && !statement.restrictsSource {
      for text in statement.member("Principal")?.value["Service"]?.policyTexts ?? [] {
        guard let service = text.value.literal,
          !statement.actions.allSatisfy({ WirePermission.isUnconditional(service, $0.value) })
        else { continue }
        findings.report(
          Diagnostic(
            .serviceNotRestricted, "`\(service)` is admitted on behalf of every account", at: text.span,
            help: ["compare `aws:SourceArn`, or `aws:SourceAccount` with your own account"]))
      }
    }
  }
}

extension StatementReading {
  /// Whether a condition says for whom a service must act.
  fileprivate var restrictsSource: Bool {
    conditions.contains { condition in
      let key = condition.key.value.lowercased()
      // A key of the caller restricts too: it is said elsewhere that a service has none.
      return key.hasPrefix("aws:principal")
        || (key.hasPrefix("aws:source") && key != "aws:sourceip" && key != "aws:sourceidentity")
    }
  }
}
