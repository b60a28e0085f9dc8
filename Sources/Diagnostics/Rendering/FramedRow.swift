/// One row of a snippet with the frame at its left: `31 | …`, `   | …`, `50 + …`, `...`.
struct FramedRow {
  /// The number of a line of source, from 1.
  var number: Int?
  /// What stands between number and text.
  var sign: Sign = .bar
  /// What stands right of the frame.
  var content = Strip()

  /// What stands between the number of a line and the line.
  enum Sign: String {
    case bar = "|"
    case added = "+"
    case removed = "-"
    case changed = "~"
    /// Lines were left out.
    case elision = "..."

    /// The colour of the sign, and of what it is said of.
    var role: Palette.Role {
      switch self {
      case .added, .changed: .added
      case .removed: .removed
      case .bar, .elision: .frame
      }
    }
  }

  /// The row with its frame, numbers right-aligned to `numberWidth`, and a line feed.
  func rendered(_ palette: Palette, numberWidth: Int) -> String {
    let text = content.rendered(palette)
    if sign == .elision {
      let padding = text.isEmpty ? "" : String(repeating: " ", count: max(1, numberWidth))
      return palette.paint(sign.rawValue, .frame) + padding + text + "\n"
    }
    let digits = number.map { String($0) } ?? ""
    let padding = String(repeating: " ", count: max(0, numberWidth - digits.count))
    let frame =
      sign == .bar
      ? palette.paint("\(padding)\(digits) |", .frame)
      : palette.paint("\(padding)\(digits)", .frame) + " " + palette.paint(sign.rawValue, sign.role)
    return frame + (text.isEmpty ? "" : " \(text)") + "\n"
  }
}
