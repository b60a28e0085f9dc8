import Diagnostics
import Foundation
import Policy
import Source

/// Policy documents with what parliament (duo-labs/parliament) finds in them: the same kinds of findings must come of each.
enum IAMSuite: ConformanceSuite {
  static let name = "iam"

  /// One case of `cases.json`.
  struct Case {
    let name: String
    let text: String
    let expected: Set<String>

    init?(_ datum: Datum) {
      guard let name = datum["name"]?.literal, let text = datum["policy_text"]?.literal,
        let expected = datum["expected_finding_ids"]?.items
      else { return nil }
      self.name = name
      self.text = text
      self.expected = Set(expected.compactMap(\.literal))
    }
  }

  static func run(_ folder: URL) throws -> [Outcome] {
    let text = try String(contentsOf: folder.appendingPathComponent("cases.json"), encoding: .utf8)
    let cases = try Datum(json: SourceFile(path: "cases.json", text: text), id: SourceID(0))
    return (cases.items ?? []).compactMap { Case($0) }.map { test in
      Outcome(name: test.name, title: test.expected.sorted().joined(separator: " "), verdict: judge(test))
    }
  }

  private static func judge(_ test: Case) -> Outcome.Verdict {
    let findings = check(test.text)
    let found = findings.reduce(into: Set<String>()) { $0.formUnion(ids[$1.rule.code] ?? []) }
    guard found != test.expected else { return .passed }
    let missing = test.expected.subtracting(found)
    let more = found.subtracting(test.expected)
    let codes = findings.map { "\($0.rule.code) \($0.message)" }.joined(separator: "\n    ")
    return .failed("  missing \(missing.sorted()), more \(more.sorted())\n    \(codes)")
  }

  private static func check(_ text: String) -> [Diagnostic] {
    var findings = Findings()
    let file = SourceFile(path: "policy.json", text: text)
    if let document = PolicyText.read(file, id: SourceID(0), into: &findings) {
      PolicyDocument.check(document, as: .guess(document), isAlone: true, into: &findings)
    }
    return findings.diagnostics
  }
}

extension IAMSuite {
  /// What parliament calls what a code of ours says. A code that is not here says what parliament does not look for.
  private static let ids: [String: Set<String>] = [
    "STK801": ["MALFORMED"], "STK802": ["MALFORMED"], "STK803": ["MALFORMED"], "STK804": ["MALFORMED"],
    "STK805": ["MALFORMED"], "STK807": ["MALFORMED"], "STK808": ["MALFORMED"],
    // For an operator that it does not know it also says that the key's type is another one.
    "STK809": ["UNKNOWN_OPERATOR", "MISMATCHED_TYPE"],
    "STK813": ["INVALID_ACTION"], "STK814": ["UNKNOWN_PREFIX"], "STK815": ["UNKNOWN_ACTION"],
    "STK816": ["RESOURCE_MISMATCH"], "STK817": ["MALFORMED"], "STK818": ["UNKNOWN_PRINCIPAL"],
    "STK819": ["MALFORMED_JSON"], "STK820": ["INVALID_ARN"], "STK821": ["INVALID_SID"],
    "STK822": ["UNKNOWN_CONDITION_FOR_ACTION"], "STK823": ["MISMATCHED_TYPE"],
    "STK824": ["MISMATCHED_TYPE_BUT_USABLE"], "STK825": ["RESOURCE_STAR"], "STK826": ["RESOURCE_EFFECTIVELY_STAR"],
    "STK827": ["RESOURCE_POLICY_PRIVILEGE_ESCALATION"], "STK838": ["UNKNOWN_PRINCIPAL"],
    "STK840": ["RESOURCE_MISMATCH"],
  ]
}
