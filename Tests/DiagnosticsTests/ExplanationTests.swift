import Diagnostics
import TestSupport
import Testing

@Suite struct ExplanationTests {
  static let explanation = Explanation(Sample.cannotReceive, limits: ["SQS batch: 10000 messages (Lambda guide)"])

  @Test func explainsAsRecorded() {
    #expect(Snapshot().difference(Self.explanation.text(), "explain.text") == nil)
    #expect(Snapshot().difference(Self.explanation.markdown, "explain.md") == nil)
    let index = Explanation.index(of: [Sample.cannotReceive, Sample.unknownKey, Sample.advice])
    #expect(Snapshot().difference(index, "index.md") == nil)
  }

  @Test func fencesAreLongerThanTheirText() {
    let rule = Rule("STK999", "x", .info, "`a|b` <i>", why: "W.", examples: [.bad("a: ↓\"```\"\n")])
    #expect(Explanation(rule).markdown.contains("\n````yaml\na: \"```\"\n````\n"))
    #expect(Explanation(rule).markdown.hasPrefix("# STK999: `a|b` \\<i\\>\n"))
    #expect(Explanation.index(of: [rule]).contains("| `a\\|b` \\<i\\> |"))
  }
}
