import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Rate expressions".
  static let rateMalformed = Rule(
    "STK466", "rate-malformed", .error, "a `rate(…)` whose number or unit is not as EventBridge takes it",
    limits: ["EVB-005"],
    why: """
      A rate is a whole number from 1, a space, and `minute`, `hour` or `day`: of a rule singular for 1, plural for more. EventBridge \
      refuses a rule with `rate(1 hours)` as well as one with `rate(5 hour)` ("Rate expressions reference", Amazon EventBridge User \
      Guide); of EventBridge Scheduler no document says so.
      """,
    examples: [
      .bad(
        ExampleStack.rule("schedule: rate(5 ↓minute)"), fixed: ExampleStack.rule("schedule: rate(5 minutes)")),
      .bad(ExampleStack.rule("schedule: rate(1 ↓days)"), fixed: ExampleStack.rule("schedule: rate(1 day)")),
      .bad(ExampleStack.rule("schedule: rate(30 ↓seconds)")),
      .bad(ExampleStack.rule("schedule: rate(↓0 minutes)")),
      .bad(ExampleStack.rule("schedule: rate(↓5minutes)")),
      .good(ExampleStack.rule("schedule: rate(5 minutes)")),
      .good(
        """
        Resources:
          Tick:
            Type: AWS::Scheduler::Schedule
            Properties:
              ScheduleExpression: rate(5 minute)
              FlexibleTimeWindow: { Mode: 'OFF' }
              Target: { Arn: 'arn:aws:sqs:us-east-1:111122223333:jobs', RoleArn: 'arn:aws:iam::111122223333:role/clock' }

        """, file: "template.yaml"),
    ])
}

extension Diagnostic {
  static func rateMalformed(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .rateMalformed, message, at: span,
      consequences: ["EventBridge refuses the rule: Parameter ScheduleExpression is not valid"],
      help: ["for example `rate(1 hour)` or `rate(5 minutes)`"])
  }

  static func rateUnit(_ unit: String, value: Int, at span: Span) -> Diagnostic {
    let units = ["minute", "hour", "day"].map { value == 1 ? $0 : $0 + "s" }
    var diagnostic = rateMalformed("a rate has no unit `\(unit)`", at: span)
    diagnostic.help = [
      "the units are \(units.map { "`\($0)`" }.joined(separator: ", ")); nothing fires more often than each minute"
    ]
    if let nearest = Spelling.nearest(to: unit, in: units), span.length == unit.utf8.count {
      diagnostic.label = "did you mean `\(nearest)`?"
      diagnostic.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: true)]
    }
    return diagnostic
  }

  static func ratePlural(_ unit: String, _ wanted: String, at span: Span) -> Diagnostic {
    var diagnostic = rateMalformed("the unit must be `\(wanted)`, not `\(unit)`", at: span)
    diagnostic.help = []
    diagnostic.fixes =
      span.length == unit.utf8.count
      ? [.replace(span, with: wanted, title: "change to `\(wanted)`", safe: true)] : []
    return diagnostic
  }
}
