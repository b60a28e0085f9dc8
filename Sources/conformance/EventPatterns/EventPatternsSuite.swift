import Diagnostics
import Events
import Foundation
import Source

/// Event patterns with the verdict of AWS (`aws/…`, recorded from `TestEventPattern`) or of event-ruler (`ruler/…`), the
/// matcher that EventBridge uses.
enum EventPatternsSuite: ConformanceSuite {
  static let name = "event-patterns"

  /// One case of `cases.json`.
  struct Case {
    let name: String
    let kind: String
    let patternText: String
    let eventText: String

    init?(_ datum: Datum) {
      guard let name = datum["name"]?.literal, let kind = datum["kind"]?.literal,
        let patternText = datum["pattern_text"]?.literal
      else { return nil }
      self.name = name
      self.kind = kind
      self.patternText = patternText
      eventText = datum["event_text"]?.literal ?? ""
    }
  }

  // Foundation's reader refuses the file for half a surrogate pair in an event. `Infinity`, which no JSON has, stands in the
  // parsed form of some patterns, which is not used.
  static func run(_ folder: URL) throws -> [Outcome] {
    let text = try String(contentsOf: folder.appendingPathComponent("cases.json"), encoding: .utf8)
      .replacingOccurrences(of: " Infinity\n", with: " null\n")
    let cases = try Datum(json: SourceFile(path: "cases.json", text: text), id: SourceID(0))
    return (cases.items ?? []).compactMap { Case($0) }.map { test in
      Outcome(name: test.name, title: "\(test.kind) \(test.patternText)", verdict: judge(test))
    }
  }

  private static func judge(_ test: Case) -> Outcome.Verdict {
    let pattern: EventPattern
    let refusals: [String]
    do throws(JSONError) {
      var findings = Findings()
      let datum = try Datum(json: SourceFile(path: test.name, text: test.patternText), id: SourceID(0))
      pattern = EventPattern(reading: datum, for: .filter, into: &findings)
      refusals = findings.diagnostics.filter { $0.severity == .error }.map(\.message)
    } catch {
      return test.kind == "invalid" ? .passed : .failed("the pattern is refused: \(error.message)")
    }
    if test.kind == "invalid" { return refusals.isEmpty ? .failed("the pattern is accepted") : .passed }
    guard refusals.isEmpty else { return .failed("the pattern is refused: \(refusals.joined(separator: "; "))") }
    guard test.kind != "valid" else { return .passed }
    do throws(JSONError) {
      let event = try Datum(json: SourceFile(path: test.name, text: test.eventText), id: SourceID(1))
      let isMatch = pattern.matches(event)
      return isMatch == (test.kind == "match")
        ? .passed : .failed("\(isMatch ? "matches" : "does not match") \(test.eventText)")
    } catch {
      return .failed("the event is no JSON: \(error.message)")
    }
  }
}
