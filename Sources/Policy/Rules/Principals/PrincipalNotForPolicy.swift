import Diagnostics
import Source

extension Rule {
  static let principalNotForPolicy = Rule(
    "STK849", "principal-not-for-policy", .error, "a principal of a kind that this policy does not take",
    why: """
      An identity provider vouches for who assumes a role; it calls no other service, so only trust policies name one. And \
      a trust policy names who may assume the role: `"*"` by itself is refused there (IAM User Guide, Policy validation \
      check reference).
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": { ↓"Federated": "cognito-identity.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .badPolicy(
        #"""
        { "Effect": "Allow", "Principal": ↓"*", "Action": "sts:AssumeRole" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" }
        """#),
    ])
}

extension PolicyCheck {
  static let principalNotForPolicy = PolicyCheck(.principalNotForPolicy) { reading, findings in
    for statement in reading.statements {
      guard let principal = statement.member(anyOf: ["Principal", "NotPrincipal"]) else { continue }
      if reading.kind == .trust {
        guard statement.allows, principal.key == "Principal", principal.value.literal == "*" else { continue }
        findings.report(
          Diagnostic(
            .principalNotForPolicy, "a trust policy cannot have `\"*\"` for its principal", at: principal.value.span,
            help: ["name accounts, roles or services; `{ \"AWS\": \"*\" }` lets every account of AWS assume the role"]))
      } else if reading.kind.namesPrincipal, let federated = principal.value.member("Federated") {
        findings.report(
          Diagnostic(
            .principalNotForPolicy, "only a trust policy names an identity provider", at: federated.keySpan,
            help: ["name the role that its users assume"]))
      }
    }
  }
}
