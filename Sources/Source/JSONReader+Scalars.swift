extension JSONReader {
  /// A string, number or word.
  mutating func scalar(_ first: UInt8) throws(JSONError) -> Datum {
    let start = position
    let kind: Datum.Kind
    switch first {
    case UInt8(ascii: "\""): kind = .string(PartialText(try string()))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): kind = .number(try number())
    case UInt8(ascii: "t"): kind = try word("true", .bool(true))
    case UInt8(ascii: "f"): kind = try word("false", .bool(false))
    case UInt8(ascii: "n"): kind = try word("null", .null)
    default: throw fault("a value must stand here")
    }
    return Datum(kind, Span(id, start, position))
  }

  private mutating func word(_ text: StaticString, _ kind: Datum.Kind) throws(JSONError) -> Datum.Kind {
    let end = position + text.utf8CodeUnitCount
    let isSame = text.withUTF8Buffer { wanted in end <= bytes.count && bytes[position..<end].elementsEqual(wanted) }
    guard isSame else { throw fault("a value must stand here") }
    position = end
    return kind
  }

  private mutating func number() throws(JSONError) -> String {
    let start = position
    if byte == UInt8(ascii: "-") { position += 1 }
    if byte == UInt8(ascii: "0") {
      position += 1
      if let byte, Self.isDigit(byte) { throw fault("a number may not start with 0", from: start) }
    } else {
      try digits(from: start)
    }
    if byte == UInt8(ascii: ".") {
      position += 1
      try digits(from: start)
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      position += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
      try digits(from: start)
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits(from start: Int) throws(JSONError) {
    guard let first = byte, Self.isDigit(first) else { throw fault("a digit must stand here", from: start) }
    while let byte, Self.isDigit(byte) { position += 1 }
  }

  /// The text of a string; the position stands at its opening quote, then after its closing one.
  mutating func string() throws(JSONError) -> String {
    let start = position
    position += 1
    var text = String()
    var run = position
    while let byte {
      switch byte {
      case UInt8(ascii: "\""):
        text += try self.run(from: run)
        position += 1
        return text
      case UInt8(ascii: "\\"):
        text += try self.run(from: run)
        text.unicodeScalars.append(try escape())
        run = position
      case 0..<0x20: throw fault("a control character must be escaped in a string")
      default: position += 1
      }
    }
    throw fault("the string has no closing quote", from: start)
  }

  private func run(from start: Int) throws(JSONError) -> String {
    guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
      throw fault("the string is not UTF-8", from: start)
    }
    return text
  }

  private static let escapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
    UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
  ]

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = position
    position += 1
    guard let byte else { throw fault("the string has no closing quote", from: start) }
    if let scalar = Self.escapes[byte] {
      position += 1
      return scalar
    }
    guard byte == UInt8(ascii: "u") else { throw fault("no such escape in JSON", from: start) }
    let high = try unit(from: start)
    guard 0xD800..<0xDC00 ~= high else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
    let afterHigh = position
    guard self.byte == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else {
      return "\u{FFFD}"
    }
    position += 1
    let low = try unit(from: afterHigh)
    guard 0xDC00..<0xE000 ~= low else {
      position = afterHigh
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  /// Four hexadecimal digits after `u`.
  private mutating func unit(from start: Int) throws(JSONError) -> UInt32 {
    position += 1
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte, let digit = Self.hexDigit(byte) else {
        throw fault("four hexadecimal digits must follow `\\u`", from: start)
      }
      value = value << 4 | digit
      position += 1
    }
    return value
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
