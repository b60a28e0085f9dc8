import Diagnostics
import Source

extension Rule {
  static let conflictingElements = Rule(
    "STK817", "conflicting-elements", .error, "an element together with its opposite",
    why:
      "AWS rejects a statement that has both, such as `Action` and `NotAction`.",
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
                  Action: sqs:SendMessage
                  Resource: '*'
                  ↓NotAction: sns:Publish

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
  static let conflictingElements = PolicyCheck(.conflictingElements) { reading, findings in
    for statement in reading.statements {
      for name in ["Action", "Resource", "Principal"] {
        guard let plain = statement.member(name), let negated = statement.member("Not" + name) else { continue }
        let later = max(plain.keySpan, negated.keySpan)
        findings.report(
          Diagnostic(
            .conflictingElements, "a statement cannot have both `\(name)` and `Not\(name)`", at: later,
            notes: [.init("the other one", at: min(plain.keySpan, negated.keySpan))],
            help: ["make two statements of it"]))
      }
    }
  }
}
