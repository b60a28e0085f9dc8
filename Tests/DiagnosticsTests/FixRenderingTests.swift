import Diagnostics
import Source
import TestSupport
import Testing

/// Fixes as they are shown; each case is a snapshot.
@Suite struct FixRenderingTests {
  static let text = "a:\n  b: { c: 1 }\n  d: 2\n  e: 3\nf: 4\n"
  static let cases: [(name: String, edits: [(Int, Int, String)])] = [
    ("replace", [(5, 6, "bee")]), ("insert-letters", [(14, 14, ", g: 5")]),
    ("insert-lines", [(17, 17, "  g: 5\n  h: 6\n")]),
    ("append", [(36, 36, "g: 5\n")]), ("insert-after-line", [(23, 23, "\n  g: 5")]), ("delete-line", [(17, 24, "")]),
    ("rewrite", [(5, 23, "x: 1\n  y: 2")]), ("apart", [(0, 1, "A"), (31, 32, "F")]), ("wide", [(10, 11, "注文")]),
    ("many", [(17, 17, (1...30).map { "  k\($0): 1\n" }.joined())]), ("hostile", [(10, 11, "\u{1B}[31m")]),
  ]

  @Test(arguments: cases.map(\.name)) func showsAsRecorded(_ name: String) throws {
    let edits = try #require(Self.cases.first { $0.name == name }).edits
    var sources = SourceMap()
    let id = sources.add(SourceFile(path: "stack.yaml", text: Self.text))
    let diagnostic = Diagnostic(
      Sample.unknownKey, "something is wrong", at: Span(id, 0, 1),
      fixes: [Fix("mend it", safe: true, edits: edits.map { Edit(Span(id, $0.0, $0.1), $0.2) })])
    let shown = TextReporter().text(of: diagnostic, in: sources, pointsToRule: false)
    #expect(Snapshot().difference(shown, "fix-\(name).text") == nil)
  }
}
