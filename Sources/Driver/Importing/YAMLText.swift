import Source
import Template

/// A value as it stands in a stack file: small collections on one line, as people write them, others in blocks.
enum YAMLText {
  /// Lines that follow a key or a dash: those of a scalar begin on the same line, those of a collection below.
  struct Block {
    var lines: [String]
    let isCollection: Bool

    static func scalar(_ text: String) -> Block { Block(lines: [text], isCollection: false) }
  }

  /// Levels of a value that are written; the reader of files stops before.
  private static let deepest = 512
  /// Characters of a collection on one line: with the key before it, it is still read at a glance.
  private static let widest = 84
  /// Levels of collections on one line.
  private static let flowDepth = 3

  /// The lines of a value.
  static func block(_ value: Value, depth: Int = 0) -> Block {
    guard depth < deepest else { return .scalar("null") }
    switch value.kind {
    case .null: return .scalar("null")
    case .bool(let truth): return .scalar(truth ? "true" : "false")
    case .number(let text): return .scalar(text)
    case .string(let text): return string(text)
    case .list(let items):
      if let flow = flow(value) { return .scalar(flow) }
      return Block(lines: items.flatMap { item(block($0, depth: depth + 1)) }, isCollection: true)
    case .map(let map):
      if let flow = flow(value) { return .scalar(flow) }
      return Block(
        lines: map.entries.flatMap { member($0.key, block($0.value, depth: depth + 1)) }, isCollection: true)
    case .intrinsic(let call): return intrinsic(call, value, depth: depth)
    }
  }

  /// A key with its value.
  static func member(_ key: String, _ block: Block) -> [String] {
    let key = Scalar.key(key)
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

  // MARK: On one line

  /// A collection on one line; nil where it would be long or deep, or holds a text of several lines.
  private static func flow(_ value: Value) -> String? {
    guard let text = inline(value, levels: flowDepth), text.count <= widest else { return nil }
    return text
  }

  private static func inline(_ value: Value, levels: Int) -> String? {
    switch value.kind {
    case .null: return "null"
    case .bool(let truth): return truth ? "true" : "false"
    case .number(let text): return text
    case .string(let text): return text.contains("\n") ? nil : Scalar.inFlow(text)
    case .list(let items):
      if items.isEmpty { return "[]" }
      guard levels > 0, let parts = all(items, levels: levels - 1) else { return nil }
      return "[\(parts.joined(separator: ", "))]"
    case .map(let map):
      if map.isEmpty { return "{}" }
      guard levels > 0 else { return nil }
      var parts: [String] = []
      for entry in map.entries {
        guard let text = inline(entry.value, levels: levels - 1) else { return nil }
        parts.append("\(Scalar.flowKey(entry.key)): \(text)")
      }
      return "{ \(parts.joined(separator: ", ")) }"
    case .intrinsic(let call): return short(call, levels: levels, inFlow: true)
    }
  }

  private static func all(_ items: [Value], levels: Int) -> [String]? {
    let parts = items.compactMap { inline($0, levels: levels) }
    return parts.count == items.count ? parts : nil
  }

  /// A call behind its tag, on one line.
  private static func short(_ call: Intrinsic, levels: Int, inFlow: Bool) -> String? {
    let tag = call.function.tag
    if call.function == .getAtt {
      guard let id = call.argument(0)?.string, let attribute = call.argument(1)?.string,
        Scalar.isPlain("\(id).\(attribute)")
      else { return nil }
      return "\(tag) \(id).\(attribute)"
    }
    switch call.argument.kind {
    case .string(let text):
      guard !text.contains("\n") else { return nil }
      return "\(tag) \(inFlow ? Scalar.inFlow(text) : Scalar.text(text))"
    case .list:
      guard let list = inline(call.argument, levels: max(levels, 2)), list != "[]" else { return nil }
      return "\(tag) \(list)"
    case .null, .bool, .number, .map, .intrinsic: return nil
    }
  }

  // MARK: In blocks

  private static func intrinsic(_ call: Intrinsic, _ value: Value, depth: Int) -> Block {
    if let text = short(call, levels: flowDepth, inFlow: false), text.count <= widest || call.argument.string != nil {
      return .scalar(text)
    }
    if call.function == .sub, let text = call.argument.string {
      var block = string(text)
      block.lines[0] = "!Sub \(block.lines[0])"
      return block
    }
    return Block(lines: member(call.function.rawValue, block(call.argument, depth: depth + 1)), isCollection: true)
  }

  private static func string(_ text: String) -> Block {
    guard text.contains("\n"), let lines = literal(text) else { return .scalar(Scalar.text(text)) }
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
}

extension YAMLText {
  /// A text on one line, in quotes where YAML would take it for something else.
  enum Scalar {
    static func text(_ text: String) -> String { isPlain(text) ? text : quoted(text) }
    static func inFlow(_ text: String) -> String {
      isPlain(text) && !hasFlowSign(text) ? text : quoted(text)
    }

    /// Whether a text has a sign that means something else in a collection on one line.
    private static func hasFlowSign(_ text: String) -> Bool {
      text.utf8.contains { "{}[],".utf8.contains($0) } || text.contains("? ")
    }

    /// A key: beside letters, what routes and condition keys are made of.
    static func key(_ key: String) -> String { isPlain(key) || isBareKey(key) ? key : quoted(key) }
    static func flowKey(_ key: String) -> String { hasFlowSign(key) ? quoted(key) : self.key(key) }

    /// `$connect`, a route; and `on`, which is a key of the language.
    private static func isBareKey(_ key: String) -> Bool {
      key == "on" || key.hasPrefix("$") && key.dropFirst().utf8.allSatisfy(isLetter) && key.utf8.count > 1
    }

    /// Whether a text needs no quotes (YAML 1.2.2, section 7.3.3), in every version of YAML.
    static func isPlain(_ text: String) -> Bool {
      guard let first = text.utf8.first, let last = text.utf8.last else { return false }
      if isDigit(first) { return isQuantity(text) }
      guard isLetter(first) || first == UInt8(ascii: "/") || text.hasPrefix("${"), last != UInt8(ascii: ":"),
        last != UInt8(ascii: " ")
      else { return false }
      let isSafe = text.utf8.allSatisfy { byte in
        isLetter(byte) || isDigit(byte) || "_-./:${}*+()=?!@%&;,' ".utf8.contains(byte)
      }
      return isSafe && !text.contains(": ") && !text.contains(" #") && !words.contains(text.lowercased())
    }

    /// `30s`, `512 MB`: what no version of YAML takes for a number.
    private static func isQuantity(_ text: String) -> Bool {
      let unit = text.drop { $0.isASCII && ($0.isNumber || $0 == ".") }.drop { $0 == " " }
      return units.contains(String(unit))
    }

    private static let units: Set<String> = ["ms", "s", "m", "h", "d", "B", "KB", "MB", "GB"]

    private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    /// Words that a version of YAML takes for something else than text.
    private static let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

    static func quoted(_ text: String) -> String {
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
