/// Times and ids as API Gateway writes them.
enum APIStamp {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// A moment in the form of access logs: `24/Nov/2026:21:20:00 +0000`.
  static func time(_ moment: Moment) -> String {
    let seconds = moment.milliseconds.dividedRounding(by: 1000)
    let days = seconds.dividedRounding(by: 86400)
    let second = Int(seconds - days * 86400)
    let (year, month, day) = date(ofDay: Int(days))
    return
      "\(two(day))/\(months[month - 1])/\(year):\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)) +0000"
  }

  /// Year, month and day of a day counted from 1970-01-01 (proleptic Gregorian; 400 years have 146,097 days).
  private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    // Years are counted from March, so that the leap day is a year's last.
    let shifted = day + 719_468
    let era = Int(Int64(shifted).dividedRounding(by: 146_097))
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }

  /// A request id in API Gateway's form: eleven random bytes in base64, `JKJaXmPLvHcESHA=`.
  static func requestID() -> String {
    var text: [UInt8] = []
    APIBody.encode(random(11), into: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// A trace id of X-Ray: `Root=1-` and eight digits of the time, then 24 random ones.
  static func traceID(_ moment: Moment) -> String {
    let time = String(UInt32(truncatingIfNeeded: moment.milliseconds / 1000), radix: 16)
    let rest = random(12).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return "Root=1-\(String(repeating: "0", count: 8 - time.count))\(time)-\(String(decoding: rest, as: UTF8.self))"
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func random(_ count: Int) -> [UInt8] {
    var words = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max))
    return withUnsafeBytes(of: &words) { Array($0.prefix(count)) }
  }
}

extension Int64 {
  /// The quotient, rounded towards minus infinity.
  fileprivate func dividedRounding(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
