import Diagnostics
import Source

extension Rule {
  static let missingPolicyElement = Rule(
    "STK803", "missing-policy-element", .error, "a policy or statement without an element that it needs",
    why:
      "AWS rejects the policy: `MalformedPolicyDocument`. A statement needs an effect and actions; in a policy of a principal also resources, and in a policy of a resource also principals.",
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
                - ↓Effect: Allow
                  Action: sqs:SendMessage

        """),
      .bad(
        """
        resources:
          Worker:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: '2012-10-17'
                Statement:
                - ↓Effect: Allow
                  Action: sts:AssumeRole

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
  static let missingPolicyElement = PolicyCheck(.missingPolicyElement) { reading, findings in
    if let members = reading.datum.members, reading.datum["Statement"] == nil {
      let place = members.first?.keySpan ?? reading.datum.span
      findings.report(Diagnostic(.missingPolicyElement, "the policy has no `Statement`", at: place))
    }
    var needed = [["Effect"], ["Action", "NotAction"]]
    if reading.kind.namesPrincipal { needed.append(["Principal", "NotPrincipal"]) }
    if reading.kind.namesResource { needed.append(["Resource", "NotResource"]) }
    for statement in reading.statements {
      let meant = statement.meantElements
      for names in needed where statement.member(anyOf: names) == nil && !meant.contains(where: names.contains) {
        guard let name = names.first else { continue }
        findings.report(
          Diagnostic(
            .missingPolicyElement, "the statement has no `\(name)`", at: statement.place,
            help: missingElementHelp[name].map { [$0] } ?? []))
      }
    }
  }
}

private let missingElementHelp = [
  "Effect": "say `Allow` or `Deny`",
  "Action": "list the actions, such as `sqs:SendMessage`",
  "Principal": "say for whom it holds, such as `{ Service: lambda.amazonaws.com }`",
  "Resource": "list the ARNs, or `*` for actions that have no resource",
]
