import Diagnostics
import Events
import Source
import Spec
import Template

extension Rule {
  static let schedulePast = Rule(
    "STK653", "schedule-past", .warning, "a schedule that will not come any more",
    why: """
      A time that is over does not come again: what is scheduled for it, or what may only come before it, is never called. A date \
      is compared with today's; the hour is left to the author.
      """,
    examples: [
      .bad(
        "schedules:\n  once: { schedule: ↓at(2026-01-01T09:00:00), to: queues.jobs }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
      .bad(
        "schedules:\n  daily: { schedule: rate(1 day), end: ↓2026-01-01T00:00:00Z, to: queues.jobs }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
      .good(
        "schedules:\n  once: { schedule: at(2031-01-01T09:00:00), to: queues.jobs }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
    ])
}

extension Check {
  static let schedulePast = Check(.schedulePast) { context, findings in
    for schedule in context.resources("AWS::Scheduler::Schedule") {
      if let value = schedule["ScheduleExpression"], let time = context.once(value),
        let date = CalendarDate(year: time.year, month: time.month, day: time.day), date < context.today
      {
        findings.report(
          Diagnostic(
            .schedulePast, "`\(schedule.label)` is for a day that is over", at: value.span,
            consequences: ["nothing is called"], help: ["give it a time to come"]))
      }
      if let value = schedule["EndDate"], let text = context.resolver.literal(value),
        let date = CalendarDate(parsing: text.prefix(10)), date < context.today
      {
        findings.report(
          Diagnostic(
            .schedulePast, "`\(schedule.label)` ended on \(date)", at: value.span,
            consequences: ["EventBridge Scheduler refuses an end that is over"], help: ["give it a later end"]))
      }
    }
  }
}

extension CheckContext {
  /// The moment of a schedule that comes once; nil for any other.
  func once(_ expression: Value) -> LocalTime? {
    var ignored = Findings()
    guard let text = resolver.text(expression), text.description.hasPrefix("at("),
      case .once(let time)? = SchedulerExpression(reading: text, at: expression.span, into: &ignored)
    else { return nil }
    return time
  }
}
