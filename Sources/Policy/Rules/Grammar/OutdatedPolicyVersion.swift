import Diagnostics
import Source

extension Rule {
  static let outdatedPolicyVersion = Rule(
    "STK806", "outdated-policy-version", .warning, "a policy of the old version of the language, or of none",
    why:
      "Without a version, AWS takes 2008-10-17. There a policy variable such as `${aws:username}` is plain text: nothing is called so, and the statement never holds.",
    examples: [
      .bad(
        """
        resources:
          Worker:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Version: ↓'2008-10-17'
                Statement:
                - Effect: Allow
                  Action: sqs:SendMessage
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
                ↓Statement:
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
  static let outdatedPolicyVersion = PolicyCheck(.outdatedPolicyVersion) { reading, findings in
    guard let first = reading.datum.members?.first, !reading.hasVariables else { return }
    let version = reading.datum.member("Version")
    // Nobody wrote the document itself, as where a policy template of SAM stands: there is no place for a version in it.
    if version == nil, first.keySpan == reading.datum.span { return }
    if let version, version.value.text?.literal.map({ $0 != PolicyDocument.versions[0] }) ?? true { return }
    var diagnostic = Diagnostic(
      .outdatedPolicyVersion,
      version == nil
        ? "the policy has no version, so AWS takes `\(PolicyDocument.versions[0])`"
        : "version `\(PolicyDocument.versions[0])` has no policy variables",
      at: version?.value.span ?? first.keySpan)
    if let variable = reading.variable {
      diagnostic.notes = [.init("`\(variable.value)` is compared as it is written", at: variable.span)]
    }
    if let version {
      diagnostic.fixes = [
        .rename(
          PolicyDocument.versions[0], at: version.value.span, to: PolicyDocument.currentVersion, safe: false)
      ]
    } else {
      diagnostic.help = ["add `Version: \"\(PolicyDocument.currentVersion)\"`"]
    }
    findings.report(diagnostic)
  }
}

extension PolicyReading {
  /// The first value of a resource or condition that holds what version 2012-10-17 takes for a variable.
  fileprivate var variable: Spanned<String>? {
    let values = statements.flatMap { statement in
      (statement.member(anyOf: ["Resource", "NotResource"])?.value.policyTexts ?? [])
        + statement.conditionBlocks.flatMap { $0.value.members ?? [] }.flatMap(\.value.policyTexts)
    }
    for value in values {
      let text = SymbolText(value.value, SymbolText.Reading(hasVariables: true))
      if !text.variables.isEmpty { return Spanned(value.value.description, value.span) }
    }
    return nil
  }
}
