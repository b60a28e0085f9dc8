import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Cron expressions".
  static let cronFieldMalformed = Rule(
    "STK468", "cron-field-malformed", .error, "a field of a `cron(…)` with a value it does not take",
    limits: ["EVB-005"],
    why: "Each field takes its own numbers, names and wildcards. EventBridge refuses the rule if one does not fit.",
    examples: [
      .bad(ExampleStack.rule("schedule: cron(↓60 2 * * ? *)")),
      .bad(ExampleStack.rule("schedule: cron(0 ↓24 * * ? *)")),
      .bad(ExampleStack.rule("schedule: cron(0 2 ? * MON,↓0 *)")),
      .bad(ExampleStack.rule("schedule: cron(0 2 ? * ↓MON#6 *)")),
      .bad(ExampleStack.rule("schedule: cron(0 2 ↓32 * ? *)")),
      .bad(ExampleStack.rule("schedule: cron(0 2 * ↓JANUARY ? *)")),
      .bad(ExampleStack.rule("schedule: cron(0 2 * * ? ↓1969)")),
      .bad(ExampleStack.rule("schedule: cron(↓0/0 2 * * ? *)")),
      .good(ExampleStack.rule("schedule: cron(0/15 8-18 ? * MON-FRI *)")),
    ])
}

extension Diagnostic {
  static func cronFieldMalformed(_ message: String, _ field: CronField, at span: Span) -> Diagnostic {
    Diagnostic(
      .cronFieldMalformed, message, at: span, label: "`\(field.name)`",
      consequences: ["EventBridge refuses the rule: Parameter ScheduleExpression is not valid"], help: [field.takes])
  }
}
