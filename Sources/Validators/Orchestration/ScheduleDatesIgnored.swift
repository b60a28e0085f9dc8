import Diagnostics
import Source
import Template

extension Rule {
  static let scheduleDatesIgnored = Rule(
    "STK654", "schedule-dates-ignored", .warning, "a start or end of a schedule that comes once",
    why: """
      `StartDate` and `EndDate` bound a schedule that comes again and again; of one that comes once EventBridge Scheduler ignores \
      them ("CreateSchedule", EventBridge Scheduler API Reference).
      """,
    examples: [
      .bad(
        "schedules:\n  once: { schedule: at(2031-01-01T09:00:00), end: ↓2031-02-01T00:00:00Z, to: queues.jobs }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
      .good(
        "schedules:\n  daily: { schedule: rate(1 day), end: 2031-02-01T00:00:00Z, to: queues.jobs }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
    ])
}

extension Check {
  static let scheduleDatesIgnored = Check(.scheduleDatesIgnored) { context, findings in
    for schedule in context.resources("AWS::Scheduler::Schedule") {
      guard let expression = schedule["ScheduleExpression"], context.once(expression) != nil else { continue }
      for property in ["StartDate", "EndDate"] {
        guard let entry = schedule.properties.entry(property) else { continue }
        findings.report(
          Diagnostic(
            .scheduleDatesIgnored, "`\(context.written(entry))` means nothing for a schedule that comes once",
            at: entry.value.span, notes: [.init("it comes once", at: expression.span)],
            consequences: ["EventBridge Scheduler ignores it"], help: ["take it out"]))
      }
    }
  }
}
