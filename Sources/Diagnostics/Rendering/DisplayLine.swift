import Source

/// One line as a terminal shows it: letters with their columns, tabs expanded, nothing invisible or harmful left.
struct DisplayLine {
  /// Bytes of a line that are looked at around the place of interest: a minified template is one line of megabytes.
  static let mostBytes = 8192
  /// Columns from one tab stop to the next.
  static let tabWidth = 4

  /// What takes columns together: a letter with its marks, a compound emoji, a tab.
  private struct Cell {
    var text: String
    var width: Int
    /// Offset of its first byte.
    let offset: Int
    /// Its first column.
    let column: Int
  }

  private var cells: [Cell] = []
  /// Offset one past the last byte.
  private var end: Int
  /// Columns taken.
  private(set) var width = 0
  /// Columns left out at the start.
  private var firstColumn = 0
  private var clippedStart = false
  private var clippedEnd = false

  /// Lays out bytes, the first of which has the offset `start`; those far from `focus` are left out.
  init(_ bytes: ArraySlice<UInt8>, focus: Range<Int>) {
    var range = bytes.startIndex..<bytes.endIndex
    if range.count > Self.mostBytes {
      let low = max(range.lowerBound, min(focus.lowerBound, range.upperBound) - Self.mostBytes / 2)
      let high = min(range.upperBound, low + Self.mostBytes)
      clippedStart = low > range.lowerBound
      clippedEnd = high < range.upperBound
      range = low..<high
    }
    end = range.upperBound
    layOut(bytes[range])
  }

  /// The column of the first letter that is no blank; nil if there is none, or the start was left out.
  var indentation: Int? { clippedStart ? nil : cells.first { $0.text.contains { $0 != " " } }?.column }

  /// The columns in which a range of bytes is printed: whole letters. Empty for an empty range.
  func columns(of range: Range<Int>) -> Range<Int> {
    let low = range.lowerBound >= end ? width : cells.last { $0.offset <= range.lowerBound }?.column ?? firstColumn
    let high = range.upperBound >= end ? width : cells.first { $0.offset >= range.upperBound }?.column ?? width
    let shift = (clippedStart ? 1 : 0) - firstColumn
    let start = max(firstColumn, low) + shift
    return start..<max(start, high + shift)
  }
}

extension DisplayLine {
  private mutating func layOut(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.startIndex
    var joins = false
    while index < bytes.endIndex {
      let (scalar, length) = UTF8Scalar.decode(bytes[index...])
      if let last = cells.indices.last, joins || scalar.joinsPrevious || pairsFlag(scalar, cells[last]),
        scalar.visibleForm == nil, cells[last].text != " "
      {
        extend(last, with: scalar)
      } else {
        append(scalar, at: index)
      }
      joins = scalar.isJoiner
      index += length
    }
  }

  private mutating func extend(_ last: Int, with scalar: Unicode.Scalar) {
    cells[last].text.unicodeScalars.append(scalar)
    let isWide = scalar.isEmojiSelector || scalar.isRegionalIndicator
    guard isWide, cells[last].width == 1 else { return }
    cells[last].width = 2
    width += 1
  }

  private mutating func append(_ scalar: Unicode.Scalar, at offset: Int) {
    var text = String(scalar)
    var cellWidth = max(1, scalar.displayWidth)
    if scalar == "\t" {
      cellWidth = Self.tabWidth - width % Self.tabWidth
      text = String(repeating: " ", count: cellWidth)
    } else if scalar.value == 0xFEFF, offset == 0 {
      // A byte order mark opens a file; it is no part of its text.
      (text, cellWidth) = ("", 0)
    } else if let form = scalar.visibleForm {
      (text, cellWidth) = (form, form.unicodeScalars.count)
    } else if scalar.displayWidth == 0 {
      // A mark with nothing before it stands on a circle.
      text = "\u{25CC}" + text
    }
    cells.append(Cell(text: text, width: cellWidth, offset: offset, column: width))
    width += cellWidth
  }

  private func pairsFlag(_ scalar: Unicode.Scalar, _ last: Cell) -> Bool {
    scalar.isRegionalIndicator && last.text.unicodeScalars.count == 1
      && last.text.unicodeScalars.first?.isRegionalIndicator == true
  }
}

extension DisplayLine {
  /// The sign for what was left out.
  static let ellipsis = "…"

  /// Leaves out what lies far from `focus`, given in columns, so that at most `limit` columns remain.
  mutating func clip(to limit: Int, around focus: Range<Int>) {
    guard width > limit, limit > 8 else { return }
    let room = limit - 2
    let middle = focus.count >= room ? focus.lowerBound + room / 2 - 4 : (focus.lowerBound + focus.upperBound) / 2
    let low = max(0, min(middle - room / 2, width - room))
    let kept = cells.filter { $0.column >= low && $0.column + $0.width <= low + room }
    guard let first = kept.first, let last = kept.last else { return }
    clippedStart = clippedStart || first.column > 0
    clippedEnd = clippedEnd || last.column + last.width < width
    if let next = cells.first(where: { $0.column >= last.column + last.width }) { end = next.offset }
    width = last.column + last.width
    firstColumn = first.column
    cells = kept
  }

  /// What is printed: the letters, and a sign where some were left out.
  var text: String {
    (clippedStart ? Self.ellipsis : "") + cells.map(\.text).joined() + (clippedEnd ? Self.ellipsis : "")
  }

  /// What is printed, parted by a range of bytes: the letters before it, in it and after it.
  func parts(around range: Range<Int>) -> (before: String, within: String, after: String) {
    let before = cells.filter { $0.offset < range.lowerBound }.map(\.text).joined()
    let within = cells.filter { range.contains($0.offset) }.map(\.text).joined()
    let after = cells.filter { $0.offset >= range.upperBound && $0.offset >= range.lowerBound }.map(\.text).joined()
    return ((clippedStart ? Self.ellipsis : "") + before, within, after + (clippedEnd ? Self.ellipsis : ""))
  }
}
