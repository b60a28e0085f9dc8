import Diagnostics
import Source

extension Rule {
  static let wildcardInService = Rule(
    "STK855", "wildcard-in-service", .info, "a wildcard in the name of a service",
    why: """
      `s*:Get*` allows the reading calls of every service whose prefix begins with `s`: those of today, and those that AWS \
      adds tomorrow.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": ↓"sq*:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": "sqs:Send*", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
    ])
}

extension PolicyCheck {
  static let wildcardInService = PolicyCheck(.wildcardInService) { reading, findings in
    for statement in reading.statements {
      for action in statement.actions where action.value != "*:*" {
        guard let name = action.name, ActionName.hasWildcard(name.service) else { continue }
        findings.report(
          Diagnostic(
            .wildcardInService, "`\(action.value)` reaches services that nobody thought of", at: action.span,
            help: ["name the services"]))
      }
    }
  }
}
