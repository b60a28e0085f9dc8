import Diagnostics
import Source

extension Rule {
  static let elementNotInTrustPolicy = Rule(
    "STK807", "element-not-in-trust-policy", .error, "an element that a trust policy cannot have",
    why:
      "A trust policy is about its own role: AWS rejects one with resources (`Has prohibited field Resource`) or with `NotPrincipal`.",
    examples: [
      .bad(
        """
        resources:
          Worker:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Principal: { Service: lambda.amazonaws.com }
                  Action: sts:AssumeRole
                  ↓Resource: '*'

        """),
      .good(
        """
        resources:
          Worker:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Principal: { Service: lambda.amazonaws.com }
                  Action: sts:AssumeRole

        """),
    ])
}

extension PolicyCheck {
  static let elementNotInTrustPolicy = PolicyCheck(.elementNotInTrustPolicy) { reading, findings in
    guard reading.kind == .trust else { return }
    for statement in reading.statements {
      for member in statement.members where ["Resource", "NotResource", "NotPrincipal"].contains(member.key) {
        findings.report(
          Diagnostic(
            .elementNotInTrustPolicy, "a trust policy cannot have `\(member.key)`", at: member.keySpan,
            consequences: ["AWS rejects the role: \"Has prohibited field \(member.key)\""],
            help: [
              member.key == "NotPrincipal"
                ? "name those who may assume the role with `Principal`"
                : "leave `\(member.key)` out: the resource is the role itself"
            ]))
      }
    }
  }
}
