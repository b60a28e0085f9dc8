import Diagnostics
import Source

extension Rule {
  static let principalInIdentityPolicy = Rule(
    "STK808", "principal-in-identity-policy", .error, "a principal in a policy of the principal itself",
    why:
      "A policy that is attached to a user, group or role holds for whom it is attached to. AWS rejects one that names principals: `Policy document should not specify a principal`.",
    examples: [
      .bad(
        """
        resources:
          Worker:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  ↓Principal: { Service: lambda.amazonaws.com }
                  Action: sqs:SendMessage
                  Resource: '*'

        """),
      .good(
        """
        resources:
          Worker:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Action: sqs:SendMessage
                  Resource: '*'

        """),
    ])
}

extension PolicyCheck {
  static let principalInIdentityPolicy = PolicyCheck(.principalInIdentityPolicy) { reading, findings in
    guard !reading.kind.namesPrincipal else { return }
    for statement in reading.statements {
      for member in statement.members where ["Principal", "NotPrincipal"].contains(member.key) {
        findings.report(
          Diagnostic(
            .principalInIdentityPolicy, "a policy of this kind cannot have `\(member.key)`", at: member.keySpan,
            consequences: ["AWS rejects the policy: \"Policy document should not specify a principal.\""],
            help: ["leave it out, or put the statement into the policy of the resource"]))
      }
    }
  }
}
