import Diagnostics
import Source
import Template

extension Rule {
  static let substitutionWithoutVariables = Rule(
    "STK323", "substitution-without-variables", .info, "`Fn::Sub` has nothing to replace",
    why: """
      A text without `${…}` means the same without `Fn::Sub`. Often the `$` or a brace was forgotten, and the text goes out \
      as it stands.
      """,
    examples: [
      .bad("outputs:\n  text: !Sub ↓\"in {AWS::Region}\"\nqueues:\n  jobs: {}\n"),
      .good("outputs:\n  text: !Sub \"in ${AWS::Region}\"\nqueues:\n  jobs: {}\n"),
    ])
}

extension Check {
  static let substitutionWithoutVariables = Check(.substitutionWithoutVariables) { context, findings in
    for use in context.uses.calls {
      guard let substitution = use.call.substitution else { continue }
      let hasReference = substitution.parts.contains { if case .reference = $0 { true } else { false } }
      // `${!literal}` needs the function, though it replaces nothing.
      let text = (use.call.argument.string ?? use.call.argument(0)?.string) ?? ""
      guard !hasReference, !text.holds("${") else { continue }
      findings.report(
        Diagnostic(
          .substitutionWithoutVariables, "`Fn::Sub` has nothing to replace in this text", at: use.span,
          help: ["write the text without `!Sub`, or a variable as `${Name}`"]))
    }
  }
}
