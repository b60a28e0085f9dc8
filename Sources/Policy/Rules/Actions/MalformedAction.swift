import Diagnostics
import Source

extension Rule {
  static let malformedAction = Rule(
    "STK813", "malformed-action", .error, "an action that is not written service:Name",
    why:
      "AWS rejects the policy: `Actions/Conditions must be prefaced by a vendor`.",
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
                  Action: ↓SendMessage
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
  static let malformedAction = PolicyCheck(.malformedAction) { reading, findings in
    for statement in reading.statements {
      for action in statement.actions where action.value != "*" && action.name == nil {
        findings.report(
          Diagnostic(
            .malformedAction, "`\(action.value)` is not written `service:Name`", at: action.span,
            consequences: ["AWS rejects the policy: \"Actions/Conditions must be prefaced by a vendor\""],
            help: ["write the service before a colon, such as `sqs:SendMessage`, or `*` for every action"]))
      }
    }
  }
}

/// Whether two names are one letter apart, ASCII capitals and small letters being equal: the one can only be meant for the other.
func isOneLetterApart(_ a: String, _ b: String) -> Bool {
  let a = Array(a.lowercased().utf8)
  let b = Array(b.lowercased().utf8)
  let head = zip(a, b).prefix { $0 == $1 }.count
  let tail = zip(a.dropFirst(head).reversed(), b.dropFirst(head).reversed()).prefix { $0 == $1 }.count
  return max(a.count, b.count) - head - tail <= 1
}
