import Diagnostics
import Source
import TestSupport
import Testing

/// `↓` marks findings: of `STK201` in order; what remains is told as `code:line`.
@Suite struct SuppressionTests {
  private func remaining(_ marked: String, code: Rule = Sample.unknownKey) -> (left: [String], suppressed: Int) {
    let (outcome, sources) = outcome(marked, code)
    let left = outcome.findings.diagnostics.map { "\($0.rule.code):\(sources.start(of: $0.span)?.line ?? 0)" }
    return (left, outcome.suppressed)
  }

  private func outcome(_ marked: String, _ rule: Rule) -> (Suppressions.Outcome, SourceMap) {
    let text = MarkedText(marked)
    var sources = SourceMap()
    let id = sources.add(SourceFile(path: "stack.yaml", text: text.text))
    var findings = Findings()
    for offset in text.offsets { findings.report(Diagnostic(rule, "m", at: Span(id, offset, offset + 1))) }
    let suppressions = Suppressions(
      Self.comments(text.text, id), in: sources, rules: [Sample.unknownKey, Sample.cannotReceive])
    return (suppressions.apply(to: findings), sources)
  }

  /// Comments as the YAML module finds them, in texts without quoted `#`.
  private static func comments(_ text: String, _ id: SourceID) -> [SourceComment] {
    var comments: [SourceComment] = []
    var offset = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let sign = line.utf8.firstIndex(of: UInt8(ascii: "#")) {
        let start = offset + line.utf8.distance(from: line.utf8.startIndex, to: sign)
        let span = Span(id, start, offset + line.utf8.count)
        comments.append(SourceComment(span, text: String(line[line.utf8.index(after: sign)...])))
      }
      offset += line.utf8.count + 1
    }
    return comments
  }

  @Test(arguments: [
    // On the line, and not on the next.
    ("a: 1\n↓b: 1 # stackc: ignore[STK201] known\n", []),
    ("a: 1 # stackc: ignore[STK201]\n↓b: 1\n", ["STK191:1", "STK201:2"]),
    // On the line before, over other comments and empty lines.
    ("a: 1\n# stackc: ignore[STK201]\n↓b: 1\n", []),
    ("a: 1\n# stackc:ignore[ STK201 ]\n# why\n\n↓b: 1\n↓c: 1\n", ["STK201:6"]),
    // At the head.
    ("# stackc: ignore[STK201]\n↓a: 1\n↓b: 1\n", []), ("%YAML 1.2\n---\n# stackc: ignore[STK201]\na: 1\n↓b: 1\n", []),
    // The beginning of codes, and several.
    ("a: 1\n↓b: 1 # stackc: ignore[STK7, STK2]\n", ["STK191:2"]), ("a: 1\n↓b: 1 # stackc: ignore[STK]\n", []),
    // Not understood.
    ("a: 1\n↓b: 1 # stackc: ignore STK201\n", ["STK190:2", "STK201:2"]),
    ("a: 1\n↓b: 1 # stackc: ignore[]\n", ["STK190:2", "STK201:2"]),
    ("a: 1\n↓b: 1 # stackc: ignore[STK201\n", ["STK190:2", "STK201:2"]),
    ("a: 1\n↓b: 1 # stackc: off\n", ["STK190:2", "STK201:2"]),
    ("a: 1\n↓b: 1 # stackc: ignore[STX201]\n", ["STK192:2", "STK201:2"].sorted()),
    // Nothing for us.
    ("a: 1\n↓b: 1 # about stackc: ignore\n", ["STK201:2"]), ("a: 1\n↓b: 1 # stackc is fine\n", ["STK201:2"]),
  ])
  func leavesOutWhatCommentsName(_ marked: String, _ expected: [String]) {
    #expect(Set(remaining(marked).left) == Set(expected))
  }

  @Test func counts() {
    #expect(remaining("# stackc: ignore[STK201]\n↓a: 1\n↓b: 1\n").suppressed == 2)
  }

  @Test(arguments: [
    ("a: 1\nb: 1  # stackc: ignore[STK201] why\nc: 1\n", "a: 1\nb: 1\nc: 1\n"),
    ("a: 1\n  # stackc: ignore[STK201, STK702]\nc: 1\n", "a: 1\nc: 1\n"),
    ("a: 1\n# stackc: ignore[STK201]", "a: 1\n"),
  ])
  func removesACommentThatLeavesOutNothing(_ text: String, _ expected: String) {
    let (outcome, sources) = outcome(text, Sample.unknownKey)
    let fixed = FixApplier.apply(outcome.findings.diagnostics, to: sources, reach: .safe)
    #expect(fixed.texts.first.map { String(decoding: $0.bytes, as: UTF8.self) } == expected)
  }
}
