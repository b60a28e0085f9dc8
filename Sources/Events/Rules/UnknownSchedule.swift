import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Schedule expressions for rules".
  static let unknownSchedule = Rule(
    "STK465", "unknown-schedule", .error, "a schedule that is neither `rate(…)` nor `cron(…)`",
    limits: ["EVB-005"],
    why: """
      A rule's schedule is `rate(` number unit `)` or `cron(` six fields `)`. One-time schedules, `at(…)`, belong to EventBridge \
      Scheduler. EventBridge refuses anything else: `Parameter ScheduleExpression is not valid`.
      """,
    examples: [
      .bad(
        ExampleStack.rule("schedule: ↓0 2 * * *"), fixed: ExampleStack.rule("schedule: cron(0 2 * * ? *)")),
      .bad(ExampleStack.rule("schedule: ↓at(2026-12-24T18:00:00)")),
      .bad(ExampleStack.rule("schedule: ↓every day")),
      .good(ExampleStack.rule("schedule: rate(1 day)")),
    ])
}

extension Diagnostic {
  static func unknownSchedule(_ text: String, at span: Span) -> Diagnostic {
    var diagnostic = Diagnostic(
      .unknownSchedule, "`\(text)` is no schedule of a rule", at: span,
      consequences: ["EventBridge refuses the rule: Parameter ScheduleExpression is not valid"],
      help: ["write `rate(5 minutes)` or `cron(0 2 * * ? *)`, in UTC"])
    if text.hasPrefix("at(") {
      diagnostic.help = ["a time that comes once is a schedule of EventBridge Scheduler: `AWS::Scheduler::Schedule`"]
    } else if let cron = UnixCron.translated(text.split(separator: " ")) {
      diagnostic.fixes = [
        .replace(span.part(of: text), with: "cron(\(cron))", title: "change to `cron(\(cron))`", safe: false)
      ]
    }
    return diagnostic
  }
}
