import Diagnostics
import Source

extension Rule {
  static let unknownPrincipalType = Rule(
    "STK818", "unknown-principal-type", .error, "a type of principal that does not exist",
    why:
      "AWS rejects the policy: `MalformedPolicyDocument`. The types are `AWS`, `Service`, `Federated` and `CanonicalUser`, capitals included.",
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
                  Principal: { ↓Aws: '111122223333' }
                  Action: sns:Publish
                  Resource: arn:aws:sns:eu-west-1:111122223333:posts

        """,
        fixed: """
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
  static let unknownPrincipalType = PolicyCheck(.unknownPrincipalType) { reading, findings in
    let names = PrincipalClause.Family.allCases.map(\.rawValue)
    for statement in reading.statements {
      for clause in statement.members where ["Principal", "NotPrincipal"].contains(clause.key) {
        for member in clause.value.members ?? [] where !names.contains(member.key) {
          var diagnostic = Diagnostic(
            .unknownPrincipalType, "there is no type of principal `\(member.key)`", at: member.keySpan)
          if let nearest = Spelling.nearest(to: member.key, in: names) {
            diagnostic.label = "did you mean `\(nearest)`?"
            diagnostic.fixes = [.rename(member.key, at: member.keySpan, to: nearest, safe: true)]
          }
          findings.report(diagnostic)
        }
      }
    }
  }
}
