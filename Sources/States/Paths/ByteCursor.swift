/// Why an expression of any of the languages in a definition is refused.
struct ExpressionFault: Error, Equatable {
  /// What is wrong: lower case, no full stop.
  let message: String
  /// Where, in UTF-8 bytes of the expression.
  let range: Range<Int>
}

/// A place in the bytes of an expression.
struct ByteCursor {
  let bytes: [UInt8]
  var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var byte: UInt8? { position < bytes.count ? bytes[position] : nil }
  var isAtEnd: Bool { position >= bytes.count }

  func byte(after count: Int) -> UInt8? { position + count < bytes.count ? bytes[position + count] : nil }

  func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer {
      position + $0.count <= bytes.count && bytes[position..<(position + $0.count)].elementsEqual($0)
    }
  }

  /// Goes past a text if it stands here.
  mutating func take(_ text: StaticString) -> Bool {
    guard starts(with: text) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  /// The text from an offset up to the position.
  func text(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

  /// Goes past the bytes that fit.
  mutating func skip(while fits: (UInt8) -> Bool) { while let byte, fits(byte) { position += 1 } }

  func fault(_ message: String, from start: Int? = nil) -> ExpressionFault {
    let start = min(start ?? position, bytes.count)
    return ExpressionFault(
      message: message, range: start..<max(start, min(position + (start == position ? 1 : 0), bytes.count)))
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// Whether a name may start with it: a letter, `_`, or part of a letter beyond ASCII.
  var startsName: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_") || self >= 0x80
  }

  /// Whether a name may go on with it.
  var continuesName: Bool { startsName || isDigit }
}
