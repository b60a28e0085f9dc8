/// The diagnostics of a run, in the order they were found.
public struct Findings: Sendable {
  /// What was found.
  public private(set) var diagnostics: [Diagnostic] = []

  /// Nothing found yet.
  public init() {}

  /// Whether anything at or above a severity was found.
  public func contains(atLeast severity: Severity) -> Bool { diagnostics.contains { $0.severity >= severity } }

  /// Adds a finding.
  public mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Adds all of another run's.
  public mutating func append(_ other: Findings) { diagnostics.append(contentsOf: other.diagnostics) }

  /// Orders by place, then code; findings at one place keep the order in which they were made.
  public mutating func sort() {
    let ordered = diagnostics.enumerated().sorted { a, b in
      if a.element.span != b.element.span { return a.element.span < b.element.span }
      if a.element.rule.code != b.element.rule.code { return a.element.rule.code < b.element.rule.code }
      return a.offset < b.offset
    }
    diagnostics = ordered.map(\.element)
  }
}
