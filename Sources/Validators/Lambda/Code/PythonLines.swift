/// The logical lines of a Python file, as tokens ("Lexical analysis", The Python Language Reference). Strings and comments
/// are no tokens, so that nothing in them is taken for code.
struct PythonLines {
  /// One token: a name or number, or an operator of one or two characters. A string is an empty one.
  typealias Token = String

  /// A logical line: the column of its first token, and its tokens.
  struct Line {
    let indent: Int
    var tokens: [Token] = []
  }

  private(set) var lines: [Line] = []
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0
  private var current: Line?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while index < bytes.count { step() }
    endLine()
  }

  private mutating func step() {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "#"): skipLine()
    case 0x0A, 0x0D:
      if depth == 0 { endLine() }
      index += 1
    case 0x20, 0x09, 0x0C: index += 1
    case UInt8(ascii: "\\"): index += bytes.count > index + 2 && bytes[index + 1] == 0x0D ? 3 : 2
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      add("")
      skipString(isFormatted: false)
    default:
      if Self.isNamePart(byte) { readName() } else { readOperator() }
    }
  }

  private mutating func endLine() {
    if let line = current, !line.tokens.isEmpty { lines.append(line) }
    current = nil
  }

  private mutating func add(_ token: Token) {
    if current == nil { current = Line(indent: column) }
    current?.tokens.append(token)
  }

  /// The column of `index`, a tab reaching to the next multiple of eight.
  private var column: Int {
    var start = index
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    return bytes[start..<index].reduce(0) { $1 == 0x09 ? ($0 / 8 + 1) * 8 : $0 + 1 }
  }

  private mutating func skipLine() {
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
  }

  private mutating func readName() {
    let start = index
    var end = index
    while end < bytes.count, Self.isNamePart(bytes[end]) { end += 1 }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    let isQuoteNext = end < bytes.count && (bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'"))
    if isQuoteNext, Self.stringPrefixes.contains(name.lowercased()) {
      add("")
      index = end
      skipString(isFormatted: name.lowercased().contains("f") || name.lowercased().contains("t"))
      return
    }
    add(name)
    index = end
  }

  private mutating func readOperator() {
    let byte = bytes[index]
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    if "([{".utf8.contains(byte) { depth += 1 }
    if ")]}".utf8.contains(byte) { depth = max(0, depth - 1) }
    let isPair = next == UInt8(ascii: "=") && "=!<>:".utf8.contains(byte)
    add(String(decoding: isPair ? [byte, next] : [byte], as: UTF8.self))
    index += isPair ? 2 : 1
  }

  /// Goes past a string. In a formatted one a quote inside braces does not end it (PEP 701).
  private mutating func skipString(isFormatted: Bool) {
    let quote = bytes[index]
    let isTriple = index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
    index += isTriple ? 3 : 1
    var braces = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if !isTriple, byte == 0x0A { return }
      if isFormatted, byte == UInt8(ascii: "{") { braces += 1 }
      if isFormatted, byte == UInt8(ascii: "}") { braces = max(0, braces - 1) }
      if byte == quote, braces == 0 {
        let isEnd = !isTriple || (index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote)
        if isEnd {
          index += isTriple ? 3 : 1
          return
        }
      }
      index += 1
    }
  }

  private static let stringPrefixes: Set<String> = ["r", "b", "f", "u", "t", "rb", "br", "rf", "fr", "rt", "tr"]

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
