/// Splits Python into tokens (The Python Language Reference, Lexical analysis).
struct PythonLexer {
  private var scanner: ByteScanner
  private var depth = 0
  /// Columns of the line that begins, until its first token is found.
  private var indent: Int? = 0

  /// The tokens of a file.
  static func tokens(_ bytes: [UInt8]) -> [Token] {
    var lexer = PythonLexer(scanner: ByteScanner(bytes))
    while !lexer.scanner.isAtEnd { lexer.step() }
    return lexer.scanner.tokens
  }

  private mutating func step() {
    switch scanner.peek() {
    case 0x0A, 0x0D: endLine()
    case UInt8(ascii: " "), 0x0C:
      if let columns = indent { indent = columns + 1 }
      scanner.at += 1
    case 0x09:
      // "Tabs are replaced (from left to right) by one to eight spaces".
      if let columns = indent { indent = columns / 8 * 8 + 8 }
      scanner.at += 1
    case UInt8(ascii: "#"): scanner.skipLine()
    case UInt8(ascii: "\\") where scanner.peek(1) == 0x0A: scanner.at += 2
    case UInt8(ascii: "\\") where scanner.peek(1) == 0x0D: scanner.at += scanner.peek(2) == 0x0A ? 3 : 2
    default: token()
    }
  }

  private mutating func endLine() {
    let start = scanner.at
    scanner.at += 1
    guard depth == 0 else { return }
    if let last = scanner.tokens.last, last.kind != .newline { scanner.add(.newline, "", from: start) }
    indent = 0
  }

  private mutating func token() {
    let columns = depth == 0 ? indent : nil
    indent = nil
    if let prefix = stringPrefix() { return string(prefix, columns) }
    if scanner.takeWord(indent: columns) || scanner.takeNumber(indent: columns) { return }
    switch scanner.peek() {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
    default: break
    }
    scanner.takeSymbol(ByteScanner.operators, indent: columns)
  }

  /// The letters before a string's quote, if a string begins here.
  private func stringPrefix() -> Range<Int>? {
    var end = scanner.at
    while end < scanner.bytes.count, end - scanner.at < 3 {
      switch scanner.bytes[end] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): return scanner.at..<end
      case UInt8(ascii: "r"), UInt8(ascii: "R"), UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "f"),
        UInt8(ascii: "F"), UInt8(ascii: "u"), UInt8(ascii: "U"), UInt8(ascii: "t"), UInt8(ascii: "T"):
        end += 1
      default: return nil
      }
    }
    return nil
  }

  private mutating func string(_ prefix: Range<Int>, _ columns: Int?) {
    let start = scanner.at
    let isMixed = scanner.bytes[prefix].contains { [0x66, 0x46, 0x74, 0x54].contains($0) }
    scanner.at = prefix.upperBound
    let quote = scanner.peek()
    let isLong = scanner.peek(1) == quote && scanner.peek(2) == quote
    scanner.at += isLong ? 3 : 1
    let first = scanner.at
    var isEscaped = false
    while !scanner.isAtEnd {
      let byte = scanner.peek()
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        scanner.at += 2
        continue
      }
      if !isLong, byte == 0x0A || byte == 0x0D { break }
      if byte == quote, !isLong || (scanner.peek(1) == quote && scanner.peek(2) == quote) { break }
      scanner.at += 1
    }
    let last = min(scanner.at, scanner.bytes.count)
    if scanner.peek() == quote { scanner.at += isLong ? 3 : 1 }
    scanner.at = min(scanner.at, scanner.bytes.count)
    // What an escape stands for is never part of a name that AWS knows.
    let isKnown = !isMixed && !isEscaped
    scanner.add(
      isKnown ? .text : .mixedText, isKnown ? String(decoding: scanner.bytes[first..<last], as: UTF8.self) : "",
      from: start, indent: columns)
  }
}
