import Diagnostics
import Source
import Testing

@Suite struct FixApplierTests {
  /// Findings, each with one fix of edits (start, end, text) over `text`.
  private func apply(
    _ text: String, _ fixes: [(safe: Bool, edits: [(Int, Int, String)])], reach: FixApplier.Reach = .safe
  ) -> (text: String, outcome: FixApplier.Outcome) {
    var sources = SourceMap()
    let id = sources.add(SourceFile(path: "stack.yaml", text: text))
    let diagnostics = fixes.map { fix in
      Diagnostic(
        Sample.advice, "m", at: Span(id, 0, 1),
        fixes: [Fix("mend", safe: fix.safe, edits: fix.edits.map { Edit(Span(id, $0.0, $0.1), $0.2) })])
    }
    let outcome = FixApplier.apply(diagnostics, to: sources, reach: reach)
    return (outcome.texts.first.map { String(decoding: $0.bytes, as: UTF8.self) } ?? text, outcome)
  }

  @Test func appliesInOrderOfPlaceWhateverTheOrderOfFindings() {
    let (text, outcome) = apply("abc def", [(true, [(4, 7, "DEF")]), (true, [(0, 3, "X")]), (true, [(3, 3, "!")])])
    // The insertion touches the replacement before it, so it waits.
    #expect(text == "X DEF")
    #expect(outcome.applied == 2 && outcome.deferred == 1)
  }

  @Test func neighboursDoNotConflict() {
    #expect(apply("abcdef", [(true, [(0, 3, "1")]), (true, [(3, 6, "2")])]).text == "12")
  }

  @Test func aFixIsWholeOrNotAtAll() {
    let (text, outcome) = apply("abcdef", [(true, [(1, 2, "B")]), (true, [(1, 2, "x"), (5, 6, "F")])])
    #expect(text == "aBcdef")
    #expect(outcome.deferred == 1)
  }

  @Test func unsafeFixesNeedTheirReach() {
    #expect(apply("abc", [(false, [(0, 3, "")])]).text == "abc")
    #expect(apply("abc", [(false, [(0, 1, "")])], reach: .all).text == "bc")
  }

  @Test(arguments: [[(0, 99, "")], [(0, 2, "x"), (1, 3, "y")], [(1, 2, "x")]])
  func leavesOutWhatDoesNotFit(_ edits: [(Int, Int, String)]) {
    let (text, outcome) = apply("ä→c", [(true, edits)])
    #expect(text == "ä→c")
    #expect(outcome.unfit == 1 && outcome.applied == 0)
  }

  @Test func newLinesEndAsTheOthersOfTheFileDo() {
    #expect(apply("a\r\nb", [(true, [(3, 3, "x\ny\r\n")])]).text == "a\r\nx\r\ny\r\nb")
    #expect(apply("a\nb\r\n", [(true, [(2, 2, "x\n")])]).text == "a\nx\nb\r\n")
  }

  @Test func damagedTextStaysAsItIsOutsideTheEdit() {
    var sources = SourceMap()
    let id = sources.add(SourceFile(path: "a", bytes: [0x61, 0xFF, 0x62]))
    let fix = Fix.replace(Span(id, 2, 3), with: "c", title: "t", safe: true)
    let outcome = FixApplier.apply(
      [Diagnostic(Sample.advice, "m", at: Span(id, 0, 1), fixes: [fix])], to: sources, reach: .safe)
    #expect(outcome.texts.map(\.bytes) == [[0x61, 0xFF, 0x63]])
  }
}
