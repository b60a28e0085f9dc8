/// Numbers and dates as conditions write them (IAM User Guide, Numeric and Date condition operators).
enum ConditionNumber {
  /// Longer texts are no numbers.
  private static let longest = 64

  /// An integer or decimal number.
  static func number(_ text: String) -> Double? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard text.utf8.count <= longest, text.utf8.contains(where: digits.contains),
      text.utf8.allSatisfy({ digits.contains($0) || "+-.eE".utf8.contains($0) })
    else { return nil }
    return Double(text)
  }

  /// Seconds since 1970-01-01T00:00:00Z of a W3C ISO 8601 date (`2026-11-24`, `2026-11-24T10:00:00Z`,
  /// `2026-11-24T10:00:00.5+01:00`) or of a number of seconds.
  static func date(_ text: String) -> Double? {
    if let seconds = number(text), !text.utf8.dropFirst().contains(UInt8(ascii: "-")) { return seconds }
    guard text.utf8.count <= longest else { return nil }
    var scanner = DigitScanner(bytes: Array(text.utf8))
    guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2), scanner.take("-"),
      let day = scanner.digits(2), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let midnight = Double(days(year, month, day)) * 86_400
    if scanner.isAtEnd { return midnight }
    guard scanner.take("T") || scanner.take("t") || scanner.take(" "), let time = timeOfDay(&scanner),
      let offset = zone(&scanner), scanner.isAtEnd
    else { return nil }
    return midnight + time - offset
  }

  private static func timeOfDay(_ scanner: inout DigitScanner) -> Double? {
    guard let hour = scanner.digits(2), scanner.take(":"), let minute = scanner.digits(2), hour < 25, minute < 60
    else { return nil }
    var seconds = Double(hour * 3600 + minute * 60)
    if scanner.take(":") {
      guard let second = scanner.digits(2), second < 61 else { return nil }
      seconds += Double(second)
      if scanner.take(".") { seconds += scanner.fraction() }
    }
    return seconds
  }

  /// Seconds that a time zone is ahead of UTC; none given is UTC.
  private static func zone(_ scanner: inout DigitScanner) -> Double? {
    if scanner.isAtEnd || scanner.take("Z") || scanner.take("z") { return 0 }
    let isAhead = scanner.take("+")
    guard isAhead || scanner.take("-"), let hours = scanner.digits(2) else { return nil }
    _ = scanner.take(":")
    let minutes = scanner.digits(2) ?? 0
    let seconds = Double(hours * 3600 + minutes * 60)
    return isAhead ? seconds : -seconds
  }

  /// Days from 1970-01-01 in the Gregorian calendar, a year beginning in March so that the leap day comes last.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

/// Takes digits and signs from the start of a text.
struct DigitScanner {
  let bytes: [UInt8]
  private var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  /// Exactly so many digits.
  mutating func digits(_ count: Int) -> Int? {
    guard at + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[at..<(at + count)] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    at += count
    return value
  }

  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(ascii: byte) else { return false }
    at += 1
    return true
  }

  /// The digits after a decimal point, as a part of one.
  mutating func fraction() -> Double {
    var value = 0.0
    var unit = 0.1
    while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 {
      value += Double(bytes[at] - 0x30) * unit
      unit /= 10
      at += 1
    }
    return value
  }
}
