import Source

/// The left edge of a finding: arrows, bars and numbers, aligned.
struct Frame {
  let palette: Palette
  /// Digits of the largest line number.
  let numberWidth: Int

  /// The line that names a place: `  --> stack.yaml:31:16`.
  func place(_ path: String, _ place: SourceLocation?, isFirst: Bool) -> String {
    let position = place.map { ":\($0.line):\($0.column)" } ?? ""
    let lead = isFirst ? "" : text([FramedRow()])
    return lead + padding + palette.paint(isFirst ? "-->" : ":::", .frame) + " \(path.visible)\(position)\n"
  }

  /// Rows, each ended.
  func text(_ rows: [FramedRow]) -> String {
    rows.map { $0.rendered(palette, numberWidth: numberWidth) }.joined()
  }

  /// A remark without a place: `   = help: …`; its further lines are indented.
  func remark(_ text: String, word: String, _ role: Palette.Role) -> String {
    let lines = text.visibleLines
    var result = "\(padding) " + palette.paint("=", .frame) + " "
    if !word.isEmpty { result += palette.paint(word, role) + ": " }
    let indent = "\n\(padding)   " + String(repeating: " ", count: word.isEmpty ? 0 : word.count + 2)
    return result + lines.joined(separator: indent) + "\n"
  }

  private var padding: String { String(repeating: " ", count: numberWidth) }
}
