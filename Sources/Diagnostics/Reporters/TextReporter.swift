public import Source

/// For people: each finding with the lines it stands on, what follows from it and how to mend it.
public struct TextReporter: Reporter {
  /// Columns to fill where nobody says otherwise: what fits on half a wide screen.
  public static let usualWidth = 120
  /// Narrower than this a snippet would show nothing.
  private static let leastWidth = 60

  private let palette: Palette
  private let width: Int

  /// Makes a reporter for a terminal of so many columns.
  public init(palette: Palette = .plain, width: Int = usualWidth) {
    self.palette = palette
    self.width = max(Self.leastWidth, width)
  }

  /// The findings, an empty line after each, and what they amount to.
  public func text(of report: Report) -> String {
    var explained: Set<String> = []
    var text = ""
    for part in report.parts {
      for diagnostic in part.diagnostics {
        // Where to read more is said once for each rule.
        let isNew = explained.insert(diagnostic.rule.code).inserted
        text += self.text(of: diagnostic, in: part.sources, pointsToRule: isNew) + "\n"
      }
    }
    return text + Summary(report).text(palette) + "\n"
  }

  /// One finding.
  ///
  /// - Parameter pointsToRule: whether to say where the rule is explained.
  public func text(of diagnostic: Diagnostic, in sources: SourceMap, pointsToRule: Bool = true) -> String {
    let passages = Passages(diagnostic, sources)
    let snippets = passages.passages.map { passage in
      (passage: passage, rows: Snippet(passage.file, passage.marks, width: textWidth).rows)
    }
    let fixes = diagnostic.fixes.map { FixRows($0, sources, near: diagnostic.span.source, width: textWidth) }
    let numbers = snippets.flatMap(\.rows).compactMap(\.number) + fixes.flatMap(\.numbers)
    let frame = Frame(palette: palette, numberWidth: String(numbers.max() ?? 0).count)
    var text = header(diagnostic)
    for (index, snippet) in snippets.enumerated() {
      text += frame.place(snippet.passage.file.path, snippet.passage.place, isFirst: index == 0)
      text += frame.text([FramedRow()] + snippet.rows)
    }
    if !snippets.isEmpty, !fixes.isEmpty || !tail(diagnostic, passages, pointsToRule).isEmpty {
      text += frame.text([FramedRow()])
    }
    for fix in fixes { text += fix.text(frame) }
    for (role, word, line) in tail(diagnostic, passages, pointsToRule) {
      text += frame.remark(line, word: word, role)
    }
    return text
  }

  /// Columns left by a frame with numbers of five digits.
  private var textWidth: Int { width - 8 }

  private func header(_ diagnostic: Diagnostic) -> String {
    palette.paint("\(diagnostic.severity.rawValue)[\(diagnostic.rule.code)]", .severity(diagnostic.severity))
      + palette.paint(": \(diagnostic.message.visible)", .message) + "\n"
  }

  /// The remarks without a place.
  private func tail(
    _ diagnostic: Diagnostic, _ passages: Passages, _ pointsToRule: Bool
  ) -> [(role: Palette.Role, word: String, line: String)] {
    var tail: [(Palette.Role, String, String)] = []
    tail += passages.placeless.map { (.note, "note", $0) }
    tail += diagnostic.help.map { (.help, "help", $0) }
    tail += diagnostic.consequences.map { (.message, "", $0) }
    tail += diagnostic.citations.map { (.message, "limit", $0.line) }
    if pointsToRule { tail.append((.message, "more", "stackc explain \(diagnostic.rule.code)")) }
    return tail
  }
}
