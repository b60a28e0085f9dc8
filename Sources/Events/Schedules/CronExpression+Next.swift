extension CronExpression {
  /// The first minute after a moment that the expression names, in seconds since 1970 in UTC; nil if there is none until the
  /// end of 2199.
  func next(after seconds: Int) -> Int? {
    let start = max(0, Self.floorDivide(seconds, by: 60) + 1)
    let (day, minute) = (start / 1_440, start % 1_440)
    guard let today = Date(day: day) else { return nil }
    if isNamed(today), let minute = firstMinute(from: minute) { return (day * 1_440 + minute) * 60 }
    guard let date = firstDay(after: today), let minute = firstMinute(from: 0) else { return nil }
    return (date * 1_440 + minute) * 60
  }

  private func isNamed(_ date: Date) -> Bool {
    years.contains(date.year) && months & 1 << UInt64(date.month) != 0
      && days.bits(count: date.daysInMonth, first: date.firstWeekday) & 1 << UInt64(date.day) != 0
  }

  /// The first minute of a day, at or after one, that is named.
  private func firstMinute(from minute: Int) -> Int? {
    for hour in minute / 60..<24 where hours & 1 << UInt64(hour) != 0 {
      let from = hour == minute / 60 ? minute % 60 : 0
      if let found = (from..<60).first(where: { minutes & 1 << UInt64($0) != 0 }) { return hour * 60 + found }
    }
    return nil
  }

  /// The first named day after one, in days since 1970.
  private func firstDay(after date: Date) -> Int? {
    var (year, month, day) = (date.year, date.month, date.day)
    while year <= Self.allYears.upperBound {
      if years.contains(year) {
        while month <= 12 {
          if months & 1 << UInt64(month) != 0 {
            let candidate = Date(year: year, month: month, day: 1)
            let bits = days.bits(count: candidate.daysInMonth, first: candidate.firstWeekday)
            if let found = (1...31).first(where: { $0 > day && bits & 1 << UInt64($0) != 0 }) {
              return Date(year: year, month: month, day: found).daysSince1970
            }
          }
          (month, day) = (month + 1, 0)
        }
      }
      (year, month, day) = (year + 1, 1, 0)
    }
    return nil
  }

  private static func floorDivide(_ value: Int, by divisor: Int) -> Int {
    value >= 0 ? value / divisor : (value + 1) / divisor - 1
  }
}

/// A day of the Gregorian calendar.
private struct Date {
  let year: Int
  /// From 1.
  let month: Int
  /// From 1.
  let day: Int

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day so many days after 1970-01-01; nil after 2199, where no expression names one.
  init?(day number: Int) {
    // 230 years of at most 366 days.
    guard 0..<230 * 366 ~= number else { return nil }
    var year = 1970 + number / 366
    while year < 2200, Date(year: year + 1, month: 1, day: 1).daysSince1970 <= number { year += 1 }
    guard year < 2200 else { return nil }
    var month = 1
    while month < 12, Date(year: year, month: month + 1, day: 1).daysSince1970 <= number { month += 1 }
    self.init(year: year, month: month, day: number - Date(year: year, month: month, day: 1).daysSince1970 + 1)
  }

  private var isLeapYear: Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  var daysInMonth: Int {
    switch month {
    case 2: isLeapYear ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static let daysBefore = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

  /// Years are of 1970 to 2200, months of 1 to 12.
  var daysSince1970: Int {
    let past = year - 1
    let leapDays = past / 4 - past / 100 + past / 400 - 477
    let inYear = Self.daysBefore[month] + (month > 2 && isLeapYear ? 1 : 0) + day - 1
    return (year - 1970) * 365 + leapDays + inYear
  }

  /// The day of the week of the month's first; 1 is Sunday. 1970-01-01 was a Thursday.
  var firstWeekday: Int { (Date(year: year, month: month, day: 1).daysSince1970 + 4) % 7 + 1 }
}
