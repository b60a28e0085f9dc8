import Source

extension Explanation {
  /// Columns of running text.
  private static let textWidth = 80

  /// The text of `stackc explain`.
  public func text(_ palette: Palette = .plain) -> String {
    var text = palette.paint("\(rule.severity.rawValue)[\(rule.code)]", .severity(rule.severity))
    text += palette.paint(": \(rule.title)", .message) + "\n"
    text += rule.name + (rule.isAdvice ? ", looked for with --advice" : "") + "\n\n"
    text += rule.why.wrapped(Self.textWidth) + "\n"
    for example in bad {
      text += "\n" + heading("for example" + options(of: example), palette)
      text += excerpt(of: example, palette)
      guard let fixed = example.fixed else { continue }
      text += "\n" + heading("what the fix makes of it", palette)
      text += excerpt(of: .good(fixed, file: example.file), palette)
    }
    if let good {
      text += "\n" + heading("instead" + options(of: good), palette)
      text += excerpt(of: good, palette)
    }
    if !limits.isEmpty {
      text += "\n" + heading("documented limits", palette)
      for limit in limits { text += "  \(limit.visible)\n" }
    }
    return text
  }

  private func heading(_ words: String, _ palette: Palette) -> String { palette.paint(words, .help) + "\n" }

  private func options(of example: Rule.Example) -> String {
    example.options.isEmpty ? "" : " with `\(example.options.joined(separator: " "))`"
  }

  private func excerpt(of example: Rule.Example, _ palette: Palette) -> String {
    let files = example.allFiles
    return files.enumerated().map { index, file in
      let marks = file.marks.map { Mark($0, in: file.source, label: "", severity: rule.severity) }
      let rows = Snippet(file.source, marks, width: Self.textWidth * 2, whole: true).rows
      let frame = Frame(palette: palette, numberWidth: String(file.source.lineStarts.count).count)
      let name = files.count > 1 ? frame.place(file.source.path, nil, isFirst: index == 0) : ""
      return name + frame.text([FramedRow()] + rows + (index + 1 < files.count ? [] : [FramedRow()]))
    }.joined()
  }
}

extension String {
  /// The text with lines of at most `width` letters, broken between words; empty lines part paragraphs.
  fileprivate func wrapped(_ width: Int) -> String {
    var lines: [String] = []
    for paragraph in split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty, line.count + 1 + word.count > width {
          lines.append(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }
}
