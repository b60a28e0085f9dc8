public import Diagnostics
public import Source
import Wiring

/// An occurrence as the terminal shows it: in the compiler's own form, with the lines of the stack.
public struct OccurrenceText: Sendable {
  private let reporter: TextReporter
  private let palette: Palette

  /// Makes texts for a terminal of so many columns.
  public init(palette: Palette, width: Int = TextReporter.usualWidth) {
    self.palette = palette
    reporter = TextReporter(palette: palette, width: width)
  }

  /// The occurrence in full, with a line feed at its end.
  ///
  /// - Parameters:
  ///   - files: the stack's files by the names that places give them.
  ///   - pointsToRule: whether to say where the rule is explained.
  public func text(
    of occurrence: Occurrence, in files: [String: SourceFile], pointsToRule: Bool = true
  ) -> String {
    let (diagnostic, sources, isPlaced) = diagnostic(of: occurrence, in: files)
    let text = reporter.text(of: diagnostic, in: sources, pointsToRule: pointsToRule)
    guard !isPlaced, let place = occurrence.place, let header = text.firstIndex(of: "\n") else { return text }
    return text[...header] + "  --> \(place.shown.visible)\n" + text[text.index(after: header)...]
  }

  /// The occurrence in a line, without line feed.
  public func line(of occurrence: Occurrence) -> String {
    let place = occurrence.place.map { "\($0.shown): " } ?? ""
    return (place + "\(occurrence.rule.severity.rawValue)[\(occurrence.rule.code)] \(occurrence.message)").visible
  }

  /// The occurrence as a finding, with the files that it needs.
  private func diagnostic(
    of occurrence: Occurrence, in files: [String: SourceFile]
  ) -> (Diagnostic, SourceMap, isPlaced: Bool) {
    var sources = SourceMap()
    var ids: [String: SourceID] = [:]
    func span(_ place: Place?) -> Span? {
      guard let place, let file = files[place.file], let mark = PlaceMark(place, in: file) else { return nil }
      let id = ids[place.file] ?? sources.add(file.renamed(place.file))
      ids[place.file] = id
      return Span(id, mark.range.lowerBound, mark.range.upperBound)
    }
    let main = span(occurrence.place)
    let nowhere = Span(SourceID(.max), 0, 0)
    var notes = occurrence.notes.map { note in
      if let place = span(note.place) { return Diagnostic.Note(note.message, at: place) }
      return Diagnostic.Note(note.place.map { "\(note.message) (\($0.shown))" } ?? note.message, at: nowhere)
    }
    if main == nil, !occurrence.label.isEmpty { notes.insert(Diagnostic.Note(occurrence.label, at: nowhere), at: 0) }
    let diagnostic = Diagnostic(
      occurrence.rule, occurrence.message, at: main ?? nowhere, label: occurrence.label, notes: notes,
      consequences: occurrence.consequences, help: occurrence.help)
    return (diagnostic, sources, main != nil)
  }
}

extension Place {
  /// `stack.yaml:31:16`.
  var shown: String { "\(file):\(line):\(column)" }
}

extension String {
  /// The text on one line, without what a terminal would obey instead of show.
  var visible: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    return unicodeScalars.reduce(into: "") { result, scalar in
      // Control Pictures of Unicode.
      let picture = scalar.value < 0x20 ? Unicode.Scalar(0x2400 + scalar.value) : "\u{FFFD}"
      result.unicodeScalars.append(scalar.isControl ? picture ?? "\u{FFFD}" : scalar)
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) || isReordering }

  /// The bidirectional controls (UAX #9), which show letters in another order than they have.
  private var isReordering: Bool {
    (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) || (0x200E...0x200F).contains(value)
  }
}
