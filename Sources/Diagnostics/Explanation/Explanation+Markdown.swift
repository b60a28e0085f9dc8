import Source

extension Explanation {
  /// The rule's page of the reference, in Markdown (CommonMark).
  public var markdown: String {
    var text = "# \(rule.code): \(rule.title.markdown)\n\n"
    let advice = rule.isAdvice ? " · looked for with `--advice`" : ""
    text += "`\(rule.name)` · \(rule.severity.rawValue)\(advice)\n\n\(rule.why)\n"
    for example in bad {
      text += "\n## Example\n\n" + code(of: example) + found(in: example)
      guard let fixed = example.fixed else { continue }
      text += "\nThe fix makes of it:\n\n" + code(of: .good(fixed, file: example.file))
    }
    if let good { text += "\n## Instead\n\n" + code(of: good) }
    if !limits.isEmpty {
      text += "\n## Documented limits\n\n" + limits.map { "- \($0.markdown)\n" }.joined()
    }
    return text
  }

  /// The page that lists all rules: a table for each hundred, codes linked to their pages.
  public static func index(of rules: [Rule]) -> String {
    var text = "# Rules\n\nEvery finding carries one of these codes. `stackc explain CODE` shows the same pages.\n"
    var family: Substring?
    for rule in rules.sorted(by: { $0.code < $1.code }) {
      if rule.code.dropLast(2) != family {
        family = rule.code.dropLast(2)
        text += "\n## \(rule.code.dropLast(2))xx\n\n| code | name | severity | fault |\n|---|---|---|---|\n"
      }
      let severity = rule.isAdvice ? "advice" : rule.severity.rawValue
      text += "| [\(rule.code)](\(rule.code).md) | `\(rule.name)` | \(severity)"
      text += " | \(rule.title.markdown.tableCell) |\n"
    }
    return text
  }

  private func code(of example: Rule.Example) -> String {
    let files = example.allFiles
    return files.map { file in
      let text = file.source.text(0..<file.source.bytes.count)
      let fence = text.fence
      let language = file.source.path.split(separator: ".").last.map { Self.languages[String($0)] ?? "" } ?? ""
      let name = files.count > 1 || file.source.path != "stack.yaml" ? "`\(file.source.path)`:\n\n" : ""
      return "\(name)\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
    }.joined(separator: "\n")
  }

  /// Where the fault is found, since a fence holds no marks.
  private func found(in example: Rule.Example) -> String {
    let places = example.allFiles.flatMap { file in
      file.marks.map { mark in
        let place = file.source.location(of: mark.lowerBound)
        return "line \(place.line), column \(place.column) (`\(file.source.text(mark))`)"
      }
    }
    let options = example.options.isEmpty ? "" : ", with `\(example.options.joined(separator: " "))`"
    return places.isEmpty ? "" : "\nFound at \(places.joined(separator: "; "))\(options).\n"
  }

  private static let languages = [
    "yaml": "yaml", "yml": "yaml", "json": "json", "py": "python", "js": "javascript", "mjs": "javascript",
  ]
}

extension String {
  /// The text with what Markdown would take for markup escaped; words in backquotes stay code.
  fileprivate var markdown: String {
    var isCode = false
    return reduce(into: "") { result, letter in
      if letter == "`" { isCode.toggle() }
      if !isCode, "\\*_<>[]#".contains(letter) { result.append("\\") }
      result.append(letter)
    }
  }

  /// The text as a cell of a table, in which a bar would end it, in code too.
  fileprivate var tableCell: String { split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }

  /// A fence longer than any row of backquotes in the text.
  fileprivate var fence: String {
    var longest = 0
    var run = 0
    for letter in self {
      run = letter == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: max(3, longest + 1))
  }
}
