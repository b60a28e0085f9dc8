import Source
import Template

/// A value as it stands in a stack file.
enum YAMLText {
  /// Lines that follow a key or a dash: those of a scalar begin on the same line, those of a collection below.
  struct Block {
    var lines: [String]
    let isCollection: Bool

    static func scalar(_ text: String) -> Block { Block(lines: [text], isCollection: false) }
  }

  /// Levels of a value that are written; the reader of files stops before.
  private static let deepest = 512

  /// The lines of a value. `isRaw` is for texts in which the stack language replaces nothing: what `Fn::Sub` takes.
  static func block(_ value: Value, isRaw: Bool = false, depth: Int = 0) -> Block {
    guard depth < deepest else { return .scalar("null") }
    switch value.kind {
    case .null: return .scalar("null")
    case .bool(let truth): return .scalar(truth ? "true" : "false")
    case .number(let text): return .scalar(text)
    case .string(let text): return string(isRaw ? text : escaped(text))
    case .list(let items):
      if items.isEmpty { return .scalar("[]") }
      return Block(lines: items.flatMap { item(block($0, depth: depth + 1)) }, isCollection: true)
    case .map(let map):
      if map.isEmpty { return .scalar("{}") }
      return Block(
        lines: map.entries.flatMap { member($0.key, block($0.value, depth: depth + 1)) }, isCollection: true)
    case .intrinsic(let call): return intrinsic(call, depth: depth)
    }
  }

  /// A key with its value.
  static func member(_ key: String, _ block: Block) -> [String] {
    let key = isPlain(key) ? key : quoted(key)
    guard block.isCollection else {
      return ["\(key): \(block.lines[0])"] + block.lines.dropFirst().map(indented)
    }
    return ["\(key):"] + block.lines.map(indented)
  }

  /// A line further in; an empty one stays so.
  static func indented(_ line: String) -> String { line.isEmpty ? line : "  " + line }

  private static func item(_ block: Block) -> [String] {
    ["- \(block.lines[0])"] + block.lines.dropFirst().map(indented)
  }

  private static func intrinsic(_ call: Intrinsic, depth: Int) -> Block {
    switch call.function {
    case .ref:
      if let id = call.argument.string { return .scalar("!Ref \(isPlain(id) ? id : quoted(id))") }
    case .getAtt:
      if let id = call.argument(0)?.string, let attribute = call.argument(1)?.string, isPlain(id), isPlain(attribute) {
        return .scalar("!GetAtt \(id).\(attribute)")
      }
    case .sub:
      if let text = call.argument.string {
        var block = string(text)
        block.lines[0] = "!Sub \(block.lines[0])"
        return block
      }
    default: break
    }
    return Block(
      lines: member(call.function.rawValue, argument(of: call, depth: depth)), isCollection: true)
  }

  /// The argument, where the text of `Fn::Sub` is left as it is.
  private static func argument(of call: Intrinsic, depth: Int) -> Block {
    guard call.function == .sub, let items = call.argument.list else { return block(call.argument, depth: depth + 1) }
    let lines = items.enumerated().flatMap { item(block($1, isRaw: $0 == 0, depth: depth + 1)) }
    return Block(lines: lines, isCollection: true)
  }

  /// The text with `${` written so that the stack language leaves it alone.
  private static func escaped(_ text: String) -> String { text.replacing("${", with: "${!") }

  private static func string(_ text: String) -> Block {
    if isPlain(text) { return .scalar(text) }
    guard text.contains("\n"), let lines = literal(text) else { return .scalar(quoted(text)) }
    return Block(lines: [text.hasSuffix("\n") ? "|" : "|-"] + lines, isCollection: false)
  }

  /// The lines of a text as a literal block has them (YAML 1.2.2, section 8.1.2); nil where it would come back changed.
  private static func literal(_ text: String) -> [String]? {
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A }), !text.hasSuffix("\n\n"),
      let first = text.first, first != " ", first != "\n"
    else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    guard lines.allSatisfy({ !$0.hasSuffix(" ") }), text.unicodeScalars.allSatisfy({ !$0.isUnusual }) else {
      return nil
    }
    return lines
  }

  /// Whether a text needs no quotes: letters first, and no sign that YAML has a meaning for.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first), text.utf8.last != UInt8(ascii: ":") else { return false }
    let isSafe = text.utf8.allSatisfy { byte in
      isLetter(byte) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "_-./:".utf8.contains(byte)
    }
    return isSafe && !words.contains(text.lowercased())
  }

  private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }

  /// Words that a version of YAML takes for something else than text.
  private static let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case let other where other.isUnusual:
        let digits = String(other.value, radix: 16)
        result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension Unicode.Scalar {
  /// Whether it is no letter that a file can show as it is (YAML 1.2.2, section 5.1).
  fileprivate var isUnusual: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
