import Diagnostics
import Source
import Template

extension Rule {
  static let alarmPeriodUnfit = Rule(
    "STK449", "alarm-period-unfit", .error, "an alarm with periods that CloudWatch refuses",
    why: """
      A period is 10, 20 or 30 seconds, or a multiple of a minute. All periods that are looked at make at most a day \
      together, or seven days where one is at least an hour. The data points that must be over the threshold are at most the \
      periods ("PutMetricAlarm", Amazon CloudWatch API Reference).
      """,
    examples: [
      .bad(Self.alarm("period: ↓45s")), .bad(Self.alarm("period: 30m, evaluationPeriods: ↓50")),
      .bad(Self.alarm("evaluationPeriods: 2, datapointsToAlarm: ↓3")),
      .good(Self.alarm("period: 1h, evaluationPeriods: 50, datapointsToAlarm: 3")),
    ])

  private static func alarm(_ keys: String) -> String {
    "queues:\n  jobs: {}\nalarms:\n  deep: { on: queues.jobs, metric: NumberOfMessagesSent, threshold: 1, \(keys) }\n"
  }
}

extension Check {
  /// "PutMetricAlarm", Amazon CloudWatch API Reference; in seconds.
  private static let shortPeriods = [10, 20, 30]
  private static let minute = 60
  private static let hour = 3600
  private static let day = 86_400
  private static let days = 7

  static let alarmPeriodUnfit = Check(.alarmPeriodUnfit) { context, findings in
    for alarm in context.resources("AWS::CloudWatch::Alarm") {
      let period = context.number("Period", of: alarm)
      let count = context.number("EvaluationPeriods", of: alarm)
      if let period, !shortPeriods.contains(period), period < 1 || !period.isMultiple(of: minute) {
        findings.report(
          .alarmPeriodUnfit(
            "a period is 10, 20 or 30 seconds, or whole minutes, and this is \(period) s",
            at: context.place("Period", of: alarm)))
      } else if let period, let count {
        let most = period < hour ? day : day * days
        if period * count > most {
          findings.report(
            .alarmPeriodUnfit(
              "\(count) periods of \(period) s are longer than \(period < hour ? "a day" : "seven days")",
              at: context.place("EvaluationPeriods", of: alarm)))
        }
      }
      if let count, let points = context.number("DatapointsToAlarm", of: alarm), points > count {
        findings.report(
          .alarmPeriodUnfit(
            "\(points) data points are more than the \(count) period\(count == 1 ? "" : "s") that are looked at",
            at: context.place("DatapointsToAlarm", of: alarm)))
      }
    }
  }
}

extension Diagnostic {
  static func alarmPeriodUnfit(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(.alarmPeriodUnfit, message, at: span, consequences: ["CloudWatch refuses the alarm"])
  }
}
