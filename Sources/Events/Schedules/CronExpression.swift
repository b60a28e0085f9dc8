/// A cron expression of six fields (EventBridge User Guide, "Cron expressions"): minutes, hours, days of the month, months,
/// days of the week and years.
public struct CronExpression: Sendable, Equatable {
  /// Bit n: minute n.
  var minutes: UInt64 = 0
  /// Bit n: hour n.
  var hours: UInt64 = 0
  /// Bit n: month n, from 1.
  var months: UInt64 = 0
  /// The years, each of 1970 to 2199.
  var years: Set<Int> = []
  /// The days of a month.
  var days = CronDays()

  /// The years a cron expression can name.
  static let allYears = 1970...2199
}

/// The days of a month that a cron expression names, by date or by day of the week.
struct CronDays: Sendable, Equatable {
  /// Bit n: the nth of the month.
  var dates: UInt64 = 0
  /// `L`: the last of the month.
  var last = false
  /// `LW`: the last working day.
  var lastWorkingDay = false
  /// `nW`: the working day nearest to the nth.
  var nearestWorkingDays: Set<Int> = []
  /// Bit n: day n of the week; 1 is Sunday.
  var weekdays: UInt64 = 0
  /// `nL`: bit n, the last day n of the week in the month.
  var lastWeekdays: UInt64 = 0
  /// `n#m`: the mth day n of the week in the month, as n × 8 + m.
  var countedWeekdays: Set<Int> = []
  /// Whether the days of the week are given, so that those of the month are `?`.
  var isByWeekday = false

  /// Bit n: the nth of a month that has `count` days and whose first is day `first` of the week, from 1.
  func bits(count: Int, first: Int) -> UInt64 {
    var bits: UInt64 = 0
    for date in 1...count where isNamed(date, count: count, first: first) { bits |= 1 << UInt64(date) }
    return bits
  }

  private func isNamed(_ date: Int, count: Int, first: Int) -> Bool {
    let weekday = (first - 1 + date - 1) % 7 + 1
    if isByWeekday {
      return weekdays & 1 << UInt64(weekday) != 0
        || (lastWeekdays & 1 << UInt64(weekday) != 0 && date + 7 > count)
        || countedWeekdays.contains(weekday * 8 + (date - 1) / 7 + 1)
    }
    if dates & 1 << UInt64(date) != 0 || (last && date == count) { return true }
    if lastWorkingDay, Self.workingDay(nearest: count, count: count, first: first) == date { return true }
    return nearestWorkingDays.contains { Self.workingDay(nearest: $0, count: count, first: first) == date }
  }

  /// Monday to Friday nearest to a date, in the same month; nil if the month has no such date.
  private static func workingDay(nearest date: Int, count: Int, first: Int) -> Int? {
    guard date <= count else { return nil }
    switch (first - 1 + date - 1) % 7 + 1 {
    case 7: return date == 1 ? 3 : date - 1
    case 1: return date == count ? date - 2 : date + 1
    default: return date
    }
  }
}
