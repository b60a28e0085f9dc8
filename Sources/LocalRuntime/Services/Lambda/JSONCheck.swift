/// Looks whether bytes are one JSON value (RFC 8259), without building it.
struct JSONCheck {
  /// Deeper values are refused: what a handler's parser takes is not much more.
  private static let depthCap = 1000

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  /// What is wrong, in the words of AWS's parser; nil if nothing is.
  static func fault(in bytes: [UInt8]) -> String? {
    bytes.withUnsafeBufferPointer { buffer in
      var check = JSONCheck(bytes: buffer)
      return check.document() ? nil : check.words
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var words: String {
    guard index < bytes.count else { return "Unexpected end-of-input" }
    let byte = bytes[index]
    let name = (0x21...0x7E).contains(byte) ? String(UnicodeScalar(byte)) : "?"
    return "Unexpected character ('\(name)' (code \(byte))) at byte \(index + 1)"
  }

  private var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func document() -> Bool {
    skipSpace()
    guard values() else { return false }
    skipSpace()
    return index == bytes.count
  }

  /// One value with all that is in it; containers are kept on a stack of their own rather than on the thread's.
  private mutating func values() -> Bool {
    var isObject: [Bool] = []
    while true {
      let byte = current
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        guard isObject.count < Self.depthCap else { return false }
        index += 1
        isObject.append(byte == UInt8(ascii: "{"))
        skipSpace()
        if !take(closing(isObject)) {
          if isObject.last == true, !key() { return false }
          continue
        }
        isObject.removeLast()
      } else if !scalar() {
        return false
      }
      // A value has ended: so may what holds it.
      while true {
        guard let inObject = isObject.last else { return true }
        skipSpace()
        if take(UInt8(ascii: ",")) {
          skipSpace()
          if inObject, !key() { return false }
          break
        }
        guard take(closing(isObject)) else { return false }
        isObject.removeLast()
      }
    }
  }

  private func closing(_ isObject: [Bool]) -> UInt8 { isObject.last == true ? UInt8(ascii: "}") : UInt8(ascii: "]") }

  private mutating func key() -> Bool {
    guard current == UInt8(ascii: "\""), string() else { return false }
    skipSpace()
    guard take(UInt8(ascii: ":")) else { return false }
    skipSpace()
    return true
  }

  private mutating func scalar() -> Bool {
    switch current {
    case UInt8(ascii: "\""): string()
    case UInt8(ascii: "t"): word("true")
    case UInt8(ascii: "f"): word("false")
    case UInt8(ascii: "n"): word("null")
    default: number()
    }
  }

  private mutating func string() -> Bool {
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x20 { return false }
      index += 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte == UInt8(ascii: "\\"), !escape() { return false }
    }
    return false
  }

  private mutating func escape() -> Bool {
    let byte = current
    index += 1
    if byte != UInt8(ascii: "u") { return "\"\\/bfnrt".utf8.contains(byte) }
    for _ in 0..<4 {
      guard UnicodeScalar(current).properties.isASCIIHexDigit, index < bytes.count else { return false }
      index += 1
    }
    return true
  }

  private mutating func number() -> Bool {
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")), !digits() { return false }
    if take(UInt8(ascii: ".")), !digits() { return false }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      return digits()
    }
    return true
  }

  private mutating func digits() -> Bool {
    let start = index
    while (0x30...0x39).contains(current) { index += 1 }
    return index > start
  }

  private mutating func word(_ word: StaticString) -> Bool {
    for offset in 0..<word.utf8CodeUnitCount {
      guard take(word.utf8Start[offset]) else { return false }
    }
    return true
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }
}
