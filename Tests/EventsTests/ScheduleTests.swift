import Diagnostics
import Foundation
import Source
import TestSupport
import Testing

@testable import Events

@Suite struct ScheduleTests {
  private func read(_ text: String, _ findings: inout Findings) -> ScheduleExpression? {
    ScheduleExpression(reading: PartialText(text), at: Span(SourceID(0), 0, text.utf8.count), into: &findings)
  }

  private func schedule(_ text: String) throws -> ScheduleExpression {
    var findings = Findings()
    let schedule = read(text, &findings)
    try #require(findings.diagnostics.isEmpty)
    return try #require(schedule)
  }

  static let refused: [(String, String, String?)] = [
    ("STK465", "↓at(2026-12-24T18:00:00)", nil), ("STK465", "↓0 2 * * *", "cron(0 2 * * ? *)"), ("STK465", "↓", nil),
    ("STK465", "↓Rate(1 day)", nil), ("STK465", "↓cron(", nil), ("STK466", "rate(5 ↓minute)", "rate(5 minutes)"),
    ("STK466", "rate(1 ↓hours)", "rate(1 hour)"), ("STK466", "rate(↓0 minutes)", nil),
    ("STK466", "rate(↓-1 minutes)", nil),
    ("STK466", "rate(↓5minutes)", nil), ("STK466", "rate(5 ↓dayz)", "rate(5 days)"), ("STK466", "rate(5 ↓weeks)", nil),
    ("STK466", "rate(↓99999999999999999999 days)", nil), ("STK467", "cron(↓0 2 * * *)", "cron(0 2 * * ? *)"),
    ("STK467", "cron(↓*/5 * * * 0,6)", "cron(*/5 * ? * SUN,SAT *)"), ("STK467", "cron(↓0 0 1 * 1)", nil),
    ("STK467", "cron(↓0 2 * * 1-5/2)", "cron(0 2 ? * MON-FRI/2 *)"), ("STK467", "cron(↓)", nil),
    ("STK468", "cron(↓60 ↓24 * * ? *)", nil), ("STK468", "cron(0 2 ? * MON,↓FRO *)", nil),
    ("STK468", "cron(0 2 ? * ↓8#1 *)", nil), ("STK468", "cron(0 2 ↓0W * ? *)", nil),
    ("STK468", "cron(↓L 2 * * ? *)", nil),
    ("STK469", "cron(0 2 * * ↓* *)", "cron(0 2 * * ? *)"), ("STK469", "cron(0 2 ↓* * MON *)", "cron(0 2 ? * MON *)"),
    ("STK469", "cron(0 2 1 * ↓MON *)", nil), ("STK469", "cron(0 2 ? * ↓? *)", "cron(0 2 ? * * *)"),
    ("STK470", "cron(↓0 2 30 FEB ? *)", nil),
  ]

  @Test(arguments: refused) func aFaultStandsWhereItIs(_ code: String, _ text: String, _ mended: String?) {
    let marked = MarkedText(text)
    var findings = Findings()
    _ = read(marked.text, &findings)
    if let mended { #expect(fixed(marked.text, findings) == mended) }
  }

  /// An expression, a moment, and the next time it fires.
  static let firings: [(String, String, String?)] = [
    ("rate(5 minutes)", "2026-11-24T00:00:00Z", "2026-11-24T00:05:00Z"),
    ("rate(1 day)", "2026-11-24T00:00:30Z", "2026-11-25T00:00:30Z"),
    ("cron(0 2 * * ? *)", "2026-11-24T02:00:00Z", "2026-11-25T02:00:00Z"),
    ("cron(0 2 * * ? *)", "2026-11-24T01:59:59Z", "2026-11-24T02:00:00Z"),
    ("cron(0/15 8-18 ? * MON-FRI *)", "2026-11-27T18:45:00Z", "2026-11-30T08:00:00Z"),
    ("cron(0 0 29 2 ? *)", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"),
    ("cron(0 0 L * ? *)", "2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z"),
    ("cron(0 0 LW * ? *)", "2026-01-31T00:00:00Z", "2026-02-27T00:00:00Z"),
    ("cron(0 0 1W * ? *)", "2026-08-01T00:00:00Z", "2026-08-03T00:00:00Z"),
    ("cron(0 0 15W * ? *)", "2026-11-01T00:00:00Z", "2026-11-16T00:00:00Z"),
    ("cron(0 0 ? * 6L *)", "2026-11-01T00:00:00Z", "2026-11-27T00:00:00Z"),
    ("cron(0 0 ? * TUE#4 *)", "2026-11-01T00:00:00Z", "2026-11-24T00:00:00Z"),
    ("cron(0 0 ? * FRI-MON *)", "2026-11-24T00:00:00Z", "2026-11-27T00:00:00Z"),
    ("cron(30 12 ? JAN,JUL 2 2027/2)", "2026-11-24T00:00:00Z", "2027-01-04T12:30:00Z"),
    ("cron(0 0 1 1 ? 2020)", "2026-11-24T00:00:00Z", nil),
    ("cron(59 23 31 12 ? 2199)", "2026-11-24T00:00:00Z", "2199-12-31T23:59:00Z"),
    ("cron(* * * * ? *)", "2199-12-31T23:59:00Z", nil),
  ]

  @Test(arguments: firings) func firesNext(_ text: String, _ moment: String, _ expected: String?) throws {
    func seconds(_ text: String) throws -> Int { Int(try Date(text, strategy: .iso8601).timeIntervalSince1970) }
    #expect(try schedule(text).next(after: try seconds(moment)) == expected.map(seconds))
  }

  /// Every field against the calendar of Foundation, over random expressions: the next minute is named, and none before is.
  @Test func theNextFiringIsTheFirstThatIsNamed() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    var random = SplitMix(state: 20_261_124)
    for _ in 0..<200 {
      let (minute, hour, date) = (
        Int.random(in: 0..<60, using: &random), Int.random(in: 0..<24, using: &random),
        Int.random(in: 1...28, using: &random)
      )
      let (month, day) = (Int.random(in: 1...12, using: &random), Int.random(in: 1...7, using: &random))
      let byDate = Bool.random(using: &random)
      let text =
        "cron(\(minute) \(hour) \(byDate ? "\(date)" : "?") \(byDate ? "\(month)" : "*") \(byDate ? "?" : "\(day)") *)"
      let moment = Int.random(in: 0..<7_000_000_000, using: &random)
      let wanted =
        byDate
        ? DateComponents(month: month, day: date, hour: hour, minute: minute, second: 0)
        : DateComponents(hour: hour, minute: minute, second: 0, weekday: day)
      let expected = calendar.nextDate(
        after: Date(timeIntervalSince1970: Double(moment)), matching: wanted, matchingPolicy: .strict)
      #expect(
        try schedule(text).next(after: moment) == expected.map { Int($0.timeIntervalSince1970) },
        "\(text) after \(moment)")
    }
  }

  @Test(arguments: [Int.min, -1, 0, Int.max - 1, Int.max]) func extremeMomentsAreAnswered(_ moment: Int) throws {
    let next = try schedule("cron(0 0 1 1 ? *)").next(after: moment)
    #expect(next == nil || next.map { $0 >= 0 && $0 > moment } == true)
    _ = try schedule("rate(5 days)").next(after: moment)
  }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
