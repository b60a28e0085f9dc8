import Diagnostics
import Source

extension Rule {
  static let wildcardWithoutLike = Rule(
    "STK811", "wildcard-without-like", .warning, "a wildcard under an operator that takes it for itself",
    why:
      "Only the operators `…Like` and those for ARNs know wildcards. Any other compares `*` and `?` as they are, so that the condition never holds, or always.",
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
                    StringEquals: { aws:SourceArn: ↓'arn:aws:sns:*:*:posts' }

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
                      StringLike: { aws:SourceArn: 'arn:aws:sns:*:*:posts' }

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
                    StringLike: { aws:SourceArn: 'arn:aws:sns:*:*:posts' }

        """),
    ])
}

extension PolicyCheck {
  static let wildcardWithoutLike = PolicyCheck(.wildcardWithoutLike) { reading, findings in
    for statement in reading.statements {
      for block in statement.conditionBlocks {
        guard let comparison = ConditionOperator(block.key),
          comparison.comparison == .text || comparison.comparison == .textIgnoringCase,
          let value = block.value.members?.flatMap(\.value.policyTexts).first(where: { hasWildcard($0.value, reading) })
        else { continue }
        var diagnostic = Diagnostic(
          .wildcardWithoutLike, "`\(block.key)` takes the wildcard in `\(value.value)` for itself", at: value.span)
        if comparison.comparison == .text, let name = likeName(block.key) {
          diagnostic.fixes = [.rename(block.key, at: block.keySpan, to: name, safe: false)]
        } else {
          diagnostic.help = ["compare with `StringLike`, which tells capitals from small letters"]
        }
        findings.report(diagnostic)
      }
    }
  }
}

/// Whether a value holds a wildcard that is not written `${*}` or `${?}`.
private func hasWildcard(_ text: PartialText, _ reading: PolicyReading) -> Bool {
  let plain = SymbolText.Reading(hasWildcards: true, hasVariables: reading.hasVariables)
  return SymbolText(text, plain).symbols.contains { SymbolText.isWildcard($0) }
}

/// `ForAnyValue:StringLikeIfExists` for `ForAnyValue:StringEqualsIfExists`.
private func likeName(_ name: String) -> String? {
  for (exact, like) in [("StringNotEquals", "StringNotLike"), ("StringEquals", "StringLike")] {
    guard let start = name.utf8.firstIndex(of: UInt8(ascii: "S")), name[start...].hasPrefix(exact) else { continue }
    return name[..<start] + like + name[start...].dropFirst(exact.count)
  }
  return nil
}
