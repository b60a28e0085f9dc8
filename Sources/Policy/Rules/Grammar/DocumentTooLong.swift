import Diagnostics
import Source
import Spec

extension Rule {
  static let documentTooLong = Rule(
    "STK848", "document-too-long", .warning, "a policy document that is longer than AWS takes",
    limits: ["IAM-022"],
    why: """
      A managed policy has at most 6,144 characters without white space, a trust policy 2,048 unless AWS is asked for more \
      (IAM User Guide, IAM and AWS STS quotas), a service control policy 5,120 with all its white space (AWS Organizations \
      User Guide, Quotas).
      """,
    examples: [
      .bad(
        "↓{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    { \"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::\(String(repeating: "a", count: 6100))/*\" }\n  ]\n}\n",
        file: PolicyText.exampleName),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/*" }
        """#),
    ])
}

extension PolicyCheck {
  static let documentTooLong = PolicyCheck(.documentTooLong) { reading, findings in
    guard let quota = reading.kind.quota, let most = ServiceLimit.id(quota.row)?.number.flatMap({ Int(exactly: $0) })
    else { return }
    let length = quota.countsSpace ? Int(reading.datum.span.length) : reading.datum.jsonLength
    guard length > most else { return }
    findings.report(
      Diagnostic(
        .documentTooLong, "\(quota.noun) takes \(most) characters, and this has \(length)", at: reading.datum.span,
        help: ["join statements that differ only in the resource, or use `*` in names"], limits: [quota.row]))
  }
}

extension PolicyKind {
  /// The row of the limits for a document of this kind, and whether white space counts. Policies of resources have one for
  /// each service, which a document by itself does not say.
  fileprivate var quota: (row: String, noun: String, countsSpace: Bool)? {
    switch self {
    case .identity, .boundary: ("IAM-002", "a managed policy", false)
    case .trust: ("IAM-001", "a trust policy", false)
    case .serviceControl, .resourceControl: ("IAM-022", "a control policy", true)
    case .resource, .repository, .key, .session, .endpoint: nil
    }
  }
}
