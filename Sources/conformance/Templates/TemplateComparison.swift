import Diagnostics
import Driver
import Foundation
import Source
import Spec

/// Compares what this project finds in templates with what cfn-lint finds there.
///
/// A case fails if we find an error where cfn-lint finds none at all; ``CfnLintDifference`` holds those in which AWS's
/// documentation says that ours is right. How many of cfn-lint's findings we have, at the same path or line or at a smaller span within, is measured: of its errors by ours
/// that are at least warnings, of its warnings by any. What is no longer so by newer tables of AWS's is left out of a second
/// share, "still so".
enum TemplateComparison {
  /// The day on which cfn-lint ran: rules about the end of runtimes depend on it.
  private static let day = "2026-11-23"

  static func run(
    _ folder: URL, findings key: String, exceptions: [String: String]
  ) throws -> [Outcome] {
    let bytes = try [UInt8](Data(contentsOf: folder.appendingPathComponent("cases.json")))
    let cases = try Datum(json: SourceFile(path: "cases.json", bytes: bytes), id: SourceID(0))
    guard let today = CalendarDate(parsing: day) else { return [] }
    return (cases.items ?? []).compactMap { TemplateCase($0, findings: key) }.map {
      judge($0, folder, today: today, exceptions)
    }
  }

  private static func judge(
    _ test: TemplateCase, _ folder: URL, today: CalendarDate, _ exceptions: [String: String]
  ) -> Outcome {
    let found = findings(of: folder.appendingPathComponent(test.file).path, today: today)
    func reason(_ found: TemplateCase.Found) -> String? {
      let difference = CfnLintDifference.all.first { $0.covers(code: found.code, message: found.message) }
      return exceptions["\(test.name) \(found.code)"] ?? difference.map { "\($0.page.title): \($0.about)" }
    }
    let falseErrors = test.hasErrors || test.hasCrashed ? [] : found.filter { $0.severity == .error }
    let unargued = falseErrors.filter { reason($0) == nil }
    let verdict: Outcome.Verdict
    if !unargued.isEmpty {
      verdict = .failed(unargued.map(\.text).joined(separator: "\n"))
    } else if let first = falseErrors.first, let reason = reason(first) {
      verdict = .excepted("\(first.text): \(reason)")
    } else {
      verdict = .passed
    }
    var outcome = Outcome(
      name: test.name, title: "\(test.expected.count) findings of cfn-lint's", verdict: verdict)
    measure(test, found, today: today, &outcome)
    return outcome
  }

  private static func measure(
    _ test: TemplateCase, _ found: [TemplateCase.Found], today: CalendarDate, _ outcome: inout Outcome
  ) {
    for (level, least) in [("error", Severity.warning), ("warning", Severity.info)] {
      for expected in test.expected where expected.level == level && expected.isInScope {
        let isFound = found.contains { $0.severity >= least && $0.tells(expected) }
        outcome.shares[level, default: Outcome.Share()].add(isFound)
        let reason = isFound ? nil : expected.reasonOfWithdrawal(on: today)
        if reason == nil { outcome.shares["\(level) still so", default: Outcome.Share()].add(isFound) }
        if !isFound { outcome.remarks.append("missed \(expected.text)\(reason.map { ": \($0)" } ?? "")") }
      }
    }
    for ours in found where ours.severity >= .warning && !test.expected.contains(where: { ours.isAt($0) }) {
      outcome.remarks.append("ours alone \(ours.severity) \(ours.text)")
    }
  }

  private static func findings(of path: String, today: CalendarDate) -> [TemplateCase.Found] {
    var configuration = Configuration()
    configuration.region = "us-east-1"
    guard let compilation = Linter(configuration, today: today).lint(path) else { return [] }
    func place(_ span: Span) -> (path: [String], line: Int) {
      let path = compilation.path(at: span).map { element in
        switch element {
        case .key(let key): key
        case .index(let index): String(index)
        }
      }
      return (TemplateCase.Expected.withoutFunctions(path), compilation.sources.start(of: span)?.line ?? 0)
    }
    return compilation.findings.diagnostics.map { finding in
      let (path, line) = place(finding.span)
      return TemplateCase.Found(
        code: finding.rule.code, severity: finding.severity, message: finding.message, path: path, line: line,
        others: finding.notes.map { place($0.span) })
    }
  }
}
