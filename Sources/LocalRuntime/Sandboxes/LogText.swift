/// The lines that Lambda itself writes into a function's log (Lambda Developer Guide, "Viewing CloudWatch logs for Lambda
/// functions"), and the name of the log's stream.
enum LogText {
  /// `2026/11/24/[$LATEST]` and 32 hex digits.
  static func stream(version: String, at moment: Moment) -> String {
    let day = civil(moment)
    return "\(day.year)/\(two(day.month))/\(two(day.day))/[\(version)]\(hex(16))"
  }

  static func start(_ requestID: String, version: String) -> String {
    "START RequestId: \(requestID) Version: \(version)"
  }

  static func end(_ requestID: String) -> String { "END RequestId: \(requestID)" }

  /// The last line of an invocation. Times are in milliseconds; what is billed is the next whole one, and since 2025 the
  /// start of the environment with it.
  static func report(
    _ requestID: String, duration: Double, memory: Int, used: Int, initialization: Double?, status: String? = nil
  ) -> String {
    let billed = Int((duration + (initialization ?? 0)).rounded(.up))
    var line = "REPORT RequestId: \(requestID)\tDuration: \(fixed(duration)) ms\tBilled Duration: \(billed) ms\t"
    line += "Memory Size: \(memory) MB\tMax Memory Used: \(used) MB\t"
    if let initialization { line += "Init Duration: \(fixed(initialization)) ms\t" }
    if let status { line += "Status: \(status)\t" }
    return line
  }

  static func timedOut(_ requestID: String, seconds: Double, at moment: Moment) -> String {
    "\(timestamp(moment)) \(requestID) Task timed out after \(fixed(seconds)) seconds"
  }

  /// A number with two digits after the point.
  static func fixed(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(two(hundredths % 100))"
  }

  /// So many random bytes as hex digits. Eight are drawn at a time: each draw is a call of the system.
  static func hex(_ bytes: Int) -> String {
    String(unsafeUninitializedCapacity: bytes * 2) { text in
      var word: UInt64 = 0
      for index in 0..<bytes * 2 {
        if index % 16 == 0 { word = .random(in: .min ... .max) }
        let digit = UInt8(word & 0xF)
        text[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
        word >>= 4
      }
      return bytes * 2
    }
  }

  /// `2026-11-24T21:00:00.000Z`.
  static func timestamp(_ moment: Moment) -> String {
    let day = civil(moment)
    let ofDay = moment.milliseconds - day.start
    let (seconds, rest) = (ofDay / 1000, ofDay % 1000)
    let time = "\(two(Int(seconds / 3600))):\(two(Int(seconds / 60 % 60))):\(two(Int(seconds % 60)))"
    let milliseconds = String("00\(rest)".suffix(3))
    return "\(day.year)-\(two(day.month))-\(two(day.day))T\(time).\(milliseconds)Z"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The day of a moment in UTC, and its start in milliseconds; counted in years that begin in March, so that the leap day is the last.
  private static func civil(_ moment: Moment) -> (year: Int, month: Int, day: Int, start: Int64) {
    let dayLength: Int64 = 86_400_000
    let start = moment.milliseconds - (moment.milliseconds % dayLength + dayLength) % dayLength
    let days = Int(start / dayLength) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let ofEra = days - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shifted + 2) / 5 + 1, start)
  }
}
