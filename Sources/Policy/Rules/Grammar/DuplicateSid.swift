import Diagnostics
import Source

extension Rule {
  static let duplicateSid = Rule(
    "STK812", "duplicate-sid", .error, "two statements of one policy with the same name",
    why:
      "AWS rejects a policy of a principal whose statements share a `Sid`; some services take it in a policy of a resource.",
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
                - Sid: Send
                  Effect: Allow
                  Action: sqs:SendMessage
                  Resource: '*'
                - Sid: ↓Send
                  Effect: Allow
                  Action: sns:Publish
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
                - Sid: Send
                  Effect: Allow
                  Action: sqs:SendMessage
                  Resource: '*'
                - Sid: Publish
                  Effect: Allow
                  Action: sns:Publish
                  Resource: '*'

        """),
    ])
}

extension PolicyCheck {
  static let duplicateSid = PolicyCheck(.duplicateSid) { reading, findings in
    var seen: [String: Span] = [:]
    for statement in reading.statements {
      guard let value = statement.member("Sid")?.value, let sid = value.literal, !sid.isEmpty else { continue }
      if let first = seen[sid] {
        findings.report(
          Diagnostic(
            .duplicateSid, "another statement is called `\(sid)`", at: value.span,
            severity: reading.kind.namesPrincipal ? .warning : .error, notes: [.init("the first one", at: first)]))
      } else {
        seen[sid] = value.span
      }
    }
  }
}
