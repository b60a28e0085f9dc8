import Diagnostics
import Source
import Spec

extension Rule {
  static let actionNeverApplies = Rule(
    "STK816", "action-never-applies", .warning, "an action that works on none of its statement's resources",
    why:
      "AWS takes the policy, and the action allows or denies nothing: each action works on resources of certain types, or on none and then needs `*`.",
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
                  Action: ↓sqs:SendMessage
                  Resource: arn:aws:sns:eu-west-1:111122223333:posts

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
                  Action: ↓sqs:ListQueues
                  Resource: arn:aws:sqs:eu-west-1:111122223333:orders

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
                  Resource: arn:aws:sqs:eu-west-1:111122223333:orders

        """),
    ])
}

extension PolicyCheck {
  static let actionNeverApplies = PolicyCheck(.actionNeverApplies) { reading, findings in
    guard reading.kind.namesResource else { return }
    for statement in reading.statements {
      guard let element = statement.member("Resource"),
        let resources = ResourceShapes(element.value, reading.hasVariables)
      else { continue }
      guard statement.member("Action") != nil else { continue }
      for written in statement.actions {
        guard let action = written.action, let formats = resources.unmet(by: action) else { continue }
        findings.report(
          Diagnostic(
            .actionNeverApplies,
            formats.isEmpty
              ? "`\(action.name)` works on no resource in particular, so it needs `*`"
              : "`\(action.name)` works on none of these resources", at: written.span,
            notes: [.init("the resources", at: element.value.span)],
            help: formats.first.map { ["it works on ARNs such as `\($0)`"] } ?? []))
      }
    }
  }
}
