/// An element of an XML document, its names without prefixes.
struct XMLElement {
  var name: String
  var attributes: [(name: String, value: String)] = []
  var children: [XMLElement] = []
  /// The characters in it, without those of its children.
  var text = ""

  /// The root of a document. Document types are refused: their entities are how small documents become large.
  static func parse(_ bytes: [UInt8]) throws(WireFault) -> XMLElement {
    var parser = XMLParser(bytes: bytes)
    return try parser.document()
  }
}

/// Reads the XML that clients of AWS write: elements, attributes, text, CDATA, comments, and the declaration.
private struct XMLParser {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private static let malformed = WireFault.malformed(
    "The XML you provided was not well-formed or did not validate against our published schema")

  mutating func document() throws(WireFault) -> XMLElement {
    try passOver()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "<") else { throw Self.malformed }
    // Elements that are open; the first is the root.
    var open: [XMLElement] = []
    while position < bytes.count {
      if starts("</") {
        if let root = try close(&open) { return try end(root) }
      } else if starts("<!--") || starts("<?") {
        try passOver()
      } else if starts("<![CDATA[") {
        position += 9
        try append(try until("]]>"), to: &open)
      } else if starts("<!") {
        throw Self.malformed
      } else if starts("<") {
        let (element, isEmpty) = try start()
        if isEmpty, open.isEmpty { return try end(element) }
        if isEmpty { open[open.count - 1].children.append(element) } else { open.append(element) }
        if open.count > deepestNesting { throw .tooDeep }
      } else {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
        try append(try unescaped(bytes[start..<position]), to: &open)
      }
    }
    throw Self.malformed
  }

  /// The root, after which nothing but space and comments may come.
  private mutating func end(_ root: XMLElement) throws(WireFault) -> XMLElement {
    try passOver()
    guard position == bytes.count else { throw Self.malformed }
    return root
  }

  private func append(_ text: String, to open: inout [XMLElement]) throws(WireFault) {
    guard !open.isEmpty else { throw Self.malformed }
    open[open.count - 1].text += text
  }

  /// Takes an end tag; gives the root when it was the root's.
  private mutating func close(_ open: inout [XMLElement]) throws(WireFault) -> XMLElement? {
    position += 2
    let name = try self.name()
    skipSpace()
    guard take(">"), let done = open.popLast(), done.name == name else { throw Self.malformed }
    if open.isEmpty { return done }
    open[open.count - 1].children.append(done)
    return nil
  }

  private mutating func start() throws(WireFault) -> (XMLElement, isEmpty: Bool) {
    position += 1
    var element = XMLElement(name: try name())
    while true {
      skipSpace()
      if take(">") { return (element, false) }
      if starts("/>") {
        position += 2
        return (element, true)
      }
      let name = try self.name()
      skipSpace()
      guard take("="), let quote = nextAfterSpace(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        throw Self.malformed
      }
      position += 1
      let start = position
      while position < bytes.count, bytes[position] != quote { position += 1 }
      guard position < bytes.count else { throw Self.malformed }
      element.attributes.append((name, try unescaped(bytes[start..<position])))
      position += 1
    }
  }

  private mutating func nextAfterSpace() -> UInt8? {
    skipSpace()
    return position < bytes.count ? bytes[position] : nil
  }

  /// A name without its prefix.
  private mutating func name() throws(WireFault) -> String {
    let start = position
    let ends = Array(" \t\r\n=/><\"'&".utf8)
    while position < bytes.count, !ends.contains(bytes[position]) { position += 1 }
    guard position > start, let name = String(validating: bytes[start..<position], as: UTF8.self) else {
      throw Self.malformed
    }
    return name.split(separator: ":").last.map(String.init) ?? name
  }

  /// Passes over space, comments and processing instructions.
  private mutating func passOver() throws(WireFault) {
    if starts("\u{FEFF}") { position += 3 }
    while true {
      skipSpace()
      if starts("<!--") {
        _ = try until("-->")
      } else if starts("<?") {
        _ = try until("?>")
      } else {
        return
      }
    }
  }

  private mutating func until(_ end: String) throws(WireFault) -> String {
    let start = position
    while position < bytes.count {
      if starts(end) {
        let text = String(validating: bytes[start..<position], as: UTF8.self)
        position += end.utf8.count
        guard let text else { throw Self.malformed }
        return text
      }
      position += 1
    }
    throw Self.malformed
  }

  private func starts(_ text: String) -> Bool {
    position + text.utf8.count <= bytes.count && bytes[position...].starts(with: text.utf8)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  /// Characters with the predefined entities and character references replaced.
  private func unescaped(_ raw: ArraySlice<UInt8>) throws(WireFault) -> String {
    guard raw.contains(UInt8(ascii: "&")) else {
      guard let text = String(validating: raw, as: UTF8.self) else { throw Self.malformed }
      return text
    }
    var result: [UInt8] = []
    var index = raw.startIndex
    while index < raw.endIndex {
      guard raw[index] == UInt8(ascii: "&") else {
        result.append(raw[index])
        index += 1
        continue
      }
      // No reference is longer than `&#x10FFFF;`.
      guard let end = raw[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let scalar = Self.scalar(String(decoding: raw[(index + 1)..<end], as: UTF8.self))
      else { throw Self.malformed }
      result.append(contentsOf: String(Character(scalar)).utf8)
      index = end + 1
    }
    guard let text = String(validating: result, as: UTF8.self) else { throw Self.malformed }
    return text
  }

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let isHexadecimal = name.hasPrefix("#x")
      return UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10).flatMap(Unicode.Scalar.init)
    }
  }
}
