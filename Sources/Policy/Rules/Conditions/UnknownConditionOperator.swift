import Diagnostics
import Source

extension Rule {
  static let unknownConditionOperator = Rule(
    "STK809", "unknown-condition-operator", .error, "a condition operator that does not exist",
    why:
      "AWS rejects the policy: `Invalid Condition type`.",
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
                  Action: sqs:SendMessage
                  Resource: '*'
                  Condition:
                    ↓ArnLikes: { aws:SourceArn: 'arn:aws:sns:*:*:posts' }

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
                    Condition:
                      ArnLike: { aws:SourceArn: 'arn:aws:sns:*:*:posts' }

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
                  Condition:
                    ArnLikeIfExists: { aws:SourceArn: 'arn:aws:sns:*:*:posts' }

        """),
    ])
}

extension PolicyCheck {
  static let unknownConditionOperator = PolicyCheck(.unknownConditionOperator) { reading, findings in
    for statement in reading.statements {
      for block in statement.conditionBlocks where ConditionOperator(block.key) == nil {
        findings.report(.unknownOperator(block))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownOperator(_ block: Datum.Member) -> Diagnostic {
    let parts = OperatorParts(block.key)
    var diagnostic = Diagnostic(
      .unknownConditionOperator, "there is no condition operator `\(block.key)`", at: block.keySpan,
      consequences: ["AWS rejects the policy: \"Invalid Condition type\""])
    if parts.name.lowercased() == "null" {
      diagnostic.help = ["`Null` asks whether the key exists, and takes no `IfExists`"]
    } else if let nearest = Spelling.nearest(to: parts.name, in: ConditionOperator.names) {
      let name = parts.prefix + nearest + parts.suffix
      diagnostic.label = "did you mean `\(name)`?"
      diagnostic.fixes = [.rename(block.key, at: block.keySpan, to: name, safe: true)]
    }
    return diagnostic
  }
}

/// The parts of an operator's name: `ForAnyValue:`, `StringLike`, `IfExists`.
private struct OperatorParts {
  var prefix = ""
  var name: String
  var suffix = ""

  init(_ written: String) {
    name = written
    for quantifier in ConditionOperator.Quantifier.allCases where name.hasPrefix(quantifier.rawValue + ":") {
      prefix = quantifier.rawValue + ":"
      name = String(name.dropFirst(prefix.count))
    }
    if name.hasSuffix("IfExists") {
      suffix = "IfExists"
      name = String(name.dropLast(suffix.count))
    }
  }
}
