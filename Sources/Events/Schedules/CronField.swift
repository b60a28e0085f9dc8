/// What one field of a cron expression takes (EventBridge User Guide, "Cron expressions", table of fields).
struct CronField: Sendable {
  /// What it is called, for messages.
  let name: String
  /// The numbers it takes.
  let range: ClosedRange<Int>
  /// Names for numbers, the first for the least.
  var names: [String] = []
  /// The wildcards it takes beside `,`, `-`, `*` and `/`.
  var special: String = ""

  static let all = [
    minutes, CronField(name: "hours", range: 0...23), datesOfMonth, months, daysOfWeek,
    CronField(name: "year", range: CronExpression.allYears),
  ]

  static let minutes = CronField(name: "minutes", range: 0...59)
  static let datesOfMonth = CronField(name: "day of month", range: 1...31, special: "? L W")
  static let months = CronField(
    name: "month", range: 1...12,
    names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
  static let daysOfWeek = CronField(
    name: "day of week", range: 1...7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], special: "? L #")

  /// What it takes, in words.
  var takes: String {
    var parts = ["`\(range.lowerBound)`–`\(range.upperBound)`"]
    if let first = names.first, let last = names.last { parts.append("`\(first)`–`\(last)`") }
    let wildcards = ", - * / " + special
    parts.append(wildcards.split(separator: " ").map { "`\($0)`" }.joined(separator: " "))
    return "`\(name)` takes " + parts.joined(separator: ", ")
  }

  /// The number of a text, if it is a number or name that the field takes.
  func number(_ text: some StringProtocol) -> Int? {
    if let index = names.firstIndex(of: text.uppercased()) { return range.lowerBound + index }
    guard !text.isEmpty, text.utf8.count <= 4, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let number = Int(text), range.contains(number)
    else { return nil }
    return number
  }
}
