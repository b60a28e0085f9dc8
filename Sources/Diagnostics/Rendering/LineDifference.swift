import Source

/// What a fix makes of one file, a line at a time.
struct LineDifference {
  /// Rows shown of one change; a longer one is cut short.
  private static let mostRows = 16

  let file: SourceFile
  /// Columns for the text of a line.
  let width: Int
  /// The edits, by place.
  private let edits: [Edit]

  init(_ file: SourceFile, _ edits: [Edit], width: Int) {
    self.file = file
    self.width = max(40, width)
    self.edits = edits.filter { Int($0.span.end) <= file.bytes.count }.sorted { $0.span < $1.span }
  }

  /// The rows, without the empty ones above and below.
  var rows: [FramedRow] {
    var rows: [FramedRow] = []
    var delta = 0
    for group in groups {
      if !rows.isEmpty { rows.append(FramedRow(sign: .elision)) }
      let (old, new) = texts(of: group)
      append(Change(old: old, new: new, line: group.lines.lowerBound + 1, delta: delta), to: &rows)
      delta += new.count - old.count
    }
    guard rows.count > Self.mostRows else { return rows }
    return rows.prefix(Self.mostRows - 1) + [FramedRow(sign: .elision)]
  }

  /// Edits that touch the same lines.
  private struct Group {
    var lines: ClosedRange<Int>
    var edits: [Edit]
  }

  private var groups: [Group] {
    var groups: [Group] = []
    for edit in edits {
      let first = file.lineIndex(of: Int(edit.span.start))
      let lines = first...max(first, file.lineIndex(of: Int(edit.span.end)))
      if let last = groups.indices.last, lines.lowerBound <= groups[last].lines.upperBound {
        let upper = max(groups[last].lines.upperBound, lines.upperBound)
        groups[last].lines = groups[last].lines.lowerBound...upper
        groups[last].edits.append(edit)
      } else {
        groups.append(Group(lines: lines, edits: [edit]))
      }
    }
    return groups
  }

  /// The lines of a group before and after.
  private func texts(of group: Group) -> (old: [ArraySlice<UInt8>], new: [ArraySlice<UInt8>]) {
    let start = file.lineRange(group.lines.lowerBound).lowerBound
    let end = file.lineRange(group.lines.upperBound).upperBound
    var text: [UInt8] = []
    var position = start
    for edit in group.edits where Int(edit.span.start) >= position {
      text += file.bytes[position..<Int(edit.span.start)]
      text += edit.replacement.utf8
      position = Int(edit.span.end)
    }
    if position < end { text += file.bytes[position..<end] }
    return (Self.lines(file.bytes[start..<max(start, end)]), Self.lines(text[...]))
  }

  private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.last == 0x0D ? line.dropLast() : line
    }
  }
}

extension LineDifference {
  /// Lines before and after, without those alike at both ends.
  private struct Change {
    var old: [ArraySlice<UInt8>]
    var new: [ArraySlice<UInt8>]
    /// Number of the first old line.
    var line: Int
    /// Lines that earlier changes added.
    var delta: Int

    init(old: [ArraySlice<UInt8>], new: [ArraySlice<UInt8>], line: Int, delta: Int) {
      self.delta = delta
      let most = min(old.count, new.count)
      var head = 0
      while head < most, old[head] == new[head] { head += 1 }
      var tail = 0
      while tail < most - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
      self.old = Array(old[head..<(old.count - tail)])
      self.new = Array(new[head..<(new.count - tail)])
      self.line = line + head
    }
  }

  private func append(_ change: Change, to rows: inout [FramedRow]) {
    if change.old.count == 1, change.new.count == 1, let old = change.old.first, let new = change.new.first {
      return appendLine(old, new, change, to: &rows)
    }
    for (index, line) in change.old.enumerated() {
      rows.append(row(line, .removed, change.line + index))
    }
    for (index, line) in change.new.enumerated() {
      rows.append(row(line, .added, change.line + change.delta + index))
    }
  }

  /// One line that becomes another: shown once if it only gains letters, which are then underlined.
  private func appendLine(
    _ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>, _ change: Change, to rows: inout [FramedRow]
  ) {
    let head = Self.commonLength(old, new)
    let tail = min(Self.commonLength(old.reversed(), new.reversed()), min(old.count, new.count) - head)
    let changedOld = (old.startIndex + head)..<(old.endIndex - tail)
    let changedNew = (new.startIndex + head)..<(new.endIndex - tail)
    let number = change.line + change.delta
    guard changedOld.isEmpty else {
      rows.append(row(old, .removed, change.line, changed: changedOld))
      rows.append(row(new, .added, number, changed: changedNew))
      return
    }
    rows.append(row(new, .changed, number, changed: changedNew))
    let columns = laidOut(new, changedNew).columns(of: changedNew)
    var below = FramedRow()
    below.content.put(String(repeating: "+", count: columns.count), at: columns.lowerBound, .added)
    rows.append(below)
  }

  private func laidOut(_ line: ArraySlice<UInt8>, _ focus: Range<Int>) -> DisplayLine {
    let focus = focus.isEmpty ? line.startIndex..<line.startIndex : focus
    var display = DisplayLine(line, focus: focus)
    display.clip(to: width, around: display.columns(of: focus))
    return display
  }

  /// A whole line that comes or goes.
  private func row(_ line: ArraySlice<UInt8>, _ sign: FramedRow.Sign, _ number: Int) -> FramedRow {
    var row = FramedRow(number: number, sign: sign)
    row.content.add(laidOut(line, 0..<0).text, sign.role)
    return row
  }

  /// A line of which some letters come or go: only those are coloured.
  private func row(
    _ line: ArraySlice<UInt8>, _ sign: FramedRow.Sign, _ number: Int, changed: Range<Int>
  ) -> FramedRow {
    var row = FramedRow(number: number, sign: sign)
    let parts = laidOut(line, changed).parts(around: changed)
    row.content.add(parts.before, nil)
    row.content.add(parts.within, sign.role)
    row.content.add(parts.after, nil)
    return row
  }

  /// How many bytes at the start are alike, letters whole.
  private static func commonLength(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Int {
    var length = 0
    var whole = 0
    for (left, right) in zip(a, b) {
      guard left == right else { break }
      length += 1
      if left & 0x80 == 0 { whole = length }
    }
    return whole
  }
}
