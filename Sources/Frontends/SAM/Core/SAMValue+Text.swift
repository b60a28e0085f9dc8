extension SAMValue {
  /// JSON as Python's `json.dumps(…, separators=(",", ":"), sort_keys=True)` writes it, over which ids are hashed: ASCII alone.
  var canonicalJSON: String { String(decoding: canonicalBytes, as: UTF8.self) }

  /// The same as bytes.
  var canonicalBytes: [UInt8] {
    var text: [UInt8] = []
    writeCanonical(to: &text, depth: 0)
    return text
  }

  private func writeCanonical(to text: inout [UInt8], depth: Int) {
    guard depth < Self.deepest else { return }
    switch kind {
    case .null: text += "null".utf8
    case .bool(let value): text += (value ? "true" : "false").utf8
    case .number(let number): text += number.utf8
    case .string(let string): Self.writeQuoted(string, to: &text)
    case .list(let items):
      text.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        item.writeCanonical(to: &text, depth: depth + 1)
      }
      text.append(UInt8(ascii: "]"))
    case .map(let map):
      text.append(UInt8(ascii: "{"))
      // The order of UTF-8 is that of the letters' code points.
      let sorted = map.entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, entry) in sorted.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        Self.writeQuoted(entry.key, to: &text)
        text.append(UInt8(ascii: ":"))
        entry.value.writeCanonical(to: &text, depth: depth + 1)
      }
      text.append(UInt8(ascii: "}"))
    }
  }

  /// Whether a byte of a string stands for itself.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// A string in ASCII alone, as Python writes it.
  private static func writeQuoted(_ string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    defer { text.append(UInt8(ascii: "\"")) }
    var copy = string
    let isPlain = copy.withUTF8 { bytes in
      guard bytes.allSatisfy(Self.isPlain) else { return false }
      text.append(contentsOf: bytes)
      return true
    }
    guard !isPlain else { return }
    for unit in string.utf16 {
      switch unit {
      case 0x22: text += "\\\"".utf8
      case 0x5C: text += "\\\\".utf8
      case 0x0A: text += "\\n".utf8
      case 0x0D: text += "\\r".utf8
      case 0x09: text += "\\t".utf8
      case 0x08: text += "\\b".utf8
      case 0x0C: text += "\\f".utf8
      case 0x20..<0x7F: text.append(UInt8(unit))
      default:
        let digits = String(unit, radix: 16)
        text += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      }
    }
  }

  /// The value as Python's `str` writes it, which SAM's messages quote.
  var pythonText: String { string ?? pythonLiteral }

  /// The value as Python's `repr` writes it.
  var pythonLiteral: String {
    switch kind {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .number(let text): text
    case .string(let text): text.contains("'") && !text.contains("\"") ? "\"\(text)\"" : "'\(text)'"
    case .list(let items): "[" + items.map(\.pythonLiteral).joined(separator: ", ") + "]"
    case .map(let map):
      "{" + map.entries.map { "'\($0.key)': \($0.value.pythonLiteral)" }.joined(separator: ", ") + "}"
    }
  }
}

extension Sequence where Element == String {
  /// The names as Python writes a list of them.
  var pythonList: String { "[" + map { "'\($0)'" }.joined(separator: ", ") + "]" }
}
