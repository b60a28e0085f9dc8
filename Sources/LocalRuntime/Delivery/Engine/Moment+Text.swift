extension Moment {
  /// ISO 8601 in UTC to the second: `2026-01-01T00:00:00Z`.
  var secondsText: String { String(decoding: dateAndTime + [UInt8(ascii: "Z")], as: UTF8.self) }

  /// ISO 8601 in UTC to the millisecond: `2026-01-01T00:00:00.000Z`.
  var millisecondsText: String {
    let rest = Int(((milliseconds % 1000) + 1000) % 1000)
    return String(
      decoding: dateAndTime + [UInt8(ascii: ".")] + Self.digits(rest, 3) + [UInt8(ascii: "Z")], as: UTF8.self)
  }

  private var dateAndTime: [UInt8] {
    let seconds = Int(milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000)
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let second = seconds - days * 86_400
    let (year, month, day) = Self.date(days)
    return Self.digits(year, 4) + [UInt8(ascii: "-")] + Self.digits(month, 2) + [UInt8(ascii: "-")]
      + Self.digits(day, 2) + [UInt8(ascii: "T")] + Self.digits(second / 3_600, 2) + [UInt8(ascii: ":")]
      + Self.digits(second / 60 % 60, 2) + [UInt8(ascii: ":")] + Self.digits(second % 60, 2)
  }

  /// The day of the Gregorian calendar so many days after 1970-01-01, by eras of 400 years that begin in March, so that the
  /// leap day comes last.
  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
  }

  private static func digits(_ number: Int, _ count: Int) -> [UInt8] {
    var digits = [UInt8](repeating: UInt8(ascii: "0"), count: count)
    var rest = number
    for index in digits.indices.reversed() {
      digits[index] += UInt8(rest % 10)
      rest /= 10
    }
    return digits
  }
}
