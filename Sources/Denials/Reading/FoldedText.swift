import Source

/// A pasted text with its envelopes' escapes undone and its white space folded, each byte with the place it came from.
///
/// A message may stand in JSON, in XML, in JSON within JSON, or be broken over the lines of a terminal; what is read from
/// it is the same.
struct FoldedText {
  /// Longest text that is looked at, in bytes. AWS's longest messages, those with an encoded part, have a few thousand;
  /// what is around one in a log has not many more.
  static let longest = 256 * 1024

  /// The text.
  private(set) var bytes: [UInt8] = []
  /// The same in lower case (ASCII).
  private(set) var lower: [UInt8] = []
  private var offsets: [Int] = []
  private let source: SourceID
  private var end = 0

  init(_ file: SourceFile, id: SourceID) {
    source = id
    let text = file.bytes.prefix(Self.longest)
    bytes.reserveCapacity(text.count)
    offsets.reserveCapacity(text.count)
    var position = 0
    while position < text.count { position = fold(text, at: position) }
    end = text.count
    lower = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  /// The place in the pasted text.
  func span(_ range: Range<Int>) -> Span {
    guard !range.isEmpty, offsets.indices.contains(range.lowerBound) else { return Span(source, 0, 0) }
    let last = offsets[min(range.upperBound, offsets.count) - 1]
    return Span(source, offsets[range.lowerBound], min(end, last + 1))
  }

  /// The text of a range.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range.clamped(to: bytes.indices)], as: UTF8.self) }
}

extension FoldedText {
  /// Takes what stands at a position, and gives the next one.
  private mutating func fold(_ text: ArraySlice<UInt8>, at position: Int) -> Int {
    switch text[position] {
    case UInt8(ascii: "\\"): return foldEscape(text, at: position)
    case UInt8(ascii: "&"):
      for (entity, byte) in Self.entities where text[position...].starts(with: entity) {
        append(byte, from: position)
        return position + entity.count
      }
      append(text[position], from: position)
    case 0x00...0x20, 0x7F: appendSpace(from: position)
    default: append(text[position], from: position)
    }
    return position + 1
  }

  /// JSON's escapes (RFC 8259, section 7), however often the text was quoted: `\\\"` is `"`.
  private mutating func foldEscape(_ text: ArraySlice<UInt8>, at position: Int) -> Int {
    var next = position
    while next < text.count, text[next] == UInt8(ascii: "\\") { next += 1 }
    guard next < text.count else { return next }
    switch text[next] {
    case UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "'"): append(text[next], from: position)
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): appendSpace(from: position)
    case UInt8(ascii: "u"):
      let digits = text[(next + 1)...].prefix(4)
      guard digits.count == 4, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), code < 0x80 else {
        append(UInt8(ascii: "\\"), from: position)
        return next
      }
      if code <= 0x20 { appendSpace(from: position) } else { append(UInt8(code), from: position) }
      return next + 5
    default:
      append(UInt8(ascii: "\\"), from: position)
      return next
    }
    return next + 1
  }

  /// Entities of XML (XML 1.0, section 4.6), with the numbers of quotes that AWS's writers use.
  private static let entities: [([UInt8], UInt8)] = [
    (Array("&quot;".utf8), UInt8(ascii: "\"")), (Array("&#34;".utf8), UInt8(ascii: "\"")),
    (Array("&apos;".utf8), UInt8(ascii: "'")), (Array("&#39;".utf8), UInt8(ascii: "'")),
    (Array("&lt;".utf8), UInt8(ascii: "<")), (Array("&gt;".utf8), UInt8(ascii: ">")),
    (Array("&amp;".utf8), UInt8(ascii: "&")),
  ]

  private mutating func append(_ byte: UInt8, from position: Int) {
    bytes.append(byte)
    offsets.append(position)
  }

  private mutating func appendSpace(from position: Int) {
    if bytes.isEmpty || bytes.last == 0x20 { return }
    append(0x20, from: position)
  }
}

extension FoldedText {
  /// The first place of a phrase, whatever its case, from a position on. The phrase is in lower case.
  func find(_ phrase: String, from start: Int = 0, before end: Int? = nil) -> Range<Int>? {
    let wanted = Array(phrase.utf8)
    let end = min(end ?? lower.count, lower.count)
    guard let first = wanted.first, end - start >= wanted.count else { return nil }
    return lower.withUnsafeBufferPointer { lower in
      var position = start
      while position + wanted.count <= end {
        if lower[position] == first, lower[position..<(position + wanted.count)].elementsEqual(wanted) {
          return position..<(position + wanted.count)
        }
        position += 1
      }
      return nil
    }
  }

  /// The position after a phrase that stands at a position; nil if another text does.
  func after(_ phrase: String, at position: Int) -> Int? {
    let wanted = Array(phrase.utf8)
    guard position >= 0, position + wanted.count <= lower.count,
      lower[position..<(position + wanted.count)].elementsEqual(wanted)
    else { return nil }
    return position + wanted.count
  }

  /// The word at a position: what stands before white space, a quote or a mark of XML, without the marks that end a
  /// sentence. One in double quotes may hold spaces.
  func word(at position: Int) -> Range<Int>? {
    var start = position
    while start < bytes.count, bytes[start] == 0x20 { start += 1 }
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "\"") {
      guard let close = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "\"")), close > start + 1 else { return nil }
      return (start + 1)..<close
    }
    var end = bytes[start...].firstIndex(where: Self.endsWord) ?? bytes.count
    while end > start, Self.closings.contains(bytes[end - 1]) { end -= 1 }
    return end > start ? start..<end : nil
  }

  /// The word that ends at a position.
  func word(before position: Int) -> Range<Int>? {
    var end = position
    while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
    var start = end
    while start > 0, !Self.endsWord(bytes[start - 1]) { start -= 1 }
    return end > start ? start..<end : nil
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "'")
  }

  private static let closings = Set(".,;)]}".utf8)
}
