import Diagnostics
import Source

/// Faults of brackets, quotes, escapes, tags and anchors.
extension SyntaxFault {
  /// A bracket that is not closed, or a comma that is missing.
  func flow(_ closing: String) -> Diagnostic {
    let opening = bracket ?? from ?? at
    if at >= bytes.count || lastText(before: bytes.count) <= at || endsBlock(since: opening) {
      return unclosed(opening)
    }
    let next = startOfEntry(since: opening)
    let end = lastText(before: next)
    let place = Span(source, end, end)
    if isKeyAlone, byte(at) != UInt8(ascii: ":") {
      return Diagnostic(
        .yamlSyntax, "`:` or `,` is missing before `\(word(next))`", at: place,
        notes: [.init("the bracket opened here", at: span(opening))])
    }
    return Diagnostic(
      .yamlSyntax, "`,` or `\(closing)` is missing before `\(word(next))`", at: place,
      notes: [.init("the bracket opened here", at: span(opening))],
      fixes: [.replace(place, with: ",", title: "insert a comma", safe: false)])
  }

  /// Where the entry starts that lacks a comma before it. libyaml takes its key for a part of the value before it, and stops
  /// at the colon.
  private func startOfEntry(since opening: Int) -> Int {
    guard byte(at) == UInt8(ascii: ":") else { return at }
    let line = line(at)
    if opening < line.lowerBound { return line.lowerBound + indentation(at) }
    var start = at
    while start > opening + 1, !NodeProperties.isBlank(bytes[start - 1]) { start -= 1 }
    return start
  }

  /// Whether the line where reading stopped is indented no deeper than the line of the bracket.
  private func endsBlock(since opening: Int) -> Bool {
    line(opening) != line(at) && indentation(at) <= indentation(opening)
  }

  private func unclosed(_ opening: Int) -> Diagnostic {
    Diagnostic(
      .yamlSyntax, "`\(text(span(opening).range))` is never closed", at: span(opening), label: "opened here",
      notes: [.init("reading stopped here", at: here)])
  }

  /// `[,]`, `{a: ]`, or the end of the file after a bracket.
  func missingContent() -> Diagnostic {
    if lastText(before: bytes.count) <= at, let bracket { return unclosed(bracket) }
    if byte(at) == UInt8(ascii: ":") { return missingKey() }
    return Diagnostic(
      .yamlSyntax, "a value is expected before `\(word(at))`", at: here,
      help: ["put quotes around it if it is text"])
  }

  /// A quote without its partner.
  func quote() -> Diagnostic {
    let opening = from ?? at
    return Diagnostic(
      .yamlSyntax, "the quote `\(text(span(opening).range))` is never closed", at: span(opening), label: "opened here",
      notes: [.init("reading stopped here", at: here)])
  }

  /// `"\d"`, `"\xZZ"`.
  func escape() -> Diagnostic {
    var start = min(at, bytes.count)
    while start > 0, start > at - 12, byte(start) != UInt8(ascii: "\\") { start -= 1 }
    let end = span(min(start + 1, bytes.count)).range.upperBound
    return Diagnostic(
      .yamlSyntax, "`\(text(start..<end))` is no escape that YAML knows", at: Span(source, start, end),
      help: ["double the backslash, or use single quotes, in which a backslash is only a backslash"])
  }

  /// `*` or `&` before something that is no name.
  func anchor() -> Diagnostic {
    let start = from ?? at
    let isAlias = byte(start) == UInt8(ascii: "*")
    return Diagnostic(
      .yamlSyntax, "`\(isAlias ? "*" : "&")` starts \(isAlias ? "an alias" : "an anchor"), and no name follows",
      at: span(start), help: ["put quotes around the value: '\(word(start))'"])
  }

  /// `!Ref,` or `!Ref[`.
  func afterTag() -> Diagnostic {
    guard let from, byte(from) == UInt8(ascii: "!") else { return Self.inItsOwnWords(self) }
    return Diagnostic(
      .yamlSyntax, "a space must follow the tag `\(text(from..<at))`", at: here,
      fixes: [.replace(Span(source, at, at), with: " ", title: "insert a space", safe: false)])
  }

  /// `!a!b` without a `%TAG` directive.
  func tagHandle() -> Diagnostic {
    Diagnostic(
      .yamlSyntax, "the tag `\(word(from ?? at))` has a handle that nothing declares", at: span(from ?? at),
      help: ["write a tag with one `!`, such as `!Ref`"])
  }

  /// `%YAML 2.0`.
  func version() -> Diagnostic {
    Diagnostic(.yamlSyntax, "this version of YAML is not supported", at: here, help: ["leave the `%YAML` line out"])
  }
}
