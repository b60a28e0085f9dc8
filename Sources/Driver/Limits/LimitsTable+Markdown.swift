public import Spec

extension LimitsTable {
  /// The page of the limits: for each what it bounds, what becomes of it, and the document that has it.
  public static func markdown(_ rows: [ServiceLimit]) -> String {
    var text = """
      # Limits

      What AWS documents, and what becomes of it: checked by a rule, enforced by a local run, or neither, and why. `stackc limits`
      prints the same, also as JSON. A finding cites the limit that it rests on.

      \(LimitCounts(rows).line).

      """
    var service: String?
    for limit in rows.sorted(by: { ($0.service, $0.id) < ($1.service, $1.id) }) {
      if limit.service != service {
        service = limit.service
        text += "\n## \(limit.service)\n\n| id | what | limit | | document |\n|---|---|---|---|---|\n"
      }
      let noted = limit.note.map { "\(limit.phrase); \($0)" } ?? limit.phrase
      let cells = [limit.id, code(limit.subject), plain(noted), disposition(limit), document(limit)]
      text += "| \(cells.joined(separator: " | ")) |\n"
    }
    return text
  }

  /// What becomes of a limit, each rule a link to its page.
  private static func disposition(_ limit: ServiceLimit) -> String {
    let disposition = LimitDisposition(limit)
    guard !disposition.codes.isEmpty else { return plain(disposition.phrase) }
    let links = disposition.codes.map { "[\($0)](rules/\($0).md)" }.joined(separator: ", ")
    return links + (disposition.isEnforced ? ", enforced by run" : "")
  }

  /// The document, its address a link, and its date.
  private static func document(_ limit: ServiceLimit) -> String {
    let words = limit.source.split(separator: " ").map { String($0) }
    guard let address = words.last, address.hasPrefix("https://"), words.count > 1 else {
      return "\(plain(limit.source)), \(limit.asOf)"
    }
    return "[\(plain(words.dropLast().joined(separator: " ")))](\(address)), \(limit.asOf)"
  }

  private static func code(_ text: String) -> String {
    "`\(text.replacing("`", with: "'").replacing("|", with: "\\|"))`"
  }

  /// Text in which nothing is markup.
  private static func plain(_ text: String) -> String {
    var safe = ""
    for letter in text {
      if "|*_<>[]\\".contains(letter) { safe.append("\\") }
      safe.append(letter)
    }
    return safe
  }
}

extension String {
  /// The text with every occurrence of a letter replaced.
  fileprivate func replacing(_ letter: Character, with other: String) -> String {
    map { $0 == letter ? other : String($0) }.joined()
  }
}
