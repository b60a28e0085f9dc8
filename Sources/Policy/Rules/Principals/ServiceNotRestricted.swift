import Diagnostics
import Source

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
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": ↓"sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:sns:*:*:news" } } }
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
    for admission in PolicyDocument(reading: reading.datum).servicesAdmittedForAll {
      findings.report(
        Diagnostic(
          .serviceNotRestricted, "`\(admission.service.value)` is admitted on behalf of every account",
          at: admission.service.span,
          help: ["compare `aws:SourceArn`, or `aws:SourceAccount` with your own account"]))
    }
  }
}
