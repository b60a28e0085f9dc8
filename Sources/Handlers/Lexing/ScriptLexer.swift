/// Splits JavaScript and TypeScript into tokens (ECMAScript Language Specification, Lexical Grammar).
///
/// The expressions of a template string are put in round brackets of their own.
struct ScriptLexer {
  private var scanner: ByteScanner
  /// Braces that are open in the innermost expression of a template string, and in those around it.
  private var braces: [Int] = []

  /// The tokens of a file.
  static func tokens(_ bytes: [UInt8]) -> [Token] {
    var lexer = ScriptLexer(scanner: ByteScanner(bytes))
    if lexer.scanner.starts(with: "#!") { lexer.scanner.skipLine() }
    while !lexer.scanner.isAtEnd { lexer.step() }
    return lexer.scanner.tokens
  }

  private mutating func step() {
    switch scanner.peek() {
    case 0x09...0x0D, UInt8(ascii: " "): scanner.at += 1
    case UInt8(ascii: "/") where scanner.peek(1) == UInt8(ascii: "/"): scanner.skipLine()
    case UInt8(ascii: "/") where scanner.peek(1) == UInt8(ascii: "*"): skipComment()
    case UInt8(ascii: "/") where mayBeginExpression: regularExpression()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): string()
    case UInt8(ascii: "`"):
      scanner.at += 1
      template(from: scanner.at - 1)
    case UInt8(ascii: "}") where braces.last == 0:
      braces.removeLast()
      let start = scanner.at
      scanner.at += 1
      scanner.add(.symbol, ")", from: start)
      template(from: start)
    default: token()
    }
  }

  private mutating func token() {
    if scanner.takeWord() || scanner.takeNumber() { return }
    if let last = braces.indices.last {
      if scanner.peek() == UInt8(ascii: "{") { braces[last] += 1 }
      if scanner.peek() == UInt8(ascii: "}") { braces[last] -= 1 }
    }
    scanner.takeSymbol(ByteScanner.operators)
  }

  private mutating func skipComment() {
    scanner.at += 2
    while !scanner.isAtEnd, !scanner.starts(with: "*/") { scanner.at += 1 }
    scanner.at = min(scanner.at + 2, scanner.bytes.count)
  }

  /// Whether a slash here begins a regular expression: what stands before it ends no operand.
  private var mayBeginExpression: Bool {
    guard let last = scanner.tokens.last else { return true }
    switch last.kind {
    case .word: return Self.operators.contains(last.text)
    case .text, .mixedText, .number, .newline: return false
    case .symbol: return ![")", "]", "}"].contains(last.text)
    }
  }

  private static let operators: Set<String> = [
    "return", "typeof", "case", "in", "of", "do", "else", "void", "delete", "throw", "await", "yield", "instanceof",
    "new",
  ]

  private mutating func regularExpression() {
    let start = scanner.at
    var inClass = false
    scanner.at += 1
    while !scanner.isAtEnd, scanner.peek() != 0x0A {
      let byte = scanner.peek()
      scanner.at += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "[") { inClass = true }
      if byte == UInt8(ascii: "]") { inClass = false }
      if byte == UInt8(ascii: "/"), !inClass { break }
    }
    scanner.at = min(scanner.at, scanner.bytes.count)
    while ByteScanner.continuesWord(scanner.peek()) { scanner.at += 1 }
    scanner.add(.number, "", from: start)
  }

  private mutating func string() {
    let start = scanner.at
    let quote = scanner.peek()
    var isEscaped = false
    scanner.at += 1
    while !scanner.isAtEnd, scanner.peek() != quote, scanner.peek() != 0x0A {
      if scanner.peek() == UInt8(ascii: "\\") {
        isEscaped = true
        scanner.at += 1
      }
      scanner.at += 1
    }
    let last = min(scanner.at, scanner.bytes.count)
    scanner.at = min(scanner.at + (scanner.peek() == quote ? 1 : 0), scanner.bytes.count)
    scanner.add(
      isEscaped ? .mixedText : .text,
      isEscaped ? "" : String(decoding: scanner.bytes[(start + 1)..<max(start + 1, last)], as: UTF8.self), from: start)
  }

  /// The text of a template string up to its end or its next expression.
  private mutating func template(from start: Int) {
    let first = scanner.at
    let isContinued = first > 0 && scanner.bytes[first - 1] != UInt8(ascii: "`")
    while !scanner.isAtEnd, scanner.peek() != UInt8(ascii: "`"), !scanner.starts(with: "${") {
      scanner.at += scanner.peek() == UInt8(ascii: "\\") ? 2 : 1
    }
    scanner.at = min(scanner.at, scanner.bytes.count)
    let opens = scanner.starts(with: "${")
    let isWhole = !isContinued && !opens
    let text = isWhole ? String(decoding: scanner.bytes[first..<scanner.at], as: UTF8.self) : ""
    scanner.add(isWhole ? .text : .mixedText, text, from: start)
    guard opens else {
      scanner.at = min(scanner.at + 1, scanner.bytes.count)
      return
    }
    let place = scanner.at
    scanner.at += 2
    scanner.add(.symbol, "(", from: place)
    braces.append(0)
  }
}
