import Diagnostics
import Source

extension Rule {
  static let allowWithNotPrincipal = Rule(
    "STK810", "allow-with-not-principal", .warning, "an Allow for everyone but some",
    why:
      "It allows everyone else in the world, also those without credentials.",
    examples: [
      .bad(
        """
        resources:
          Posts:
            Type: AWS::SNS::TopicPolicy
            Properties:
              Topics: [arn:aws:sns:eu-west-1:111122223333:posts]
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  ↓NotPrincipal: { AWS: '111122223333' }
                  Action: sns:Publish
                  Resource: arn:aws:sns:eu-west-1:111122223333:posts

        """),
      .good(
        """
        resources:
          Posts:
            Type: AWS::SNS::TopicPolicy
            Properties:
              Topics: [arn:aws:sns:eu-west-1:111122223333:posts]
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Principal: { AWS: '111122223333' }
                  Action: sns:Publish
                  Resource: arn:aws:sns:eu-west-1:111122223333:posts

        """),
    ])
}

extension PolicyCheck {
  static let allowWithNotPrincipal = PolicyCheck(.allowWithNotPrincipal) { reading, findings in
    guard reading.kind != .trust, reading.kind.namesPrincipal else { return }
    for statement in reading.statements where statement.effect == .allow {
      guard let member = statement.member("NotPrincipal") else { continue }
      findings.report(
        Diagnostic(
          .allowWithNotPrincipal, "`NotPrincipal` with `Allow` allows everyone else, the anonymous included",
          at: member.keySpan, help: ["name those who may with `Principal`"]))
    }
  }
}
