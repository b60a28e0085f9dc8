import Diagnostics
import Source

extension Rule {
  /// EventBridge Scheduler User Guide, "Schedule types".
  static let scheduleUnfit = Rule(
    "STK652", "schedule-unfit", .error,
    "a schedule of EventBridge Scheduler that is none of `rate(…)`, `cron(…)` and `at(…)`",
    limits: ["SCH-002"],
    why: """
      A schedule is `rate(` number unit `)`, `cron(` six fields `)` or, once, `at(yyyy-mm-ddThh:mm:ss)`; the time zone is a \
      setting of its own. Scheduler refuses anything else: `Invalid Schedule Expression`.
      """,
    examples: [
      .bad(
        "schedules:\n  daily: { schedule: ↓every day, to: queues.jobs }\nqueues:\n  jobs: { retention: 4d }\n"),
      .bad(
        "schedules:\n  once: { schedule: at(↓2027-02-30T09:00:00), to: queues.jobs }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
      .bad(
        "schedules:\n  once: { schedule: at(↓2027-01-01T09:00:00Z), to: queues.jobs }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
      .good(
        "schedules:\n  once: { schedule: at(2027-01-01T09:00:00), timezone: Europe/Berlin, to: queues.jobs }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
    ])
}

extension Diagnostic {
  static func scheduleUnfit(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .scheduleUnfit, message, at: span,
      consequences: ["EventBridge Scheduler refuses the schedule: Invalid Schedule Expression"],
      help: ["write `rate(5 minutes)`, `cron(0 2 * * ? *)` or `at(2027-01-01T09:00:00)`"])
  }
}
