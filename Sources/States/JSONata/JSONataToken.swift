/// A word or sign of JSONata.
struct JSONataToken: Equatable {
  /// What it is.
  enum Kind: Equatable {
    case sign(String)
    case name(String)
    case variable(String)
    case string(String)
    case number(String)
    case bool(Bool)
    case null
    case regex(pattern: String, flags: String)
    case end
  }

  let kind: Kind
  let range: Range<Int>

  /// Whether it is a sign.
  func isSign(_ text: String) -> Bool { kind == .sign(text) }
}

/// Cuts an expression into tokens. Whether `/` divides or opens a pattern depends on what came before, so that each token is
/// asked for when it is needed.
struct JSONataLexer {
  private var cursor: ByteCursor

  init(_ text: String) { cursor = ByteCursor(text) }

  private static let doubleSigns: [StaticString] = ["..", ":=", "!=", ">=", "<=", "**", "~>"]
  private static let signs = Set(".[]{}(),@#;:?+-*/%|=<>^&!~".utf8)
  private static let spaces = Set(" \t\n\r\u{0B}".utf8)

  /// The next token.
  mutating func next(afterOperand: Bool) throws(ExpressionFault) -> JSONataToken {
    try skipSpaceAndComments()
    let start = cursor.position
    guard let byte = cursor.byte else { return JSONataToken(kind: .end, range: start..<start) }
    let kind: JSONataToken.Kind
    if byte == UInt8(ascii: "/"), !afterOperand {
      kind = try regex()
    } else if let sign = Self.doubleSigns.first(where: { cursor.starts(with: $0) }) {
      cursor.position += 2
      kind = .sign(sign.description)
    } else if Self.signs.contains(byte) {
      cursor.position += 1
      kind = .sign(cursor.text(from: start))
    } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
      kind = .string(try string(byte))
    } else if byte.isDigit {
      kind = .number(try number())
    } else if byte == UInt8(ascii: "`") {
      kind = .name(try quotedName())
    } else {
      kind = word()
    }
    return JSONataToken(kind: kind, range: start..<cursor.position)
  }

  private mutating func skipSpaceAndComments() throws(ExpressionFault) {
    while true {
      cursor.skip { Self.spaces.contains($0) }
      guard cursor.starts(with: "/*") else { return }
      let start = cursor.position
      cursor.position += 2
      while !cursor.isAtEnd, !cursor.starts(with: "*/") { cursor.position += 1 }
      guard cursor.take("*/") else { throw cursor.fault("the comment has no end", from: start) }
    }
  }

  private mutating func word() -> JSONataToken.Kind {
    let start = cursor.position
    cursor.skip { !Self.signs.contains($0) && !Self.spaces.contains($0) }
    let word = cursor.text(from: start)
    switch word {
    case "and", "or", "in": return .sign(word)
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default: return word.first == "$" ? .variable(String(word.dropFirst())) : .name(word)
    }
  }

  private mutating func quotedName() throws(ExpressionFault) -> String {
    let start = cursor.position
    cursor.position += 1
    cursor.skip { $0 != UInt8(ascii: "`") }
    let name = String(decoding: cursor.bytes[(start + 1)..<cursor.position], as: UTF8.self)
    guard cursor.take("`") else { throw cursor.fault("the name has no closing backquote", from: start) }
    return name
  }

  private mutating func number() throws(ExpressionFault) -> String {
    let start = cursor.position
    if cursor.byte == UInt8(ascii: "0") { cursor.position += 1 } else { cursor.skip { $0.isDigit } }
    if cursor.byte == UInt8(ascii: "."), cursor.byte(after: 1)?.isDigit == true {
      cursor.position += 1
      cursor.skip { $0.isDigit }
    }
    if let byte = cursor.byte, byte | 0x20 == UInt8(ascii: "e") {
      let sign = cursor.byte(after: 1) == UInt8(ascii: "-") || cursor.byte(after: 1) == UInt8(ascii: "+")
      if cursor.byte(after: sign ? 2 : 1)?.isDigit == true {
        cursor.position += sign ? 2 : 1
        cursor.skip { $0.isDigit }
      }
    }
    let text = cursor.text(from: start)
    guard let value = Double(text), value.isFinite else {
      throw cursor.fault("`\(text)` is out of range", from: start)
    }
    return text
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "/"): UInt8(ascii: "/"),
    UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
  ]

  private mutating func string(_ quote: UInt8) throws(ExpressionFault) -> String {
    let start = cursor.position
    cursor.position += 1
    var units: [UInt16] = []
    var run: [UInt8] = []
    while let byte = cursor.byte {
      cursor.position += 1
      if byte == quote {
        units += Array(String(decoding: run, as: UTF8.self).utf16)
        return String(decoding: units, as: UTF16.self)
      }
      guard byte == UInt8(ascii: "\\") else {
        run.append(byte)
        continue
      }
      if let escaped = cursor.byte.flatMap({ Self.escapes[$0] }) {
        cursor.position += 1
        run.append(escaped)
      } else {
        units += Array(String(decoding: run, as: UTF8.self).utf16)
        run = []
        units.append(try unicodeEscape())
      }
    }
    throw cursor.fault("the text has no closing quote", from: start)
  }

  /// `u` and four hexadecimal digits.
  private mutating func unicodeEscape() throws(ExpressionFault) -> UInt16 {
    let start = cursor.position - 1
    guard cursor.take("u") else {
      cursor.position = min(cursor.position + 1, cursor.bytes.count)
      throw cursor.fault("JSONata has no escape `\(cursor.text(from: start))`", from: start)
    }
    let end = min(cursor.position + 4, cursor.bytes.count)
    let digits = String(decoding: cursor.bytes[cursor.position..<end], as: UTF8.self)
    guard digits.utf8.count == 4, digits.utf8.allSatisfy({ $0.isHexDigit }), let unit = UInt16(digits, radix: 16) else {
      throw cursor.fault("four hexadecimal digits must follow `\\u`", from: start)
    }
    cursor.position = end
    return unit
  }

  private mutating func regex() throws(ExpressionFault) -> JSONataToken.Kind {
    let start = cursor.position
    cursor.position += 1
    var depth = 0
    while let byte = cursor.byte {
      if byte == UInt8(ascii: "/"), depth == 0 { break }
      switch byte {
      case UInt8(ascii: "\\"): cursor.position += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      cursor.position += 1
    }
    cursor.position = min(cursor.position, cursor.bytes.count)
    let pattern = String(decoding: cursor.bytes[(start + 1)..<cursor.position], as: UTF8.self)
    guard cursor.take("/") else { throw cursor.fault("the pattern has no closing `/`", from: start) }
    guard !pattern.isEmpty else { throw cursor.fault("the pattern is empty", from: start) }
    let flags = cursor.position
    cursor.skip { $0 == UInt8(ascii: "i") || $0 == UInt8(ascii: "m") }
    return .regex(pattern: pattern, flags: cursor.text(from: flags))
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20) }
}
