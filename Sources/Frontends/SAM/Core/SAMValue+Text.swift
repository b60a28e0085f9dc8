extension SAMValue {
  /// JSON as Python's `json.dumps(…, separators=(",", ":"), sort_keys=True)` writes it, over which ids are hashed.
  var canonicalJSON: String {
    var text = ""
    writeCanonical(to: &text, depth: 0)
    return text
  }

  private func writeCanonical(to text: inout String, depth: Int) {
    guard depth < Self.deepest else { return }
    switch kind {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number
    case .string(let string): Self.writeQuoted(string, to: &text)
    case .list(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," }
        item.writeCanonical(to: &text, depth: depth + 1)
      }
      text += "]"
    case .map(let map):
      text += "{"
      let sorted = map.entries.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
      for (index, entry) in sorted.enumerated() {
        if index > 0 { text += "," }
        Self.writeQuoted(entry.key, to: &text)
        text += ":"
        entry.value.writeCanonical(to: &text, depth: depth + 1)
      }
      text += "}"
    }
  }

  /// A string in ASCII alone, as Python writes it.
  private static func writeQuoted(_ string: String, to text: inout String) {
    text += "\""
    for unit in string.utf16 {
      switch unit {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x09: text += "\\t"
      case 0x08: text += "\\b"
      case 0x0C: text += "\\f"
      case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    text += "\""
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
