public import Diagnostics
public import Source

/// A compiled event pattern (EventBridge User Guide, "Amazon EventBridge event patterns"; the same language filters event
/// source mappings, pipes and, with its own limits, SNS subscriptions).
public struct EventPattern: Sendable {
  /// What a pattern selects from; decides which of its keys can ever be present.
  public enum Use: Sendable {
    /// A rule's pattern: matched against whole events, whose outer keys EventBridge fixes.
    case rule
    /// Any other filter: matched against a document of any shape.
    case filter
  }

  /// The ways to match: the pattern without `$or` has one, `$or` multiplies them.
  let alternatives: [Alternative]

  /// One way to match: every field must.
  typealias Alternative = [String: Field]

  /// The values that one field may have.
  struct Field: Sendable {
    /// The steps of the path, joined with dots: a name with a dot and two nested names mean the same.
    let path: String
    /// Any of them may match.
    let values: [Matcher]
  }

  /// More ways to match than this are not followed up, since each `$or` multiplies them.
  static let mostAlternatives = 1_000

  /// Reads a pattern and reports what AWS refuses in it. What is reported is left out of the result; an unknown value
  /// matches nothing.
  public init(reading datum: Datum, for use: Use = .rule, into findings: inout Findings) {
    var reader = PatternReader(findings: findings)
    alternatives = reader.pattern(datum, for: use)
    findings = reader.findings
  }

  /// Joins a path and a step.
  static func path(_ path: String, _ step: String) -> String { path.isEmpty ? step : "\(path).\(step)" }
}
