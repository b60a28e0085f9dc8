import Diagnostics
import Source
import Template

extension Rule {
  static let lifecycleOrder = Rule(
    "STK546", "lifecycle-order", .error, "lifecycle steps of a bucket that S3 cannot take in their order",
    limits: ["S3-001"],
    why: """
      Objects move to colder storage only, each step after the one before, and go at the end. S3 takes an object to \
      infrequent access after 30 days at the earliest, and refuses a configuration that says otherwise ("Transitioning \
      objects using Amazon S3 Lifecycle", Amazon S3 User Guide).
      """,
    examples: [
      .bad("buckets:\n  lake: { lifecycle: { expiration: ↓30d, transitions: [{ to: glacier, after: 90d }] } }\n"),
      .bad(
        "buckets:\n  lake: { lifecycle: { transitions: [{ to: standardIA, after: 60d }, { to: glacier, after: ↓45d }] } }\n"
      ),
      .bad("buckets:\n  lake: { lifecycle: { transitions: [{ to: standardIA, after: ↓7d }] } }\n"),
      .good(
        "buckets:\n  lake: { lifecycle: { expiration: 365d, transitions: [{ to: standardIA, after: 30d }, { to: glacier, after: 90d }] } }\n"
      ),
    ])

  /// Storage classes from warm to cold.
  fileprivate static let storageOrder = [
    "STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE",
  ]
}

extension Check {
  static let lifecycleOrder = Check(.lifecycleOrder) { context, findings in
    for bucket in context.wholeResources("AWS::S3::Bucket") {
      for rule in bucket["LifecycleConfiguration"]?["Rules"]?.list ?? [] {
        checkSteps(rule["Transitions"]?.list ?? [], end: rule["ExpirationInDays"], context, &findings)
        checkSteps(
          rule["NoncurrentVersionTransitions"]?.list ?? [],
          end: rule["NoncurrentVersionExpiration"]?["NoncurrentDays"], context, &findings)
      }
    }
  }

  private static func checkSteps(
    _ transitions: [Value], end: Value?, _ context: CheckContext, _ findings: inout Findings
  ) {
    var steps: [(rank: Int, days: Int, value: Value, name: String)] = []
    for transition in transitions {
      guard let name = transition["StorageClass"].flatMap(context.resolver.literal),
        let value = transition["TransitionInDays"],
        let days = context.resolver.integer(value), let rank = Rule.storageOrder.firstIndex(of: name)
      else { return }
      if ["STANDARD_IA", "ONEZONE_IA"].contains(name), let least = CheckContext.limit("S3-001"), days < least {
        findings.report(.infrequentAccessTooEarly(name, days, least, at: value.span))
        return
      }
      steps.append((rank, days, value, name))
    }
    steps.sort { $0.rank < $1.rank }
    for (earlier, later) in zip(steps, steps.dropFirst()) where later.days <= earlier.days {
      findings.report(
        .stepTooEarly(
          "objects go to `\(later.name)` after \(later.days) days, but to the warmer `\(earlier.name)` after \(earlier.days)",
          at: later.value.span, earlier: earlier.value.span))
      return
    }
    guard let end, let days = context.resolver.integer(end), let last = steps.max(by: { $0.days < $1.days }),
      days <= last.days
    else { return }
    findings.report(
      .stepTooEarly(
        "objects go after \(days) days, and so never to `\(last.name)` after \(last.days)", at: end.span,
        earlier: last.value.span))
  }
}

extension Diagnostic {
  fileprivate static func stepTooEarly(_ message: String, at span: Span, earlier: Span) -> Diagnostic {
    Diagnostic(
      .lifecycleOrder, message, at: span, notes: [.init("this step is later", at: earlier)],
      consequences: ["S3 refuses the lifecycle"], help: ["let each step come after the one before"], limits: [])
  }

  fileprivate static func infrequentAccessTooEarly(_ name: String, _ days: Int, _ least: Int, at span: Span)
    -> Diagnostic
  {
    Diagnostic(
      .lifecycleOrder, "objects go to `\(name)` after \(days) days", at: span,
      consequences: [
        "S3 refuses the lifecycle: \"'Days' in Transition action must be greater than or equal to \(least) for storageClass '\(name)'\""
      ], help: ["wait \(least) days, or use `intelligentTiering`"])
  }
}
