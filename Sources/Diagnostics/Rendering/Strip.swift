/// One row of a terminal while it is drawn: columns that can be written in any order.
struct Strip {
  private var columns: [(letter: Character, role: Palette.Role?)] = []
  /// What follows the columns, whatever its width.
  private var tail: [(text: String, role: Palette.Role?)] = []

  /// Writes letters of one column each from a column on.
  mutating func put(_ text: String, at column: Int, _ role: Palette.Role?) {
    for (letter, position) in zip(text, column...) {
      while columns.count <= position { columns.append((" ", nil)) }
      columns[position] = (letter, role)
    }
  }

  /// Adds text of any width after a column, and after what was added before.
  mutating func add(_ text: String, at column: Int = 0, _ role: Palette.Role?) {
    if tail.isEmpty { while columns.count < column { columns.append((" ", nil)) } }
    tail.append((text, role))
  }

  /// The row, without blanks at its end.
  func rendered(_ palette: Palette) -> String {
    var runs: [(text: String, role: Palette.Role?)] = []
    for (letter, role) in columns {
      // A blank has no colour of its own.
      if let last = runs.indices.last, runs[last].role == role || letter == " " {
        runs[last].text.append(letter)
      } else {
        runs.append((String(letter), role))
      }
    }
    runs += tail
    while let last = runs.last {
      let text = last.text.trimmingBlanks
      runs.removeLast()
      guard text.isEmpty else {
        runs.append((text, last.role))
        break
      }
    }
    return runs.map { palette.paint($0.text, $0.role) }.joined()
  }
}

extension String {
  /// The text without blanks at its end.
  fileprivate var trimmingBlanks: String {
    var text = Substring(self)
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
