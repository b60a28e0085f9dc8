import Source

/// A fix as it is shown: what it does, and the lines it changes.
struct FixRows {
  private let title: String
  private let files: [(file: SourceFile, isOther: Bool, rows: [FramedRow])]

  /// Lays out a fix; the place of edits in another file than `home` is named.
  init(_ fix: Fix, _ sources: SourceMap, near home: SourceID, width: Int) {
    title = fix.title.visible
    files = fix.edits.map(\.span.source).uniqued.compactMap { id in
      guard let file = sources[id] else { return nil }
      let difference = LineDifference(file, fix.edits.filter { $0.span.source == id }, width: width)
      return (file, id != home, difference.rows)
    }
  }

  /// The numbers of the lines shown.
  var numbers: [Int] { files.flatMap(\.rows).compactMap(\.number) }

  /// The fix, ended by an empty row.
  func text(_ frame: Frame) -> String {
    var text = frame.palette.paint("help", .help) + ": \(title)\n"
    for (file, isOther, rows) in files where !rows.isEmpty {
      if isOther { text += frame.place(file.path, nil, isFirst: true) }
      text += frame.text([FramedRow()] + rows + [FramedRow()])
    }
    return text
  }
}
