public import Diagnostics
public import Source

/// When a rule fires by the clock (EventBridge User Guide, "Schedule expressions for rules"); always in UTC.
public enum ScheduleExpression: Sendable, Equatable {
  /// Every so many minutes from when the rule was made; at least 1.
  case rate(minutes: Int)
  /// At the minutes a cron expression names.
  case cron(CronExpression)

  /// Reads the expression of a rule and reports what EventBridge refuses in it; nil if it was refused or is not known.
  public init?(reading text: PartialText, at span: Span, into findings: inout Findings) {
    self.init(reading: text, at: span, isOfScheduler: false, into: &findings)
  }

  /// Reads the expression of a rule, or of EventBridge Scheduler.
  init?(reading text: PartialText, at span: Span, isOfScheduler: Bool, into findings: inout Findings) {
    guard let text = text.literal else { return nil }
    var reader = ScheduleReader(text: text, span: span, isOfScheduler: isOfScheduler)
    let schedule = reader.read()
    findings.append(reader.findings)
    guard let schedule else { return nil }
    self = schedule
  }

  /// The next time it fires after a moment, both in seconds since 1970 in UTC; nil if it never fires again. For a rate the
  /// moment is that of the last firing, or when the rule was made.
  public func next(after seconds: Int) -> Int? {
    switch self {
    case .rate(let minutes):
      let (interval, isTooLong) = minutes.multipliedReportingOverflow(by: 60)
      let (next, isTooLate) = seconds.addingReportingOverflow(interval)
      return isTooLong || isTooLate ? nil : next
    case .cron(let expression): return expression.next(after: seconds)
    }
  }
}
