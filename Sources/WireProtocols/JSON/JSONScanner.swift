/// Reads the tokens of a JSON text (RFC 8259) where it lies.
struct JSONScanner {
  let bytes: UnsafeRawBufferPointer
  var position = 0
  var depth = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next byte that is no white space; nil at the end.
  @inline(__always)
  mutating func next() -> UInt8? {
    while position < bytes.count {
      let byte = bytes[position]
      if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { return byte }
      position += 1
    }
    return nil
  }

  /// Takes a byte if it comes next.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard next() == byte else { return false }
    position += 1
    return true
  }

  func unexpected() -> WireFault {
    position >= bytes.count ? .malformed("Unexpected end-of-input") : .malformed("Unexpected character")
  }

  mutating func require(_ byte: UInt8) throws(WireFault) {
    if !take(byte) { throw unexpected() }
  }

  mutating func enter() throws(WireFault) {
    depth += 1
    if depth > deepestNesting { throw .tooDeep }
  }

  /// Takes a word such as `true`.
  mutating func word(_ word: StaticString) throws(WireFault) {
    let count = word.utf8CodeUnitCount
    guard position + count <= bytes.count else { throw unexpected() }
    for index in 0..<count where bytes[position + index] != word.utf8Start[index] { throw unexpected() }
    position += count
  }

  /// Takes `null` if it comes next.
  @inline(__always)
  mutating func takeNull() throws(WireFault) -> Bool {
    guard next() == UInt8(ascii: "n") else { return false }
    try word("null")
    return true
  }

  /// What stands between the quotes of a string, and whether there are escapes in it. The opening quote comes next.
  @inline(__always)
  mutating func rawString() throws(WireFault) -> (range: Range<Int>, hasEscapes: Bool) {
    position += 1
    let start = position
    var hasEscapes = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return (start..<position - 1, hasEscapes)
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        position += 1
      } else if byte < 0x20 {
        throw .malformed("Illegal unquoted character in a string")
      }
      position += 1
    }
    position = bytes.count
    throw unexpected()
  }

  /// A string. The opening quote comes next.
  mutating func string() throws(WireFault) -> String {
    let (range, hasEscapes) = try rawString()
    return try text(range, hasEscapes)
  }

  /// The text of a raw string.
  func text(_ range: Range<Int>, _ hasEscapes: Bool) throws(WireFault) -> String {
    let raw = UnsafeRawBufferPointer(rebasing: bytes[range])
    let text = hasEscapes ? try unescaped(raw) : String(validating: raw, as: UTF8.self)
    guard let text else { throw .malformed("Invalid UTF-8") }
    return text
  }

  private func unescaped(_ raw: UnsafeRawBufferPointer) throws(WireFault) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(raw.count)
    var index = 0
    while index < raw.count {
      let byte = raw[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      // The scan for the closing quote saw that a byte follows.
      guard index < raw.count else { throw unexpected() }
      let escape = raw[index]
      index += 1
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(escape)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"): result.append(contentsOf: String(try scalar(raw, &index)).utf8)
      default: throw .malformed("Unrecognized character escape")
      }
    }
    return String(validating: result, as: UTF8.self)
  }

  /// The scalar of `\uXXXX` behind the `u`, of a surrogate pair's two; a lone surrogate is replaced.
  private func scalar(_ raw: UnsafeRawBufferPointer, _ index: inout Int) throws(WireFault) -> Character {
    let high = try hexadecimal(raw, index)
    index += 4
    if high >= 0xD800, high < 0xDC00, index + 6 <= raw.count, raw[index] == UInt8(ascii: "\\"),
      raw[index + 1] == UInt8(ascii: "u")
    {
      let low = try hexadecimal(raw, index + 2)
      if low >= 0xDC00, low < 0xE000 {
        index += 6
        return Character(Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}")
      }
    }
    return Character(Unicode.Scalar(high) ?? "\u{FFFD}")
  }

  private func hexadecimal(_ raw: UnsafeRawBufferPointer, _ start: Int) throws(WireFault) -> UInt32 {
    guard start + 4 <= raw.count else { throw .malformed("Unexpected end of an escape") }
    var value: UInt32 = 0
    for index in start..<start + 4 {
      guard let digit = raw[index].hexadecimalDigit else { throw .malformed("Unrecognized character escape") }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// A number's text: its range, and whether it is written without fraction and exponent.
  mutating func number() throws(WireFault) -> (range: Range<Int>, isWhole: Bool) {
    let start = position
    _ = takeHere(UInt8(ascii: "-"))
    let first = position
    let digits = takeDigits()
    guard digits > 0, digits == 1 || bytes[first] != UInt8(ascii: "0") else { throw .malformed("Invalid number") }
    var isWhole = true
    if takeHere(UInt8(ascii: ".")) {
      isWhole = false
      if takeDigits() == 0 { throw .malformed("Invalid number") }
    }
    if takeHere(UInt8(ascii: "e")) || takeHere(UInt8(ascii: "E")) {
      isWhole = false
      if !takeHere(UInt8(ascii: "-")) { _ = takeHere(UInt8(ascii: "+")) }
      if takeDigits() == 0 { throw .malformed("Invalid number") }
    }
    return (start..<position, isWhole)
  }

  private mutating func takeHere(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func takeDigits() -> Int {
    let start = position
    while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 { position += 1 }
    return position - start
  }

  /// Passes over a value of any kind.
  mutating func skip() throws(WireFault) {
    guard let first = next() else { throw unexpected() }
    switch first {
    case UInt8(ascii: "\""): _ = try rawString()
    case UInt8(ascii: "{"):
      try members { (scanner, _, _) throws(WireFault) in try scanner.skip() }
    case UInt8(ascii: "["):
      try items { (scanner) throws(WireFault) in try scanner.skip() }
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try number()
    default: throw unexpected()
    }
  }

  /// Calls `body` with each member's raw name, before its value. The opening brace comes next.
  @inline(__always)
  mutating func members(
    _ body: (inout JSONScanner, Range<Int>, Bool) throws(WireFault) -> Void
  ) throws(WireFault) {
    position += 1
    try enter()
    defer { depth -= 1 }
    if take(UInt8(ascii: "}")) { return }
    while true {
      guard next() == UInt8(ascii: "\"") else { throw unexpected() }
      let (name, hasEscapes) = try rawString()
      try require(UInt8(ascii: ":"))
      try body(&self, name, hasEscapes)
      if take(UInt8(ascii: ",")) { continue }
      return try require(UInt8(ascii: "}"))
    }
  }

  /// Calls `body` before each item of an array. The opening bracket comes next.
  @inline(__always)
  mutating func items(_ body: (inout JSONScanner) throws(WireFault) -> Void) throws(WireFault) {
    position += 1
    try enter()
    defer { depth -= 1 }
    if take(UInt8(ascii: "]")) { return }
    while true {
      try body(&self)
      if take(UInt8(ascii: ",")) { continue }
      return try require(UInt8(ascii: "]"))
    }
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  var hexadecimalDigit: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}
