import Diagnostics
import Source

extension Rule {
  static let wildcardInPrincipal = Rule(
    "STK838", "wildcard-in-principal", .error, "a principal with a wildcard in its name",
    why: """
      `*` by itself is everyone; within an ARN or a service's name it stands for nothing. AWS rejects the policy: \
      `Invalid principal in policy`. A condition on `aws:PrincipalArn` takes wildcards.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": ↓"arn:aws:iam::111122223333:role/*" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } }
        """#),
    ])
}

extension PolicyCheck {
  static let wildcardInPrincipal = PolicyCheck(.wildcardInPrincipal) { reading, findings in
    for statement in reading.statements {
      for family in statement.member(anyOf: ["Principal", "NotPrincipal"])?.value.members ?? [] {
        for text in family.value.policyTexts {
          guard let name = text.value.literal, name.holds(anyOf: "*?") else { continue }
          if name == "*", family.key == "AWS" || family.key == "CanonicalUser" { continue }
          findings.report(
            Diagnostic(
              .wildcardInPrincipal, "`\(name)` is a principal with a wildcard", at: text.span,
              help: ["name the account, and compare `aws:PrincipalArn` with `ArnLike`"]))
        }
      }
    }
  }
}
