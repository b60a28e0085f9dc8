import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "Cron expressions".
  static let cronFieldCount = Rule(
    "STK467", "cron-field-count", .error, "a `cron(…)` that does not have six fields",
    limits: ["EVB-005"],
    why: """
      EventBridge's cron has six fields: minutes, hours, day of month, month, day of week, year. Unix's has five, counts the days \
      of the week from 0 instead of from 1, and has no `?`. EventBridge refuses the rule.
      """,
    examples: [
      .bad(ExampleStack.rule("schedule: cron(↓0 2 * * *)"), fixed: ExampleStack.rule("schedule: cron(0 2 * * ? *)")),
      .bad(
        ExampleStack.rule("schedule: cron(↓30 8 * * 1-5)"),
        fixed: ExampleStack.rule("schedule: cron(30 8 ? * MON-FRI *)")),
      .bad(ExampleStack.rule("schedule: cron(↓2 * * *)")),
      .good(ExampleStack.rule("schedule: cron(0 2 * * ? *)")),
    ])
}

extension Diagnostic {
  static func cronFieldCount(_ inner: Substring, at span: Span) -> Diagnostic {
    let fields = inner.split(separator: " ")
    var diagnostic = Diagnostic(
      .cronFieldCount, "a cron expression has 6 fields, and this one has \(fields.count)", at: span,
      consequences: ["EventBridge refuses the rule: Parameter ScheduleExpression is not valid"],
      help: ["the fields are minutes, hours, day of month, month, day of week, year"])
    if let cron = UnixCron.translated(fields), span.length == inner.utf8.count {
      diagnostic.fixes = [.replace(span, with: cron, title: "write Unix's five fields as `\(cron)`", safe: false)]
    }
    return diagnostic
  }
}
