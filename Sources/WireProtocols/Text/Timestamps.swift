/// Times as texts. Seconds are counted since 1970, without leap seconds.
enum Timestamps {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

  /// The years that are written: those of four digits.
  private static let range: ClosedRange<Double> = -62_135_596_800...253_402_300_799

  /// Whole milliseconds, within the years 1 to 9999.
  private static func milliseconds(_ seconds: Double) -> Int64 {
    let bounded = seconds.isNaN ? 0 : min(max(seconds, range.lowerBound), range.upperBound)
    return Int64((bounded * 1000).rounded())
  }

  /// Seconds, with milliseconds if there are any: `1700000000.123`.
  static func epoch(_ seconds: Double) -> String {
    let total = milliseconds(seconds)
    let rest = abs(total) % 1000
    if rest == 0 { return String(total / 1000) }
    return (total < 0 ? "-" : "") + String(abs(total) / 1000) + "." + padded(rest, 3)
  }

  /// `2023-11-14T22:13:20Z`, with milliseconds if there are any (RFC 3339).
  static func iso8601(_ seconds: Double) -> String {
    let parts = Parts(milliseconds: milliseconds(seconds))
    let fraction = parts.millisecond == 0 ? "" : "." + padded(parts.millisecond, 3)
    return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))T\(parts.time)\(fraction)Z"
  }

  /// `Tue, 14 Nov 2023 22:13:20 GMT` (RFC 9110, section 5.6.7).
  static func httpDate(_ seconds: Double) -> String {
    let parts = Parts(milliseconds: milliseconds(seconds.rounded(.down)))
    let day = days[Int(((parts.dayNumber % 7) + 7) % 7)]
    return "\(day), \(padded(parts.day, 2)) \(months[Int(parts.month) - 1]) \(padded(parts.year, 4)) \(parts.time) GMT"
  }

  fileprivate static func padded(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  /// Seconds of a text in any of the forms that AWS takes; nil if it is none of them.
  static func parse(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    if let first = bytes.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
      !bytes.dropFirst().contains(UInt8(ascii: "-"))
    {
      return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }
    return isoSeconds(bytes) ?? httpSeconds(text)
  }

  /// `YYYY-MM-DD`, and perhaps `THH:MM:SS`, a fraction, and `Z` or an offset.
  private static func isoSeconds(_ bytes: [UInt8]) -> Double? {
    var text = Digits(bytes)
    guard let year = text.number(4), text.take("-"), let month = text.number(2), text.take("-"),
      let day = text.number(2)
    else { return nil }
    guard let start = seconds(year, month, day) else { return nil }
    if text.isAtEnd { return start }
    guard text.take("T") || text.take("t") || text.take(" "), let clock = text.clock() else { return nil }
    let fraction = text.take(".") ? text.fraction() : 0
    guard let fraction, let offset = text.offset(), text.isAtEnd else { return nil }
    return start + Double(clock) + fraction - Double(offset)
  }

  /// `Tue, 14 Nov 2023 22:13:20 GMT`.
  private static func httpSeconds(_ text: String) -> Double? {
    let parts = text.split(separator: " ")
    guard parts.count >= 5, let month = months.firstIndex(where: { $0 == parts[2] }) else { return nil }
    guard let day = Int64(parts[1]), let year = Int64(parts[3]), let start = seconds(year, Int64(month) + 1, day)
    else { return nil }
    var clock = Digits(Array(parts[4].utf8))
    guard let seconds = clock.clock(), clock.isAtEnd || clock.take(".") else { return nil }
    return start + Double(seconds)
  }

  private static func seconds(_ year: Int64, _ month: Int64, _ day: Int64) -> Double? {
    guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    return Double(Parts.dayNumber(year, month, day) * 86400)
  }
}

/// A time of the proleptic Gregorian calendar, in UTC.
private struct Parts {
  let dayNumber, year, month, day, second, millisecond: Int64

  /// `HH:MM:SS`.
  var time: String {
    [second / 3600, second / 60 % 60, second % 60].map { Timestamps.padded($0, 2) }.joined(separator: ":")
  }

  init(milliseconds: Int64) {
    let perDay: Int64 = 86_400_000
    var rest = milliseconds % perDay
    if rest < 0 { rest += perDay }
    dayNumber = (milliseconds - rest) / perDay
    second = rest / 1000
    millisecond = rest % 1000
    // Days since 1 March of the year 0 in eras of 400 years, after which the calendar repeats.
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  static func dayNumber(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// Reads the parts of a time.
private struct Digits {
  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  mutating func number(_ count: Int) -> Int64? {
    guard position + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[position..<position + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    position += count
    return value
  }

  /// Seconds of `HH:MM:SS`.
  mutating func clock() -> Int64? {
    guard let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2) else { return nil }
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  mutating func fraction() -> Double? {
    let start = position
    var (value, scale) = (0.0, 1.0)
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      scale /= 10
      value += Double(bytes[position] - 0x30) * scale
      position += 1
    }
    return position > start ? value : nil
  }

  /// Seconds that the zone is ahead of UTC; 0 if none is named.
  mutating func offset() -> Int64? {
    if isAtEnd || take("Z") || take("z") { return 0 }
    let isBehind = take("-")
    guard isBehind || take("+"), let hours = number(2) else { return nil }
    _ = take(":")
    guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
    return (hours * 60 + minutes) * (isBehind ? -60 : 60)
  }
}
