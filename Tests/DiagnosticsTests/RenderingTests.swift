import Diagnostics
import Source
import TestSupport
import Testing

/// Texts that are hard to show. Each case is a snapshot: the carets must stand under what is marked.
@Suite struct RenderingTests {
  /// Name, text with pairs of marks (the first pair is the fault, the others remarks), bytes to append.
  static let cases: [(name: String, text: String)] = [
    ("tabs", "a:\t↓b\tc↓ # d\n\t\t↓e↓\n"), ("cjk", "名前: ↓注文キュー↓ # 説明\nb: ↓ｆｕｌｌ↓ x\n"),
    ("emoji", "a: 👩‍👩‍👧 ↓🇩🇪x↓ ❤️ ↓y↓\n"), ("combining", "a: e\u{301}e\u{301} ↓o\u{308}o↓ ↓z↓\n"),
    ("controls", "a: ↓\u{1B}[31mred\u{7}↓ \u{202E}evil\u{202C} ↓x↓\u{9B}0m\n"),
    ("crlf", "a: 1\r\nb: ↓2↓\r\n\r\nc: ↓3↓\r\n"), ("empty", "a: 1\n↓↓"), ("end", "a: ↓1↓"),
    ("byte-order-mark", "\u{FEFF}↓abc↓: 1\n"),
    ("same-line", "a: { ↓b↓: 1, ↓c↓: 2, ↓d↓: 3 }\n"), ("same-place", "a: ↓bcd↓\ne: 1\nf: ↓↓g\n"),
    ("before", "↓a↓: 1\nb: ↓2↓\n"),
    ("near", "↓a↓: 1\nb: 2\nc: 3\n↓d↓: 4\ne: 5\nf: 6\ng: 7\nh: 8\n↓i↓: 9\n"),
    ("lines", "a:\n  ↓- b: 1\n    c: 2↓\nd: ↓e↓\n"), ("lines-inside", "a: ↓{ b: 1,\n  c: ↓2↓ }↓\nd: e\n"),
    ("many-lines", "↓a:\n" + (1...20).map { "  k\($0): 1\n" }.joined() + "↓z: ↓1↓\n"),
    ("lines-in-lines", "a:\n  ↓b:\n    c: 1\n    d: 2\n↓e: ↓{\n  f: 1 }↓\n"),
    (
      "long",
      "{" + (1...60).map { "\"key\($0)\": 1, " }.joined() + "↓\"here\"↓: 1, "
        + (61...120).map { "\"key\($0)\": 1, " }.joined() + "}"
    ),
    ("long-mark", "a: ↓" + String(repeating: "x", count: 400) + "↓ b\n"),
    (
      "huge",
      String(repeating: "{ \"a\": 1 },", count: 100_000) + "↓\"here\"↓" + String(repeating: ", 1", count: 100_000)
    ),
  ]

  static func diagnostic(_ marked: String, _ bytes: [UInt8]? = nil, faultLast: Bool = false) -> (Diagnostic, SourceMap)
  {
    let text = MarkedText(marked)
    var sources = SourceMap()
    let file =
      bytes.map { SourceFile(path: "stack.yaml", bytes: $0) } ?? SourceFile(path: "stack.yaml", text: text.text)
    let id = sources.add(file)
    var spans = stride(from: 0, to: text.offsets.count, by: 2).map { first in
      Span(id, text.range(first).lowerBound, text.range(first).upperBound)
    }
    if faultLast { spans.reverse() }
    let first = spans.first ?? Span(id, 0, 1)
    return (
      Diagnostic(
        Sample.unknownKey, "something is wrong", at: first, label: "the fault",
        notes: spans.dropFirst().enumerated().map { .init("remark \($0.offset + 1)", at: $0.element) }), sources
    )
  }

  @Test(arguments: cases.map(\.name)) func showsAsRecorded(_ name: String) throws {
    let text = try #require(Self.cases.first { $0.name == name }).text
    let (diagnostic, sources) = Self.diagnostic(text, faultLast: name == "before")
    let shown = TextReporter().text(of: diagnostic, in: sources, pointsToRule: false)
    #expect(Snapshot().difference(shown, "shown-\(name).text") == nil)
    #expect(shown.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
  }

  @Test func showsDamagedText() {
    let (diagnostic, sources) = Self.diagnostic("a: ↓b↓", [0x61, 0xFF, 0xC3, 0x62, 0xE2, 0x82, 0x63])
    let shown = TextReporter().text(of: diagnostic, in: sources, pointsToRule: false)
    #expect(shown.contains("1 | a\u{FFFD}\u{FFFD}b\u{FFFD}\u{FFFD}c\n  |    ^ the fault\n"))
  }

  @Test func placesOutsideOfTheFileAreNoTrap() {
    var sources = SourceMap()
    let id = sources.add(SourceFile(path: "a", text: "ab\n"))
    for span in [Span(id, 90, 99), Span(id, 1, 99), Span(SourceID(7), 0, 1), Span(id, 3, 3)] {
      let diagnostic = Diagnostic(
        Sample.advice, "m", at: span, notes: [.init("n", at: span)],
        fixes: [.replace(span, with: "x", title: "t", safe: true)])
      for format in ReportFormat.allCases {
        #expect(!format.reporter().text(of: Report([Report.Part([diagnostic], sources: sources)])).isEmpty)
      }
      #expect(FixApplier.apply([diagnostic], to: sources, reach: .all).applied <= 1)
    }
  }

  @Test func messagesCannotReachTheTerminal() {
    let (diagnostic, sources) = Self.diagnostic("↓a↓: 1\n")
    var hostile = diagnostic
    hostile.message = "evil \u{1B}[2J\nerror[STK000]: forged"
    hostile.label = "\u{1B}]0;title\u{7}"
    hostile.help = ["\u{9B}31m\nsecond line"]
    hostile.consequences = ["\r\u{8}"]
    for palette in [Palette.plain, .ansi] {
      let text = ReportFormat.text.reporter(palette: palette).text(
        of: Report([Report.Part([hostile], sources: sources)]))
      #expect(!text.contains("\u{1B}[2J") && !text.contains("\u{1B}]0") && !text.contains("\u{7}"))
      #expect(!text.contains("\r") && !text.contains("\u{9B}") && !text.contains("\nerror[STK000]"))
    }
    let concise = ReportFormat.concise.reporter().text(of: Report([Report.Part([hostile], sources: sources)]))
    #expect(concise.split(separator: "\n").count == 1)
  }
}
