import Diagnostics
import Source
import Spec

extension Rule {
  static let unknownActionService = Rule(
    "STK814", "unknown-action-service", .error, "an action of a service that IAM does not know",
    why:
      "AWS takes the policy, and the statement allows or denies nothing.",
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
                  Action: ↓sqss:SendMessage
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
  static let unknownActionService = PolicyCheck(.unknownActionService) { reading, findings in
    for statement in reading.statements {
      for action in statement.actions {
        guard let name = action.name, action.service == nil, !ActionName.hasWildcard(name.service) else { continue }
        findings.report(.unknownService(name, action))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownService(_ name: ActionName, _ action: WrittenAction) -> Diagnostic {
    guard let nearest = Spelling.nearest(to: name.service, in: IAMService.all.map(\.prefix)) else {
      // Without a name near it, it may as well be newer than the tables.
      return Diagnostic(
        .unknownActionService, "no service is known by the prefix `\(name.service)`", at: action.span,
        severity: .warning)
    }
    return Diagnostic(
      .unknownActionService, "no service has the prefix `\(name.service)`", at: action.span,
      label: "did you mean `\(nearest)`?",
      fixes: [
        .rename(
          action.value, at: action.span, to: "\(nearest):\(name.name)", safe: isOneLetterApart(nearest, name.service))
      ])
  }
}
