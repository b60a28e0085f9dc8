import Diagnostics
import Source

extension Rule {
  /// Amazon EventBridge quotas, "Event pattern size".
  static let patternTooLong = Rule(
    "STK459", "pattern-too-long", .warning, "an event pattern that is longer than EventBridge takes",
    limits: ["EVB-003"],
    why: """
      The pattern is counted as JSON without white space. The default quota is 2,048 characters and can be raised; the API takes \
      4,096 at most, whatever the quota.
      """,
    examples: [
      .bad(ExampleStack.rule("pattern: ↓{ source: [\(long(2_060))] }")),
      .good(ExampleStack.rule("pattern: { source: [\(long(2_000))] }")),
    ])

  /// Values that make up about as many characters.
  private static func long(_ count: Int) -> String {
    (0..<count / 13).map { "source\(1_000 + $0)" }.joined(separator: ", ")
  }
}

extension Diagnostic {
  static func patternTooLong(_ size: Int, at span: Span) -> Diagnostic {
    let isBeyond = size > DocumentedLimits.patternMaximum
    let most = isBeyond ? DocumentedLimits.patternMaximum : DocumentedLimits.patternQuota
    return Diagnostic(
      .patternTooLong, "the event pattern has \(size) characters, \(size - most) more than EventBridge takes", at: span,
      severity: isBeyond ? .error : .warning,
      consequences: [
        isBeyond
          ? "EventBridge refuses patterns of more than \(most) characters"
          : "EventBridge refuses it unless the account's quota of \(most) characters has been raised"
      ],
      help: ["use `prefix`, `suffix` or `wildcard` for similar values, or several rules"])
  }

  static func patternTooDeep(_ depth: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .patternTooLong, "the event pattern is nested deeper than \(depth) levels", at: span, severity: .error,
      consequences: ["EventBridge refuses patterns of this size"])
  }
}
