public import Source

/// A comment of the source.
public struct Comment: Sendable, Hashable {
  /// From the `#` to the end of the line.
  public let span: Span
  /// What follows the `#`, as written.
  public let text: String
}

extension SyntaxTree {
  /// The comments of the first document in order, looked for between its scalars (YAML 1.2.2, section 6.6).
  public func comments() -> [Comment] {
    var comments: [Comment] = []
    var position = 0
    for record in arena.records where record.form.isScalar {
      scan(position..<Int(record.start), into: &comments)
      position = max(position, Int(record.end))
      // A comment may follow the `|` or `>` that opens a block.
      if record.form == .literal || record.form == .folded {
        let header = Int(record.start)..<Int(record.end)
        let line = arena.source[header].firstIndex(where: NodeProperties.isBreak) ?? header.upperBound
        scan(header.lowerBound..<line, into: &comments)
      }
    }
    scan(position..<max(position, Int(arena.documentEnd)), into: &comments)
    return comments
  }

  private func scan(_ range: Range<Int>, into comments: inout [Comment]) {
    var index = range.lowerBound
    while index < range.upperBound {
      guard arena.source[index] == UInt8(ascii: "#"), startsToken(index) else {
        index += 1
        continue
      }
      let end = arena.source[index...].firstIndex(where: NodeProperties.isBreak) ?? arena.source.count
      let text = String(decoding: arena.source[(index + 1)..<end], as: UTF8.self)
      comments.append(Comment(span: Span(source, index, end), text: text))
      index = end
    }
  }

  /// Whether white space, or nothing, stands before.
  private func startsToken(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    let before = arena.source[index - 1]
    // 0xBF ends a byte order mark.
    return NodeProperties.isBlank(before) || NodeProperties.isBreak(before) || (index == 3 && before == 0xBF)
  }
}
