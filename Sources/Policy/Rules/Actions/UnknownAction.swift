import Diagnostics
import Source
import Spec

extension Rule {
  static let unknownAction = Rule(
    "STK815", "unknown-action", .error, "an action that its service does not have",
    why:
      "AWS takes the policy, and the action allows or denies nothing.",
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
                  Action: ↓sqs:SendMessages
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
                  Action: ↓sqs:Pubish*
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
                  Action: sqs:Send*
                  Resource: '*'

        """),
    ])
}

extension PolicyCheck {
  static let unknownAction = PolicyCheck(.unknownAction) { reading, findings in
    for statement in reading.statements {
      for action in statement.actions {
        guard let name = action.name, let service = action.service, action.actions.isEmpty else { continue }
        if ActionName.hasWildcard(name.name) {
          findings.report(
            Diagnostic(
              .unknownAction, "`\(action.value)` matches no action of `\(service.prefix)`", at: action.span,
              severity: .warning))
        } else {
          findings.report(.unknownAction(name, of: service, action))
        }
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownAction(_ name: ActionName, of service: IAMService, _ action: WrittenAction)
    -> Diagnostic
  {
    guard let nearest = Spelling.nearest(to: name.name, in: service.actions.map(\.shortName)) else {
      // Without a name near it, it may as well be newer than the tables.
      return Diagnostic(
        .unknownAction, "`\(service.prefix)` is not known to have an action `\(name.name)`", at: action.span,
        severity: .warning)
    }
    let meant = "\(service.prefix):\(nearest)"
    // `SendMessage` allows `SendMessageBatch` too ("Amazon SQS batch actions", Amazon SQS Developer Guide).
    if name.name == nearest + "Batch" {
      return Diagnostic(
        .unknownAction, "`\(service.prefix)` has no action `\(name.name)`", at: action.span,
        label: "`\(meant)` allows what `\(name.name)` does", severity: .warning)
    }
    return Diagnostic(
      .unknownAction, "`\(service.prefix)` has no action `\(name.name)`", at: action.span,
      label: "did you mean `\(meant)`?",
      fixes: [.rename(action.value, at: action.span, to: meant, safe: isOneLetterApart(nearest, name.name))])
  }
}
