import Diagnostics
import Source

extension Rule {
  static let servicePrincipalMisspelled = Rule(
    "STK865", "service-principal-misspelled", .warning, "an unknown service principal that is near to a known one",
    why: """
      Services call by fixed names. Nobody calls by another one, and AWS rejects a policy that names a service which it does \
      not have: `Invalid principal in policy`.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": ↓"lamda.amazonaws.com" }, "Action": "sts:AssumeRole" }
        """#,
        fixed: #"""
          { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }
          """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": ["s3.amazonaws.com", ↓"cloudfromation.amazonaws.com"] }, "Action": "sts:AssumeRole" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "Service": "kafkaconnect.amazonaws.com" }, "Action": "sts:AssumeRole" }
        """#),
    ])
}

extension PolicyCheck {
  static let servicePrincipalMisspelled = PolicyCheck(.servicePrincipalMisspelled) { reading, findings in
    for statement in reading.statements {
      for text in statement.servicePrincipals {
        guard let name = text.value.literal, let meant = ServicePrincipals.meant(by: name) else { continue }
        var diagnostic = Diagnostic(
          .servicePrincipalMisspelled, "no service is known to call as `\(name)`", at: text.span,
          label: "did you mean `\(meant)`?")
        diagnostic.fixes = [.rename(name, at: text.span, to: meant, safe: false)]
        findings.report(diagnostic)
      }
    }
  }
}
