import Source

/// One marked place of a file.
struct Mark {
  /// Bytes that are marked; never a line break at the end.
  let range: Range<Int>
  /// First and last line, from 0.
  let lines: ClosedRange<Int>
  /// What is said of it; empty for nothing.
  let label: String
  /// The severity of a fault, or nil for a remark.
  let severity: Severity?

  /// A mark of a range, clipped to the file.
  init(_ range: Range<Int>, in file: SourceFile, label: String, severity: Severity?) {
    let low = min(range.lowerBound, file.bytes.count)
    var high = min(max(low, range.upperBound), file.bytes.count)
    while high > low, file.bytes[high - 1] == 0x0A || file.bytes[high - 1] == 0x0D { high -= 1 }
    self.range = low..<high
    let first = file.lineIndex(of: low)
    self.lines = first...max(first, file.lineIndex(of: high))
    self.label = label.visible
    self.severity = severity
  }

  /// What underlines it.
  var letter: String { severity == nil ? "-" : "^" }
  /// The colour of its underline and label.
  var role: Palette.Role { severity.map { .severity($0) } ?? .note }
  /// Whether it runs over the end of a line.
  var isMultiline: Bool { lines.count > 1 }
}
