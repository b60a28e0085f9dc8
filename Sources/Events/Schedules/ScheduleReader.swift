import Diagnostics
import Source

/// Reads a schedule expression of a rule or of EventBridge Scheduler.
struct ScheduleReader {
  let text: String
  let span: Span
  /// Whether Scheduler reads it, whose documents refuse neither `rate(1 minutes)` nor `rate(5 minute)` ("CreateSchedule",
  /// EventBridge Scheduler API Reference).
  let isOfScheduler: Bool
  var findings = Findings()

  init(text: String, span: Span, isOfScheduler: Bool = false) {
    self.text = text
    self.span = span
    self.isOfScheduler = isOfScheduler
  }

  mutating func read() -> ScheduleExpression? {
    guard let open = text.firstIndex(of: "("), text.hasSuffix(")") else { return refuse() }
    let start = text.index(after: open)
    let inner = text[start..<text.index(before: text.endIndex)]
    switch text[..<open] {
    case "rate": return rate(inner)
    case "cron": return cron(inner)
    default: return refuse()
    }
  }

  private mutating func refuse() -> ScheduleExpression? {
    findings.report(.unknownSchedule(text, at: span))
    return nil
  }

  /// The place of a part of the text.
  func place(_ part: Substring) -> Span {
    let start = text.utf8.distance(from: text.startIndex, to: part.startIndex)
    return span.part(start..<start + part.utf8.count, of: text)
  }

  private static let units = ["minute": 1, "hour": 60, "day": 1_440]

  private mutating func rate(_ inner: Substring) -> ScheduleExpression? {
    let words = inner.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2 else {
      findings.report(.rateMalformed("a rate is a number and a unit, with one space between", at: place(inner)))
      return nil
    }
    let isDigits = words[0].utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard isDigits, let value = Int(words[0]), value > 0 else {
      findings.report(.rateMalformed("`\(words[0])` is no number of times: a whole number from 1", at: place(words[0])))
      return nil
    }
    let singular = words[1].hasSuffix("s") ? String(words[1].dropLast()) : String(words[1])
    guard let unit = Self.units[singular] else {
      findings.report(.rateUnit(String(words[1]), value: value, at: place(words[1])))
      return nil
    }
    let wanted = value == 1 ? singular : singular + "s"
    let isRefused = wanted != words[1] && !isOfScheduler
    if isRefused { findings.report(.ratePlural(String(words[1]), wanted, at: place(words[1]))) }
    let (minutes, isTooLong) = value.multipliedReportingOverflow(by: unit)
    return isTooLong || isRefused ? nil : .rate(minutes: minutes)
  }

  private mutating func cron(_ inner: Substring) -> ScheduleExpression? {
    let fields = inner.split(separator: " ")
    guard fields.count == CronField.all.count else {
      findings.report(.cronFieldCount(inner, at: place(inner)))
      return nil
    }
    let readers = zip(CronField.all, fields).map { field, text in
      var reader = CronReader(field)
      reader.read(text)
      if let fault = reader.fault {
        let start = text.utf8.distance(from: self.text.startIndex, to: text.startIndex)
        let range = start + fault.range.lowerBound..<start + fault.range.upperBound
        findings.report(.cronFieldMalformed(fault.message, field, at: span.part(range, of: self.text)))
      }
      return reader
    }
    guard !readers.contains(where: { $0.fault != nil }) else { return nil }
    guard readers[2].isUnspecified != readers[4].isUnspecified else {
      findings.report(.cronDayFields(fields, areBothUnspecified: readers[2].isUnspecified, place: place))
      return nil
    }
    let expression = CronExpression(readers)
    if expression.next(after: -1) == nil { findings.report(.scheduleNeverFires(at: place(inner))) }
    return .cron(expression)
  }
}

extension CronExpression {
  /// Joins the six fields, in order.
  fileprivate init(_ fields: [CronReader]) {
    minutes = fields[0].bits
    hours = fields[1].bits
    months = fields[3].bits
    years = fields[5].numbers
    days.isByWeekday = fields[2].isUnspecified
    if days.isByWeekday {
      days.weekdays = fields[4].bits
      days.lastWeekdays = fields[4].days.lastWeekdays
      days.countedWeekdays = fields[4].days.countedWeekdays
    } else {
      days = fields[2].days
      days.dates = fields[2].bits
    }
  }
}
