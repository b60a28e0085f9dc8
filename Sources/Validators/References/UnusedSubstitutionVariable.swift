import Diagnostics
import Source
import Template

extension Rule {
  static let unusedSubstitutionVariable = Rule(
    "STK324", "unused-substitution-variable", .warning, "a variable of `Fn::Sub` that its text does not use",
    why: """
      The value is worked out and thrown away. Often the name in the text is spelt otherwise, and something else stands in \
      its place.
      """,
    examples: [
      .bad("outputs:\n  text: !Sub [\"in ${AWS::Region}\", { ↓place: home }]\nqueues:\n  jobs: {}\n"),
      .good("outputs:\n  text: !Sub [\"in ${place}\", { place: home }]\nqueues:\n  jobs: {}\n"),
    ])
}

extension Check {
  static let unusedSubstitutionVariable = Check(.unusedSubstitutionVariable) { context, findings in
    for use in context.uses.calls {
      guard let substitution = use.call.substitution, !substitution.variables.isEmpty else { continue }
      let used = Set(substitution.parts.compactMap { if case .reference(let name) = $0 { name.text } else { nil } })
      for entry in substitution.variables.entries where !used.contains(entry.key) {
        findings.report(
          Diagnostic(
            .unusedSubstitutionVariable, "the text does not use the variable `\(entry.key)`", at: entry.keySpan,
            help: ["use it with `${\(entry.key)}`, or leave it out"]))
      }
    }
  }
}
