import Diagnostics
import Source

extension Rule {
  static let unknownPolicyVersion = Rule(
    "STK805", "unknown-policy-version", .error, "a version of the policy language that does not exist",
    limits: ["IAM-021"],
    why:
      "AWS rejects the policy: `MalformedPolicyDocument`. The version is that of the language, not the day on which the policy was written.",
    examples: [
      .bad(
        """
        resources:
          Worker:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Version: ↓'2012-10-18'
                Statement:
                - Effect: Allow
                  Action: sqs:SendMessage
                  Resource: '*'

        """,
        fixed: """
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
  static let unknownPolicyVersion = PolicyCheck(.unknownPolicyVersion) { reading, findings in
    guard let value = reading.datum["Version"], let text = value.text?.literal,
      !PolicyDocument.versions.contains(text)
    else { return }
    findings.report(
      Diagnostic(
        .unknownPolicyVersion, "there is no version `\(text)` of the policy language", at: value.span,
        fixes: [.rename(text, at: value.span, to: PolicyDocument.currentVersion, safe: false)]))
  }
}
