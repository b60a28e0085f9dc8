import Diagnostics
import Source

/// Reads one field of a cron expression, item by item.
struct CronReader {
  let field: CronField
  /// The numbers that are named.
  var numbers: Set<Int> = []
  /// What the days' own wildcards named.
  var days = CronDays()
  /// Whether the field is `?`.
  private(set) var isUnspecified = false
  /// The first fault: bytes of the field, and what is wrong.
  private(set) var fault: (range: Range<Int>, message: String)?

  init(_ field: CronField) { self.field = field }

  mutating func read(_ text: Substring) {
    if text == "?", field.special.contains("?") { return isUnspecified = true }
    var offset = 0
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let end = offset + item.utf8.count
      if let message = read(item: item), fault == nil { fault = (offset..<end, message) }
      offset = end + 1
    }
  }

  /// What is wrong with an item; nil if it was taken.
  private mutating func read(item: Substring) -> String? {
    if item.isEmpty { return "a value is missing in `\(field.name)`" }
    if readSpecial(item) { return nil }
    let parts = item.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count > 2 { return "`\(item)` has more than one `/`" }
    var step: Int?
    if let text = parts.dropFirst().first {
      guard let number = Int(text), (1...field.range.upperBound).contains(number) else {
        return "`\(text)` is no step of `\(field.name)`: a whole number from 1 to \(field.range.upperBound)"
      }
      step = number
    }
    switch bounds(parts[0], isStepped: step != nil) {
    case .success(let (first, last)):
      add(first, last, step ?? 1)
      return nil
    case .failure(let refusal): return refusal.message
    }
  }

  private struct Refusal: Error {
    let message: String
  }

  private func bounds(_ text: Substring, isStepped: Bool) -> Result<(Int, Int), Refusal> {
    if text == "*" { return .success((field.range.lowerBound, field.range.upperBound)) }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2 else { return .failure(Refusal(message: "`\(text)` is no range")) }
    var numbers: [Int] = []
    for end in ends {
      guard let number = field.number(end) else {
        return .failure(Refusal(message: "`\(end)` is no value of `\(field.name)`"))
      }
      numbers.append(number)
    }
    if ends.count == 1 { return .success((numbers[0], isStepped ? field.range.upperBound : numbers[0])) }
    // Months, days and hours come round again; years do not.
    if numbers[0] > numbers[1], field.range == CronExpression.allYears {
      return .failure(Refusal(message: "the range `\(text)` ends before it starts"))
    }
    return .success((numbers[0], numbers[1]))
  }

  private mutating func add(_ first: Int, _ last: Int, _ step: Int) {
    let size = field.range.count
    let end = last >= first ? last : last + size
    for number in stride(from: first, through: end, by: step) {
      numbers.insert((number - field.range.lowerBound) % size + field.range.lowerBound)
    }
  }

  /// Takes an item with `L`, `W` or `#`, if it is one.
  private mutating func readSpecial(_ item: Substring) -> Bool {
    let upper = item.uppercased()
    if field.special.contains("W") {
      if upper == "L" {
        days.last = true
      } else if upper == "LW" {
        days.lastWorkingDay = true
      } else {
        guard upper.hasSuffix("W"), let date = field.number(upper.dropLast()) else { return false }
        days.nearestWorkingDays.insert(date)
      }
      return true
    }
    guard field.special.contains("#") else { return false }
    if upper == "L" {
      numbers.insert(field.range.upperBound)
      return true
    }
    if upper.hasSuffix("L"), let day = field.number(upper.dropLast()) {
      days.lastWeekdays |= 1 << UInt64(day)
      return true
    }
    let parts = upper.split(separator: "#", omittingEmptySubsequences: false)
    guard parts.count == 2, let day = field.number(parts[0]), let count = Int(parts[1]), 1...5 ~= count else {
      return false
    }
    days.countedWeekdays.insert(day * 8 + count)
    return true
  }

  /// Bit n: number n is named. Not for years.
  var bits: UInt64 { numbers.reduce(0) { $0 | 1 << UInt64($1 & 63) } }
}
