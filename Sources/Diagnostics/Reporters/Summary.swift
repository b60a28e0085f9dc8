/// What a report amounts to, in one line: `3 errors, 1 warning; 2 can be fixed with --fix`.
public struct Summary: Sendable {
  private var counts: [Severity: Int] = [:]
  private var safe = 0
  private var unsafe = 0
  private let suppressed: Int
  private let inBaseline: Int

  /// Counts the findings of a report.
  public init(_ report: Report) {
    suppressed = report.suppressed
    inBaseline = report.inBaseline
    for diagnostic in report.parts.flatMap(\.diagnostics) {
      counts[diagnostic.severity, default: 0] += 1
      guard let fix = diagnostic.fixes.first else { continue }
      if fix.isSafe { safe += 1 } else { unsafe += 1 }
    }
  }

  /// The line, without line feed.
  public func text(_ palette: Palette = .plain) -> String {
    let severities: [(Severity, String)] = [(.error, "error"), (.warning, "warning"), (.info, "remark")]
    let found = severities.compactMap { severity, noun -> String? in
      guard let count = counts[severity] else { return nil }
      return palette.paint("\(count) \(noun)\(count == 1 ? "" : "s")", .severity(severity))
    }
    var clauses = [found.isEmpty ? "no findings" : found.joined(separator: ", ")]
    if safe > 0 { clauses.append("\(safe) can be fixed with --fix") }
    if unsafe > 0 { clauses.append("\(unsafe)\(safe > 0 ? " more" : " can be fixed") with --unsafe-fixes") }
    if suppressed > 0 { clauses.append("\(suppressed) suppressed") }
    if inBaseline > 0 { clauses.append("\(inBaseline) in the baseline") }
    return clauses.joined(separator: "; ")
  }
}
