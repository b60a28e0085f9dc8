import Diagnostics
import Source

extension Rule {
  static let scheduleNeverFires = Rule(
    "STK470", "schedule-never-fires", .warning, "a `cron(…)` that names no day there is",
    why: """
      The fields are right one by one, but no day from 1970 to 2199 has them all: the rule deploys, and never fires.
      """,
    examples: [
      .bad(ExampleStack.rule("schedule: cron(↓0 2 31 2 ? *)")),
      .bad(ExampleStack.rule("schedule: cron(↓0 2 29 FEB ? 2100)")),
      .good(ExampleStack.rule("schedule: cron(0 2 29 2 ? *)")),
    ])
}

extension Diagnostic {
  static func scheduleNeverFires(at span: Span) -> Diagnostic {
    Diagnostic(
      .scheduleNeverFires, "no day has this date", at: span, consequences: ["the rule deploys, and never fires"],
      help: ["`L` is the last day of a month"])
  }
}
