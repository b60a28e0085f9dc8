/// The rows under one line: underlines, and the labels beside or below them.
///
/// The label of the last mark stands beside it, if nothing follows; the others hang below, each at a line drawn down from
/// its mark.
struct Underlines {
  private let marks: [(mark: Mark, columns: Range<Int>)]
  private let offset: Int

  /// Takes marks with the columns they cover; `offset` columns stand left of the line's text.
  init(_ marks: [(Mark, Range<Int>)], offset: Int) {
    self.marks = marks.map { mark, columns in
      (mark, columns.lowerBound..<max(columns.upperBound, columns.lowerBound + 1))
    }
    self.offset = offset
  }

  /// The rows from top to bottom; none if there are no marks.
  var strips: [Strip] {
    guard !marks.isEmpty else { return [] }
    var first = Strip()
    // Remarks first, so that a fault is drawn over them.
    for (mark, columns) in marks.sorted(by: { $0.mark.severity == nil && $1.mark.severity != nil }) {
      first.put(
        String(repeating: mark.letter, count: columns.count), at: offset + columns.lowerBound, mark.role)
    }
    var hanging = marks.filter { !$0.mark.label.isEmpty }.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
    let end = marks.map(\.columns.upperBound).max() ?? 0
    if let last = hanging.last, last.columns.upperBound == end,
      marks.allSatisfy({ $0.columns.lowerBound <= last.columns.lowerBound })
    {
      first.add(" \(last.mark.label)", last.mark.role)
      hanging.removeLast()
    }
    return [first] + hangingStrips(hanging)
  }

  private func hangingStrips(_ hanging: [(mark: Mark, columns: Range<Int>)]) -> [Strip] {
    var hanging = hanging
    guard !hanging.isEmpty else { return [] }
    var strips = [lines(hanging)]
    while let last = hanging.popLast() {
      // What hangs at the same column goes below, not through the label.
      var strip = lines(hanging.filter { $0.columns.lowerBound < last.columns.lowerBound })
      strip.add(last.mark.label, at: offset + last.columns.lowerBound, last.mark.role)
      strips.append(strip)
    }
    return strips
  }

  private func lines(_ hanging: [(mark: Mark, columns: Range<Int>)]) -> Strip {
    var strip = Strip()
    for (mark, columns) in hanging { strip.put("|", at: offset + columns.lowerBound, mark.role) }
    return strip
  }
}
