import Diagnostics
import Source
import Testing
import YAML

@Suite struct RuleExampleTests {
  static let cases = YAMLRules.all.flatMap { rule in rule.examples.map { Case(rule: rule, example: $0) } }

  struct Case: Sendable, CustomTestStringConvertible {
    let rule: Rule
    let example: Rule.Example
    var testDescription: String { "\(rule.code) \(example.isBad ? "bad" : "good") \(example.text)" }
  }

  @Test(arguments: cases) func `an example has its fault where it is marked and nowhere else`(_ test: Case) {
    let pieces = test.example.text.split(separator: "↓", omittingEmptySubsequences: false)
    let parsed = Parsed(pieces.joined())
    var expected: [Int] = []
    var offset = 0
    for piece in pieces.dropLast() {
      offset += piece.utf8.count
      expected.append(offset)
    }
    #expect(parsed.findings.map { Int($0.span.start) } == expected)
    #expect(parsed.findings.allSatisfy { $0.rule.code == test.rule.code })
    #expect(test.example.isBad == !parsed.findings.isEmpty)
  }

  @Test(arguments: cases.filter { $0.example.fixed != nil }) func `the fix makes what the example says`(_ test: Case) {
    let parsed = Parsed(test.example.text.split(separator: "↓", omittingEmptySubsequences: false).joined())
    var bytes = parsed.file.bytes
    for edit in parsed.findings.flatMap({ $0.fixes.first?.edits ?? [] }).reversed() {
      bytes.replaceSubrange(edit.span.range, with: Array(edit.replacement.utf8))
    }
    #expect(String(decoding: bytes, as: UTF8.self) == test.example.fixed)
    #expect(Parsed(bytes: bytes).codes.isEmpty)
  }

  @Test func `codes are unique and in order`() {
    let codes = YAMLRules.all.map(\.code)
    #expect(codes == Set(codes).sorted())
    #expect(codes.allSatisfy { $0.hasPrefix("STK1") })
  }
}
