public import Source

/// A comment of a source, as the reader of its language found it.
public struct SourceComment: Sendable {
  /// From the sign that opens it to the end of the line.
  public let span: Span
  /// What follows the sign, as written.
  public let text: String

  /// Makes a comment.
  public init(_ span: Span, text: String) {
    self.span = span
    self.text = text
  }
}

/// A comment that leaves findings out: `# stackc: ignore[STK401, STK5] reason`.
struct SuppressionComment {
  /// One code, or the start of several.
  struct Code {
    let text: String
    let span: Span
  }

  /// The whole comment.
  let span: Span
  /// The codes, in order; each at least one letter.
  let codes: [Code]

  /// What a comment for this compiler says.
  enum Reading {
    /// Nothing for this compiler.
    case other
    case suppression(SuppressionComment)
    /// Meant for this compiler, and not understood: why, and where.
    case malformed(String, Span)
  }

  /// Reads a comment.
  static func read(_ comment: SourceComment) -> Reading {
    var scanner = Scanner(comment)
    scanner.skipBlanks()
    guard scanner.take("stackc") else { return .other }
    scanner.skipBlanks()
    guard scanner.take(":") else { return .other }
    scanner.skipBlanks()
    let directive = scanner.rest
    guard scanner.take("ignore") else {
      return .malformed("a comment for stackc says `ignore[CODE]` and nothing else", directive)
    }
    scanner.skipBlanks()
    guard scanner.take("[") else { return .malformed("`ignore` does not say which codes", directive) }
    var codes: [Code] = []
    repeat {
      scanner.skipBlanks()
      let code = scanner.word()
      guard !code.text.isEmpty else { return .malformed("a code is missing", directive) }
      codes.append(Code(text: code.text, span: code.span))
      scanner.skipBlanks()
    } while scanner.take(",")
    guard scanner.take("]") else { return .malformed("the list of codes is not closed by `]`", directive) }
    return .suppression(SuppressionComment(span: comment.span, codes: codes))
  }
}

/// Reads a comment's text byte by byte, knowing where in the file it is.
private struct Scanner {
  private let bytes: [UInt8]
  private let source: SourceID
  /// Offset of the text's first byte.
  private let base: Int
  private var index = 0

  init(_ comment: SourceComment) {
    bytes = Array(comment.text.utf8)
    source = comment.span.source
    base = max(Int(comment.span.start), Int(comment.span.end) - bytes.count)
  }

  mutating func skipBlanks() { while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 } }

  mutating func take(_ text: String) -> Bool {
    guard bytes[index...].starts(with: text.utf8) else { return false }
    index += text.utf8.count
    return true
  }

  /// Letters, digits and hyphens; maybe none.
  mutating func word() -> (text: String, span: Span) {
    let start = index
    while index < bytes.count {
      let scalar = Unicode.Scalar(bytes[index])
      guard scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-", scalar.isASCII else {
        break
      }
      index += 1
    }
    return (String(decoding: bytes[start..<index], as: UTF8.self), Span(source, base + start, base + index))
  }

  /// What was not read yet, without blanks at its end.
  var rest: Span {
    var end = bytes.count
    while end > index, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 || bytes[end - 1] == 0x0D { end -= 1 }
    return Span(source, base + index, base + end)
  }
}
