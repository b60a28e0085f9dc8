import Diagnostics
import Foundation
import Source
import YAML

/// github.com/yaml/yaml-test-suite: what must be refused, what events and which JSON the rest gives.
///
/// A case passes if our own reader agrees. If it does not, there are two reasons that count, both worked out anew for each
/// case: libyaml itself disagrees with the suite (its raw events are compared), or our reader refuses on purpose what no
/// template can hold (``refusals``).
enum YAMLTestSuite: ConformanceSuite {
  static let name = "yaml-test-suite"

  /// One case of `cases.json`.
  struct Case: Decodable {
    let name: String
    let title: String
    let yaml: String
    /// Whether a reader must refuse it.
    let fail: Bool
    /// The lines of events; white space at the end of a line is lost in the corpus.
    let events: [String]?
    let json: [JSONValue]?

    enum CodingKeys: String, CodingKey {
      case name, title, yaml, fail, events
      case json = "json_documents"
    }
  }

  /// What our reader refuses although it is YAML, by the code of the rule, and why.
  static let refusals: [String: String] = [
    "STK103": "AWS's reader takes printable characters only",
    "STK105": "a key given twice has no defined meaning in a template",
    "STK112": "a template is one document (the first was compared)",
    "STK113": "a template holds something",
    "STK114": "a template's keys are text, since it is JSON in the end",
  ]

  static func run(_ folder: URL) throws -> [Outcome] {
    let data = try Data(contentsOf: folder.appendingPathComponent("cases.json"))
    return try JSONDecoder().decode([Case].self, from: data).map { test in
      Outcome(name: test.name, title: test.title, verdict: judge(test))
    }
  }

  private static func judge(_ test: Case) -> Outcome.Verdict {
    var findings = Findings()
    let file = SourceFile(path: test.name, text: test.yaml)
    let tree = SyntaxTree.parse(file, id: SourceID(0), into: &findings)
    let errors = findings.diagnostics.filter { $0.severity == .error }
    let refused = Set(errors.map(\.rule.code))
    if test.fail && !refused.isEmpty { return .passed }

    let difference = test.fail ? "it was accepted" : differences(test, tree)
    if difference == nil, refused.isEmpty { return .passed }
    if let reason = libyaml(test) { return .excepted(reason) }
    let reasons = refused.sorted().map { code in refusals[code].map { "\(code), \($0)" } }
    if !refused.isEmpty, reasons.allSatisfy({ $0 != nil }), difference == nil || refused != ["STK112"] {
      return .excepted("refused by " + reasons.compactMap(\.self).joined(separator: "; "))
    }
    return .failed((errors.map(\.message) + [difference].compactMap(\.self)).joined(separator: "\n"))
  }

  /// How libyaml itself departs from the suite.
  private static func libyaml(_ test: Case) -> String? {
    let raw = RawEvents(Array(test.yaml.utf8))
    if test.fail { return raw.problem == nil ? "libyaml accepts it" : nil }
    if let problem = raw.problem { return "libyaml refuses it: \(problem)" }
    let lines = raw.lines.map(EventLines.trimmed)
    guard let events = test.events.map({ $0.map(EventLines.trimmed) }), lines != events else { return nil }
    let first = zip(lines, events).first { $0 != $1 }
    return "libyaml reads it otherwise: \(first.map { "`\($0)` for `\($1)`" } ?? "the number of events")"
  }

  /// How the first document of the tree departs from the suite.
  private static func differences(_ test: Case, _ tree: SyntaxTree) -> String? {
    if let events = test.events {
      let expected = EventLines.expanded(EventLines.firstDocument(events)).map(EventLines.trimmed)
      let found = EventLines.of(tree.root).map(EventLines.trimmed)
      if expected != found { return "expected \(expected)\nfound    \(found)" }
    }
    if let expected = test.json?.first, let root = tree.root {
      let found = JSONValue(root)
      if expected != found { return "expected \(expected)\nfound    \(found)" }
    }
    return nil
  }
}
