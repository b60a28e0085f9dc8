public import Diagnostics
public import Source

/// When a schedule of EventBridge Scheduler comes (EventBridge Scheduler User Guide, "Schedule types"): again and again, as a
/// rule does, or once. `cron` and `at` are in the schedule's own time zone.
public enum SchedulerExpression: Sendable, Equatable {
  /// `rate(…)` or `cron(…)`.
  case recurring(ScheduleExpression)
  /// `at(yyyy-mm-ddThh:mm:ss)`.
  case once(LocalTime)

  /// Reads an expression and reports what Scheduler refuses in it; nil if it was refused or is not known.
  public init?(reading text: PartialText, at span: Span, into findings: inout Findings) {
    guard let literal = text.literal else { return nil }
    guard literal.hasPrefix("at("), literal.hasSuffix(")") else {
      guard literal.hasPrefix("rate(") || literal.hasPrefix("cron(") else {
        findings.report(.scheduleUnfit("`\(literal)` is no schedule", at: span))
        return nil
      }
      guard let schedule = ScheduleExpression(reading: text, at: span, isOfScheduler: true, into: &findings) else {
        return nil
      }
      self = .recurring(schedule)
      return
    }
    let inner = String(literal.dropFirst(3).dropLast())
    guard let time = LocalTime(inner) else {
      findings.report(
        .scheduleUnfit(
          "`\(inner)` is no time of a day that there is: `yyyy-mm-ddThh:mm:ss`",
          at: span.part(3..<3 + inner.utf8.count, of: literal)))
      return nil
    }
    self = .once(time)
  }
}

/// A date and time without a zone, as `at(…)` has it.
public struct LocalTime: Sendable, Equatable {
  /// Year, month from 1, day from 1.
  public let year: Int, month: Int, day: Int
  /// Hour, minute, second from 0.
  public let hour: Int, minute: Int, second: Int

  /// Reads `yyyy-mm-ddThh:mm:ss`; nil if it is none, or a day that no month has.
  public init?(_ text: String) {
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2, text.utf8.count == 19 else { return nil }
    let date = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    let time = halves[1].split(separator: ":", omittingEmptySubsequences: false)
    guard date.map(\.utf8.count) == [4, 2, 2], time.map(\.utf8.count) == [2, 2, 2] else { return nil }
    let numbers = (date + time).compactMap { part in
      part.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Int(part) : nil
    }
    guard numbers.count == 6, (1...12).contains(numbers[1]),
      (1...Self.days(of: numbers[1], in: numbers[0])).contains(numbers[2]), numbers[3] < 24, numbers[4] < 60,
      numbers[5] < 60
    else { return nil }
    (year, month, day) = (numbers[0], numbers[1], numbers[2])
    (hour, minute, second) = (numbers[3], numbers[4], numbers[5])
  }

  private static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    default: 31
    }
  }
}
