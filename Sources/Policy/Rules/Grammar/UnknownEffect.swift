import Diagnostics
import Source

extension Rule {
  static let unknownEffect = Rule(
    "STK804", "unknown-effect", .error, "an effect other than Allow and Deny",
    why:
      "AWS rejects the policy: `MalformedPolicyDocument`. The two effects are written as they are, capitals included.",
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
                - Effect: ↓allow
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
  static let unknownEffect = PolicyCheck(.unknownEffect) { reading, findings in
    for statement in reading.statements {
      guard let value = statement.member("Effect")?.value, let text = value.text?.literal, statement.effect == nil
      else {
        continue
      }
      let names = PolicyStatement.Effect.allCases.map(\.rawValue)
      var diagnostic = Diagnostic(.unknownEffect, "`\(text)` is no effect", at: value.span)
      if let nearest = Spelling.nearest(to: text, in: names) {
        diagnostic.label = "did you mean `\(nearest)`?"
        diagnostic.fixes = [.rename(text, at: value.span, to: nearest, safe: true)]
      } else {
        diagnostic.help = ["the effects are `Allow` and `Deny`"]
      }
      findings.report(diagnostic)
    }
  }
}
