import Source

/// Lines of one file with the marked places under them.
struct Snippet {
  /// Lines between two marks that are shown rather than left out.
  private static let mostBetween = 2
  /// Lines of a mark over several lines that are shown at its start and at its end.
  private static let shownAtStart = 3
  private static let shownAtEnd = 2
  /// Marks over several lines that are drawn at the left; of further ones the first line is marked.
  private static let mostBraces = 2

  let file: SourceFile
  /// Columns for the text of a line.
  let width: Int
  /// The marks, by place.
  let marks: [Mark]
  /// Those drawn at the left, the longest first.
  private let braces: [Mark]
  /// Those drawn under their line.
  private let underlines: [Mark]
  /// Whether every line of the file is shown.
  private let isWhole: Bool

  init(_ file: SourceFile, _ marks: [Mark], width: Int, whole: Bool = false) {
    self.file = file
    self.isWhole = whole
    self.marks = marks.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    let long = self.marks.filter(\.isMultiline).sorted { $0.lines.count > $1.lines.count }
    braces = Array(long.prefix(Self.mostBraces))
    underlines =
      self.marks.filter { !$0.isMultiline }
      + long.dropFirst(Self.mostBraces).map { mark in
        let line = file.lineRange(mark.lines.lowerBound)
        let low = mark.range.lowerBound
        return Mark(low..<max(low, line.upperBound), in: file, label: mark.label, severity: mark.severity)
      }
    self.width = max(40, width - braces.count * 2)
  }

  /// The rows, without the empty ones above and below.
  var rows: [FramedRow] {
    var rows: [FramedRow] = []
    var open = Set<Int>()
    var previous: Int?
    for line in shownLines {
      if let previous, line > previous + 1 {
        var row = FramedRow(sign: .elision)
        // The sign itself takes the columns up to the frame's bar.
        for brace in open { row.content.put("|", at: brace * 2, braces[brace].role) }
        rows.append(row)
      }
      append(line, to: &rows, open: &open)
      previous = line
    }
    return rows
  }

  /// The lines to show, in order.
  private var shownLines: [Int] {
    if isWhole { return Array(0..<max(1, file.lineStarts.count - (file.bytes.last == 0x0A ? 1 : 0))) }
    var lines = Set(underlines.map(\.lines.lowerBound))
    for brace in braces {
      let all = brace.lines
      if all.count <= Self.shownAtStart + Self.shownAtEnd + 1 {
        lines.formUnion(all)
      } else {
        lines.formUnion(all.prefix(Self.shownAtStart))
        lines.formUnion(all.suffix(Self.shownAtEnd))
      }
    }
    let sorted = lines.sorted()
    var shown: [Int] = []
    for line in sorted {
      if let last = shown.last, line - last - 1 <= Self.mostBetween { shown += (last + 1)..<line }
      shown.append(line)
    }
    return shown
  }

  private var gutter: Int { braces.count * 2 }

  /// Adds a line and what stands under it.
  private func append(_ line: Int, to rows: inout [FramedRow], open: inout Set<Int>) {
    let own = underlines.filter { $0.lines.lowerBound == line }
    let starting = braces.indices.filter { braces[$0].lines.lowerBound == line }
    let ending = braces.indices.filter { braces[$0].lines.upperBound == line }
    let display = laidOut(line, own, starting: starting, ending: ending)
    // A brace from the first letter of a line on needs no row of its own.
    let flush = starting.filter {
      display.columns(of: braces[$0].range.lowerBound..<braces[$0].range.lowerBound).lowerBound == display.indentation
    }
    var source = FramedRow(number: line + 1)
    drawBraces(open, on: &source.content)
    for brace in flush { source.content.put("/", at: brace * 2, braces[brace].role) }
    source.content.add(display.text, at: gutter, nil)
    rows.append(source)
    open.formUnion(flush)
    for brace in starting where !flush.contains(brace) {
      let mark = braces[brace]
      let column = gutter + display.columns(of: mark.range.lowerBound..<mark.range.lowerBound).lowerBound
      rows.append(corner(brace, to: column, open, label: ""))
      open.insert(brace)
    }
    for var strip in Underlines(own.map { ($0, display.columns(of: $0.range)) }, offset: gutter).strips {
      drawBraces(open, on: &strip)
      rows.append(FramedRow(content: strip))
    }
    for brace in ending {
      let column = gutter + max(0, display.columns(of: braces[brace].range).upperBound - 1)
      rows.append(corner(brace, to: column, open, label: braces[brace].label))
      open.remove(brace)
    }
  }

  /// A line from a brace to a column.
  private func corner(_ brace: Int, to column: Int, _ open: Set<Int>, label: String) -> FramedRow {
    let mark = braces[brace]
    var row = FramedRow()
    drawBraces(open, on: &row.content)
    let from = brace * 2 + 1
    row.content.put(String(repeating: "_", count: max(0, column - from)) + mark.letter, at: from, mark.role)
    if !label.isEmpty { row.content.add(" \(label)", mark.role) }
    return row
  }

  private func drawBraces(_ open: Set<Int>, on strip: inout Strip) {
    for brace in open { strip.put("|", at: brace * 2, braces[brace].role) }
  }

  /// The line, clipped around what is marked in it, the fault before the remarks.
  private func laidOut(_ line: Int, _ own: [Mark], starting: [Int], ending: [Int]) -> DisplayLine {
    let range = file.lineRange(line)
    var places = own.map(\.range)
    if let fault = own.first(where: { $0.severity != nil }) { places = [fault.range] }
    places += starting.map { braces[$0].range.lowerBound..<braces[$0].range.lowerBound }
    places += ending.map { braces[$0].range.upperBound..<braces[$0].range.upperBound }
    let focus = places.first ?? range.lowerBound..<range.lowerBound
    var display = DisplayLine(file.bytes[range], focus: focus)
    display.clip(to: width, around: display.columns(of: focus))
    return display
  }
}
