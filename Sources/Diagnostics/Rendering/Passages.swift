import Source

/// The places of one finding, grouped into passages that are shown together.
struct Passages {
  /// Marks this many lines apart stand in one passage, with the lines between left out.
  private static let mostApart = 8

  /// Lines of one file.
  struct Passage {
    let file: SourceFile
    /// The place named above it.
    let place: SourceLocation
    var marks: [Mark]
    /// First and last line of the marks.
    var lines: ClosedRange<Int>

    fileprivate func isNear(_ mark: Mark) -> Bool {
      mark.lines.lowerBound <= lines.upperBound + Passages.mostApart
        && lines.lowerBound <= mark.lines.upperBound + Passages.mostApart
    }

    fileprivate mutating func add(_ mark: Mark) {
      marks.append(mark)
      lines = min(lines.lowerBound, mark.lines.lowerBound)...max(lines.upperBound, mark.lines.upperBound)
    }
  }

  /// The passages; that of the fault comes first.
  private(set) var passages: [Passage] = []
  /// Remarks on places in files that are not known.
  private(set) var placeless: [String] = []

  /// Groups the fault and its remarks.
  init(_ diagnostic: Diagnostic, _ sources: SourceMap) {
    var files: [SourceID] = []
    add(diagnostic.span, label: diagnostic.label, severity: diagnostic.severity, sources, &files)
    for note in diagnostic.notes { add(note.span, label: note.message, severity: nil, sources, &files) }
  }

  private mutating func add(
    _ span: Span, label: String, severity: Severity?, _ sources: SourceMap, _ files: inout [SourceID]
  ) {
    guard let file = sources[span.source] else {
      if severity == nil { placeless.append(label) }
      return
    }
    let mark = Mark(span.range, in: file, label: label, severity: severity)
    if let near = passages.indices.first(where: { files[$0] == span.source && passages[$0].isNear(mark) }) {
      passages[near].add(mark)
    } else {
      let place = file.location(of: Int(span.start))
      passages.append(Passage(file: file, place: place, marks: [mark], lines: mark.lines))
      files.append(span.source)
    }
  }
}
