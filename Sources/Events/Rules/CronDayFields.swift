import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Cron expressions": day of month and day of week exclude each other.
  static let cronDayFields = Rule(
    "STK469", "cron-day-fields", .error, "a `cron(…)` that gives both kinds of days, or neither",
    limits: ["EVB-005"],
    why: """
      The days are given either by day of month or by day of week; the other field is `?`. EventBridge refuses an expression in \
      which none or both are `?`.
      """,
    examples: [
      .bad(ExampleStack.rule("schedule: cron(0 2 * * ↓* *)"), fixed: ExampleStack.rule("schedule: cron(0 2 * * ? *)")),
      .bad(
        ExampleStack.rule("schedule: cron(0 2 ↓* * MON-FRI *)"),
        fixed: ExampleStack.rule("schedule: cron(0 2 ? * MON-FRI *)")),
      .bad(ExampleStack.rule("schedule: cron(0 2 1 * ↓MON *)")),
      .bad(ExampleStack.rule("schedule: cron(0 2 ? * ↓? *)"), fixed: ExampleStack.rule("schedule: cron(0 2 ? * * *)")),
      .good(ExampleStack.rule("schedule: cron(0 2 ? * MON-FRI *)")),
    ])
}

extension Diagnostic {
  /// The six fields, whether both kinds of days are `?` (else none is), and where a field stands.
  static func cronDayFields(
    _ fields: [Substring], areBothUnspecified: Bool, place: (Substring) -> Span
  ) -> Diagnostic {
    let (dates, weekdays) = (fields[2], fields[4])
    // `*` beside days that are given means no choice: that is the field to give up.
    let wrong = !areBothUnspecified && dates == "*" && weekdays != "*" ? dates : weekdays
    let other = wrong == dates && dates != weekdays ? weekdays : dates
    var diagnostic = Diagnostic(
      .cronDayFields,
      areBothUnspecified
        ? "only one of day of month and day of week can be `?`"
        : "one of day of month and day of week must be `?`", at: place(wrong),
      label: areBothUnspecified ? "" : "stands beside `\(other)`",
      consequences: ["EventBridge refuses the rule: Parameter ScheduleExpression is not valid"])
    if areBothUnspecified || wrong == "*" {
      let replacement = areBothUnspecified ? "*" : "?"
      let span = place(wrong)
      if span.length == 1 {
        diagnostic.fixes = [
          .replace(span, with: replacement, title: "change to `\(replacement)`", safe: !areBothUnspecified)
        ]
      }
    } else {
      diagnostic.help = ["make two rules to fire on either kind of days"]
    }
    return diagnostic
  }
}
