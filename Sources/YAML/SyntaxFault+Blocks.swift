import Diagnostics
import Source

/// Faults of lines and indentation.
extension SyntaxFault {
  /// `a: b: c`, or a line that is indented under a value.
  func colon() -> Diagnostic {
    let line = line(at)
    if let first = colonBefore(at, in: line) {
      return Diagnostic(
        .yamlSyntax, "a second `:` makes this entry ambiguous", at: here,
        notes: [.init("the entry's own `:` is here", at: span(first))],
        help: ["quote the value if the colon belongs to it"], fixes: quoteValue(after: first, in: line))
    }
    let key = Span(source, line.lowerBound + indentation(at), at)
    return Diagnostic(
      .yamlSyntax, "`\(word(Int(key.start)))` continues the value above it, so it cannot be a key", at: key,
      label: "indented deeper than the entry above",
      help: ["indent it like its neighbours, or leave the value above it out"])
  }

  /// The `: ` that ended the key of a line.
  private func colonBefore(_ offset: Int, in line: Range<Int>) -> Int? {
    (line.lowerBound..<offset).first { index in
      bytes[index] == UInt8(ascii: ":") && byte(index + 1).map(NodeProperties.isBlank) ?? false
    }
  }

  /// Puts single quotes around a plain value.
  private func quoteValue(after colon: Int, in line: Range<Int>) -> [Fix] {
    var start = colon + 1
    while start < line.upperBound, NodeProperties.isBlank(bytes[start]) { start += 1 }
    let end = lastText(before: line.upperBound)
    guard start < end, let first = byte(start), !"\"'[{!&*|>#-".utf8.contains(first) else { return [] }
    let value = text(start..<end)
    guard !value.utf8.contains(UInt8(ascii: "'")), !value.contains(" #") else { return [] }
    return [.replace(Span(source, start, end), with: "'\(value)'", title: "quote the value", safe: false)]
  }

  /// A line that fits no mapping that is open.
  func indentation() -> Diagnostic {
    if byte(at) == UInt8(ascii: "-") {
      return Diagnostic(
        .yamlSyntax, "a list item stands where a key is expected", at: here, notes: began("the mapping began here"),
        help: ["indent the list under its key, or give the item a key"])
    }
    if byte(at) == UInt8(ascii: ":") {
      return missingKey()
    }
    if let closing = byte(at), closing == UInt8(ascii: "]") || closing == UInt8(ascii: "}") {
      return Diagnostic(.yamlSyntax, "this bracket closes nothing", at: here)
    }
    if let closing = byte(lastText(before: at) - 1), "\"'".utf8.contains(closing),
      lastText(before: at) > line(at).lowerBound
    {
      return Diagnostic(
        .yamlSyntax, "`\(word(at))` stands after the value's closing quote", at: here,
        help: ["end the line after the quote, or put the whole value in quotes"])
    }
    return Diagnostic(
      .yamlSyntax, "`\(word(at))` does not continue the mapping it stands in", at: here,
      notes: began("the mapping began here"),
      help: [
        indentation(at) == from.map(indentation)
          ? "end the entry before it, or quote its value" : "indent it exactly like the other keys of the mapping"
      ])
  }

  /// A `:` with nothing before it.
  func missingKey() -> Diagnostic {
    Diagnostic(.yamlSyntax, "the key before `:` is missing", at: here, help: ["write a key"])
  }

  /// A line of a mapping without `:`.
  func missingColon() -> Diagnostic {
    let start = from ?? at
    let end = max(start, min(lastText(before: line(start).upperBound), bytes.count))
    return Diagnostic(
      .yamlSyntax, "`\(word(start))` is not followed by `:`", at: Span(source, start, end),
      label: "a key is expected here", help: ["write `key: value`, with a space after the colon"])
  }

  /// Something other than `-` beside the items of a list.
  func missingDash() -> Diagnostic {
    Diagnostic(
      .yamlSyntax, "`\(word(at))` stands beside list items but is none", at: here, notes: began("the list began here"),
      help: ["start it with `- `, or indent it under the item it belongs to"])
  }

  /// `a: - b`.
  func dash() -> Diagnostic {
    Diagnostic(
      .yamlSyntax, "a list cannot start on the line of its key", at: here,
      help: ["put the `-` on the next line, or quote the value if it is text"])
  }

  /// A character that YAML keeps for itself.
  func reserved() -> Diagnostic {
    let character = byte(at) == UInt8(ascii: "`") ? "a backquote" : "`\(text(here.range))`"
    return Diagnostic(
      .yamlSyntax, "a plain value cannot start with \(character)", at: here, help: ["put quotes around the value"])
  }

  /// `|` or `>` with text on its line.
  func blockHeader() -> Diagnostic {
    Diagnostic(
      .yamlSyntax, "the text of a block starts on the line after its `|` or `>`", at: here,
      notes: began("the block began here"))
  }

  /// Text after the end of the document.
  func afterDocument() -> Diagnostic {
    if byte(at) == UInt8(ascii: "%") {
      return Diagnostic(.yamlSyntax, "a directive must stand before the document", at: here)
    }
    return Diagnostic(
      .yamlSyntax, "`\(word(at))` stands after the end of the document", at: here,
      help: ["check the indentation and the brackets before it"])
  }

  func began(_ message: String) -> [Diagnostic.Note] { from.map { [.init(message, at: span($0))] } ?? [] }
}
