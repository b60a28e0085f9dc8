import Diagnostics
import Source

extension Rule {
  static let redundantValue = Rule(
    "STK839", "redundant-value", .info, "an action or resource that another one includes",
    why: """
      A pattern of the same list stands for it already. What is written twice is changed once.
      """,
    examples: [
      .badPolicy(
        #"""
        { "Effect": "Allow", "Action": ["sqs:Send*", ↓"sqs:SendMessage"], "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
      .goodPolicy(
        #"""
        { "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"], "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }
        """#),
    ])
}

extension PolicyCheck {
  static let redundantValue = PolicyCheck(.redundantValue) { reading, findings in
    for statement in reading.statements {
      for name in ["Action", "NotAction", "Resource", "NotResource"] {
        guard let member = statement.member(name) else { continue }
        let folds = name.hasSuffix("Action")
        report(
          member.value.policyTexts,
          folds ? { ValuePattern($0, foldsCase: true) } : { ValuePattern($0, foldsCase: false) }, &findings)
      }
    }
  }
}

/// Lists longer than this are not compared, pair by pair; AWS's policies have room for a few hundred values.
private let longestList = 512

private func report(
  _ texts: [Spanned<PartialText>], _ pattern: (PartialText) -> ValuePattern, _ findings: inout Findings
) {
  guard texts.count <= longestList else { return }
  let values = texts.map { pattern($0.value) }
  for (index, value) in values.enumerated() {
    let other = values.indices.first { other in
      other != index && values[other].includes(value) && (other < index || !value.includes(values[other]))
    }
    guard let other else { continue }
    findings.report(
      Diagnostic(
        .redundantValue, "`\(texts[index].value)` is included in `\(texts[other].value)`", at: texts[index].span,
        notes: [.init("this includes it", at: texts[other].span)]))
  }
}
