import Diagnostics
import Source
import Template

extension Checks {
  /// What is a matter of taste, or of how much is at stake: looked for where someone asks for it.
  static let advice: [Check] = [
    .dataDeletedWithStack, .retentionNotGiven, .joinAsSubstitution, .partitionWrittenOut,
  ]
}

/// A place that advice is about.
struct AdvisedPlace {
  /// Where it stands.
  let span: Span
  /// What is so there.
  let message: String
  /// What to write.
  let help: String
}

extension Check {
  /// Other places that are shown with the first.
  private static let mostShown = 8

  /// A check that says a thing once for a template: of the first place, with the others as notes. Stack files are not advised:
  /// what becomes of their resources is this program's to choose.
  static func advising(_ rule: Rule, _ find: @escaping @Sendable (CheckContext) -> [AdvisedPlace]) -> Check {
    Check(rule) { context, findings in
      guard context.template.isWrittenAsTemplate else { return }
      let places = find(context)
      guard let first = places.first else { return }
      let others = places.dropFirst()
      let more = others.isEmpty ? "" : " (and \(others.count) more like it)"
      findings.report(
        Diagnostic(
          rule, first.message + more, at: first.span,
          notes: others.prefix(mostShown).map { .init($0.message, at: $0.span) }, help: [first.help]))
    }
  }
}
