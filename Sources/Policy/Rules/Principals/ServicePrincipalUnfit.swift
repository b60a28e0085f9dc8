import Diagnostics
import Source

extension Rule {
  static let servicePrincipalUnfit = Rule(
    "STK852", "service-principal-unfit", .error, "a service principal that is not written as one",
    why: """
      AWS services call by names such as `events.amazonaws.com`. Another text names nobody, and AWS rejects the policy: \
      `Invalid principal in policy`.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": ↓"lambda" }, "Action": "sts:AssumeRole" }
        """#,
        fixed: #"""
          { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }
          """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }
        """#),
    ])
}

extension PolicyCheck {
  static let servicePrincipalUnfit = PolicyCheck(.servicePrincipalUnfit) { reading, findings in
    for statement in reading.statements {
      for text in statement.servicePrincipals {
        guard let name = text.value.literal, !name.holds(anyOf: "*?$"), !isServiceName(name) else {
          continue
        }
        var diagnostic = Diagnostic(.servicePrincipalUnfit, "`\(name)` is no service principal", at: text.span)
        if name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D }) {
          diagnostic.fixes = [.rename(name, at: text.span, to: "\(name).amazonaws.com", safe: false)]
        } else {
          diagnostic.help = ["write it as AWS's documentation of the service does: `events.amazonaws.com`"]
        }
        findings.report(diagnostic)
      }
    }
  }
}

/// The domains of AWS's partitions (AWS General Reference, AWS service endpoints), behind which services are named, and some
/// that single services use.
private let domains = [
  ".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".c2s.ic.gov", ".sc2s.sgov.gov", ".cloud.adc-e.uk",
  ".csp.hci.ic.gov", ".amazon.com", ".aws.internal", ".aws.com",
]

private func isServiceName(_ name: String) -> Bool { domains.contains { name.hasSuffix($0) } }
