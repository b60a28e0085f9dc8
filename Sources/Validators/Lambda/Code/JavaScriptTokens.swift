/// The tokens of a JavaScript file: words and operators ("ECMAScript Language: Lexical Grammar", ECMA-262). Comments and
/// regular expressions are none, so that nothing in them is taken for code; a string keeps its text.
struct JavaScriptTokens {
  /// One token.
  enum Token: Equatable {
    case word(String)
    /// A string without placeholders.
    case string(String)
    case mark(UInt8)

    var word: String? { if case .word(let text) = self { text } else { nil } }
  }

  private(set) var tokens: [Token] = []
  private let bytes: [UInt8]
  private var index = 0
  /// For each template that is open, how many braces are open in its placeholder.
  private var templates: [Int] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while index < bytes.count { step() }
  }

  private func peek(_ offset: Int = 1) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }

  private mutating func step() {
    let byte = bytes[index]
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: index += 1
    case UInt8(ascii: "/") where peek() == UInt8(ascii: "/"): skip { $0 == 0x0A }
    case UInt8(ascii: "/") where peek() == UInt8(ascii: "*"): skipBlockComment()
    case UInt8(ascii: "/") where startsExpression: skipRegularExpression()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): readString(byte)
    case UInt8(ascii: "`"):
      index += 1
      readTemplate()
    case UInt8(ascii: "{"):
      if !templates.isEmpty { templates[templates.count - 1] += 1 }
      addMark(byte)
    case UInt8(ascii: "}"):
      if templates.last == 0 {
        templates.removeLast()
        tokens.append(.mark(UInt8(ascii: ")")))
        index += 1
        readTemplate()
      } else {
        if !templates.isEmpty { templates[templates.count - 1] -= 1 }
        addMark(byte)
      }
    default: if Self.isWordPart(byte) { readWord() } else { addMark(byte) }
    }
  }

  private mutating func addMark(_ byte: UInt8) {
    tokens.append(.mark(byte))
    index += 1
  }

  private mutating func skip(until isEnd: (UInt8) -> Bool) {
    while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
  }

  private mutating func skipBlockComment() {
    index += 2
    while index < bytes.count, !(bytes[index] == UInt8(ascii: "*") && peek() == UInt8(ascii: "/")) { index += 1 }
    index += 2
  }

  /// Whether a slash starts a regular expression here: it does where an operand is expected.
  private var startsExpression: Bool {
    switch tokens.last {
    case nil: true
    case .string: false
    case .mark(let byte): !")]}".utf8.contains(byte)
    case .word(let word):
      ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await", "yield"]
        .contains(word)
    }
  }

  private mutating func skipRegularExpression() {
    index += 1
    var isInClass = false
    while index < bytes.count, bytes[index] != 0x0A {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !isInClass:
        index += 1
        // Its flags are no word of their own.
        skip { !Self.isWordPart($0) }
        tokens.append(.string(""))
        return
      default: break
      }
      index += 1
    }
  }

  private mutating func readString(_ quote: UInt8) {
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != quote, bytes[index] != 0x0A {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    let end = min(index, bytes.count)
    tokens.append(.string(String(decoding: bytes[start..<end], as: UTF8.self)))
    index += 1
  }

  /// Reads a template, or the rest of one after a placeholder, up to its end or its next placeholder.
  private mutating func readTemplate() {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "`"):
        index += 1
        tokens.append(.string(""))
        return
      case UInt8(ascii: "$") where peek() == UInt8(ascii: "{"):
        index += 2
        templates.append(0)
        tokens.append(.mark(UInt8(ascii: "(")))
        return
      default: break
      }
      index += 1
    }
  }

  private mutating func readWord() {
    let start = index
    skip { !Self.isWordPart($0) }
    tokens.append(.word(String(decoding: bytes[start..<index], as: UTF8.self)))
  }

  private static func isWordPart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
