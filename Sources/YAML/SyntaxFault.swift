import Diagnostics
import Source

/// What libyaml complained of, and the words and place that help a person.
struct SyntaxFault {
  let bytes: UnsafeBufferPointer<UInt8>
  let source: SourceID
  /// libyaml's words for what it met.
  let problem: String
  /// libyaml's words for what it was doing.
  let context: String
  /// Where it stopped.
  let at: Int
  /// Where what it was doing began.
  let from: Int?
  /// The innermost bracket that is open.
  let bracket: Int?
  /// Whether the last entry of it is a key with nothing after it.
  let isKeyAlone: Bool

  /// The finding; a problem without words of its own is given in libyaml's.
  func finding() -> Diagnostic {
    if byte(at) == 0x09 || problem.hasPrefix("found a tab character") { return TabIndentation.finding(self) }
    return (Self.explanations[problem] ?? Self.inItsOwnWords)(self)
  }

  /// By libyaml's problem.
  private static let explanations: [String: @Sendable (SyntaxFault) -> Diagnostic] = [
    "mapping values are not allowed in this context": { $0.colon() },
    "did not find expected key": { $0.indentation() },
    "could not find expected ':'": { $0.missingColon() },
    "did not find expected '-' indicator": { $0.missingDash() },
    "block sequence entries are not allowed in this context": { $0.dash() },
    "found character that cannot start any token": { $0.reserved() },
    "did not find expected ',' or ']'": { $0.flow("]") },
    "did not find expected ',' or '}'": { $0.flow("}") },
    "did not find expected node content": { $0.missingContent() },
    "found unexpected end of stream": { $0.quote() },
    "found unexpected document indicator": { $0.quote() },
    "found unknown escape character": { $0.escape() },
    "did not find expected hexdecimal number": { $0.escape() },
    "found invalid Unicode character escape code": { $0.escape() },
    "did not find expected alphabetic or numeric character": { $0.anchor() },
    "did not find expected comment or line break": { $0.blockHeader() },
    "did not find expected <document start>": { $0.afterDocument() },
    "did not find expected whitespace or line break": { $0.afterTag() },
    "found undefined tag handle": { $0.tagHandle() },
    "found incompatible YAML document": { $0.version() },
  ]

  static let inItsOwnWords: @Sendable (SyntaxFault) -> Diagnostic = { fault in
    let context = fault.context.isEmpty ? "" : " \(fault.context)"
    return Diagnostic(
      .yamlSyntax, "this is not YAML: \(fault.problem)\(context)", at: fault.here,
      notes: fault.from.map { [.init("it began here", at: fault.span($0))] } ?? [])
  }
}

// MARK: - Places

extension SyntaxFault {
  /// The character where reading stopped.
  var here: Span { span(at) }

  /// One character; the end of the last line if the offset is the end of the file.
  func span(_ offset: Int) -> Span {
    guard offset < bytes.count else {
      let end = lastText(before: bytes.count)
      return Span(source, end, end)
    }
    var end = offset + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return Span(source, offset, end)
  }

  func byte(_ offset: Int) -> UInt8? { offset >= 0 && offset < bytes.count ? bytes[offset] : nil }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The line that holds an offset, without its break.
  func line(_ offset: Int) -> Range<Int> {
    var start = min(offset, bytes.count)
    while start > 0, !NodeProperties.isBreak(bytes[start - 1]) { start -= 1 }
    var end = min(offset, bytes.count)
    while end < bytes.count, !NodeProperties.isBreak(bytes[end]) { end += 1 }
    return start..<end
  }

  /// Blanks at the start of the line that holds an offset.
  func indentation(_ offset: Int) -> Int {
    let line = line(offset)
    return bytes[line].prefix { NodeProperties.isBlank($0) }.count
  }

  /// One past the last byte before an offset that is no white space.
  func lastText(before offset: Int) -> Int {
    var end = min(offset, bytes.count)
    while end > 0, NodeProperties.isBlank(bytes[end - 1]) || NodeProperties.isBreak(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// The word at an offset, for naming what stands there: up to white space, without a colon at its end, never long. A
  /// comma or bracket is a word of its own.
  func word(_ offset: Int) -> String {
    var end = offset
    while end < bytes.count, end < offset + 40, !NodeProperties.isBlank(bytes[end]), !NodeProperties.isBreak(bytes[end])
    {
      end += 1
    }
    if let first = byte(offset), ",]}:".utf8.contains(first) { end = offset + 1 }
    if end > offset + 1, bytes[end - 1] == UInt8(ascii: ":") { end -= 1 }
    return text(offset..<end)
  }
}
