import Source

/// Values of a template's parameters, as far as they are known before deployment, and the functions over them that SAM
/// works out itself.
struct SAMParameters {
  /// Values by name, pseudo parameters included.
  var values: [String: SAMValue]

  /// The value with every known `Ref` and every known name in `Fn::Sub` replaced.
  func resolved(_ value: SAMValue) -> SAMValue {
    switch value.kind {
    case .null, .bool, .number, .string: return value
    case .list(let items): return SAMValue(.list(items.map(resolved)), value.span)
    case .map(var map):
      if value.isIntrinsic, let entry = map.entries.first {
        if entry.key == "Ref", let name = entry.value.string, let known = values[name] {
          return SAMValue(known.kind, value.span)
        }
        if entry.key == "Fn::Sub" {
          map.set("Fn::Sub", substituted(entry.value))
          return SAMValue(.map(map), value.span)
        }
      }
      map.mapValues { $1 = resolved($1) }
      return SAMValue(.map(map), value.span)
    }
  }

  /// The value as SAM writes it once it has looked at what it resolves to: what is known stands within, while a `Ref` that is
  /// the whole value stays.
  func inlined(_ value: SAMValue) -> SAMValue { value.refersTo == nil ? resolved(value) : value }

  private func substituted(_ argument: SAMValue) -> SAMValue {
    if let text = argument.string { return SAMValue(.string(replaced(text)), argument.span) }
    guard var items = argument.list, let text = items.first?.string else { return resolved(argument) }
    items = items.map(resolved)
    items[0] = SAMValue(.string(replaced(text)), argument.list?[0].span)
    return SAMValue(.list(items), argument.span)
  }

  private func replaced(_ text: String) -> String {
    SAMSubstitution.replacing(text) { name in
      guard let value = values[name] else { return nil }
      return value.isString || value.isNumber || value.bool != nil ? value.pythonText : nil
    }
  }
}

/// The text of `Fn::Sub`.
enum SAMSubstitution {
  /// The text with each `${name}` for which there is a replacement replaced; `${!name}` is none.
  static func replacing(_ text: String, _ replacement: (String) -> String?) -> String {
    replaced(text, replacement) ?? text
  }

  /// The same; nil where nothing was replaced.
  static func replaced(_ text: String, _ replacement: (String) -> String?) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      func piece(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
      var result: String?
      // What is not in the result yet begins here.
      var start = 0
      var index = 0
      while let open = opening(bytes, from: index), let close = bytes[(open + 2)...].firstIndex(of: UInt8(ascii: "}")) {
        index = close + 1
        guard bytes[open + 2] != UInt8(ascii: "!"), let new = replacement(piece(open + 2..<close)) else { continue }
        result = (result ?? "") + piece(start..<open) + new
        start = index
      }
      return result.map { $0 + piece(start..<bytes.count) }
    }
  }

  /// Where the next `${` stands.
  private static func opening(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Int? {
    var index = index
    while let dollar = bytes.position(of: UInt8(ascii: "$"), from: index), dollar + 1 < bytes.count {
      if bytes[dollar + 1] == UInt8(ascii: "{") { return dollar }
      index = dollar + 1
    }
    return nil
  }
}
