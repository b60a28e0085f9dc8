import Diagnostics
import Source

extension Rule {
  static let unknownPolicyElement = Rule(
    "STK802", "unknown-policy-element", .error, "an element that policies do not have",
    why:
      "AWS rejects the policy: `MalformedPolicyDocument`. The names of elements are as they are, capitals included.",
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
                  ↓Actions: sqs:SendMessage
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
  static let unknownPolicyElement = PolicyCheck(.unknownPolicyElement) { reading, findings in
    for member in reading.datum.members ?? [] where !documentElements.contains(member.key) {
      findings.report(.unknownElement(member, of: "a policy document", documentElements))
    }
    for statement in reading.statements {
      for member in statement.members where !statementElements.contains(member.key) {
        findings.report(.unknownElement(member, of: "a statement", statementElements))
      }
    }
  }
}

private let documentElements = ["Version", "Id", "Statement"]
private let statementElements = [
  "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
]

extension StatementReading {
  /// The names that were probably meant by elements that do not exist: what they stand for is not missing.
  var meantElements: [String] {
    members.compactMap {
      statementElements.contains($0.key) ? nil : Spelling.nearest(to: $0.key, in: statementElements)
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownElement(_ member: Datum.Member, of owner: String, _ names: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(.unknownPolicyElement, "\(owner) has no element `\(member.key)`", at: member.keySpan)
    if let nearest = Spelling.nearest(to: member.key, in: names) {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.rename(member.key, at: member.keySpan, to: nearest, safe: true)]
    }
    return diagnostic
  }
}
