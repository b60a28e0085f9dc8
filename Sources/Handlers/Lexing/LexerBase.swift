/// What the lexers of both languages share: a place in the bytes, and what has been found.
///
/// They take any bytes, in time proportional to their number: what is no token is skipped.
struct ByteScanner {
  let bytes: [UInt8]
  var at = 0
  var tokens: [Token] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  var isAtEnd: Bool { at >= bytes.count }

  /// The byte some places on; 0 past the end.
  func peek(_ distance: Int = 0) -> UInt8 { at + distance < bytes.count ? bytes[at + distance] : 0 }

  func starts(with text: StaticString) -> Bool {
    guard at + text.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<text.utf8CodeUnitCount where bytes[at + index] != text.utf8Start[index] { return false }
    return true
  }

  mutating func add(_ kind: Token.Kind, _ text: String, from start: Int, indent: Int? = nil) {
    tokens.append(Token(kind: kind, text: text, start: start, end: at, indent: indent))
  }

  /// Skips to the end of the line.
  mutating func skipLine() { while !isAtEnd, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 } }

  /// Takes a name, if one begins here.
  mutating func takeWord(indent: Int? = nil) -> Bool {
    guard Self.beginsWord(peek()) else { return false }
    let start = at
    while !isAtEnd, Self.continuesWord(bytes[at]) { at += 1 }
    add(.word, String(decoding: bytes[start..<at], as: UTF8.self), from: start, indent: indent)
    return true
  }

  /// Takes a number, if one begins here.
  mutating func takeNumber(indent: Int? = nil) -> Bool {
    guard Self.isDigit(peek()) else { return false }
    let start = at
    while !isAtEnd, Self.continuesWord(bytes[at]) || (bytes[at] == UInt8(ascii: ".") && Self.isDigit(peek(1))) {
      at += 1
    }
    add(.number, "", from: start, indent: indent)
    return true
  }

  /// Takes the longest of some symbols, or one byte.
  mutating func takeSymbol(_ longest: [StaticString], indent: Int? = nil) {
    let start = at
    // Most symbols are one byte, and are told by the next one.
    let isLong = Self.continuesSymbol(peek(1))
    at += isLong ? longest.first(where: starts(with:))?.utf8CodeUnitCount ?? 1 : 1
    add(.symbol, String(decoding: bytes[start..<at], as: UTF8.self), from: start, indent: indent)
  }

  static func beginsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }

  private static func continuesSymbol(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "."), UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "|"),
      UInt8(ascii: "&"), UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  static func continuesWord(_ byte: UInt8) -> Bool { beginsWord(byte) || isDigit(byte) }

  /// The operators of more than one byte of either language, the longest first.
  static let operators: [StaticString] = [
    "===", "!==", "...", "**=", ">>=", "<<=", "??=", "||=", "&&=", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=",
    "%=", "&=", "|=", "^=", "=>", "->", ":=", "?.", "??", "||", "&&", "**", "++", "--",
  ]
}
