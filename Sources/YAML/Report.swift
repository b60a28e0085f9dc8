import Diagnostics
import Source

/// Collects the findings of one file, up to ``InputLimits/findingsPerRule`` of each rule.
struct Report {
  let source: SourceID
  private(set) var findings = Findings()
  private var counts: [String: Int] = [:]

  init(source: SourceID) { self.source = source }

  func span(_ start: UInt32, _ end: UInt32) -> Span { Span(source, Int(start), Int(end)) }

  /// Whether another finding of a rule would be kept; asked first where a file may hold very many.
  func hasRoom(for rule: Rule) -> Bool { counts[rule.code, default: 0] < InputLimits.findingsPerRule }

  mutating func add(_ diagnostic: Diagnostic) {
    guard hasRoom(for: diagnostic.rule) else { return }
    counts[diagnostic.rule.code, default: 0] += 1
    findings.report(diagnostic)
  }
}
