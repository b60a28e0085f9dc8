/// Base 64 (RFC 4648, section 4).
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The value of each letter; 255 for what is none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// The text of bytes, padded.
  static func encode(_ bytes: [UInt8]) -> String {
    let count = (bytes.count + 2) / 3 * 4
    return String(unsafeUninitializedCapacity: count) { text in
      var at = 0
      var index = 0
      while index < bytes.count {
        let left = bytes.count - index
        let group =
          UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
          | (left > 2 ? UInt32(bytes[index + 2]) : 0)
        text[at] = alphabet[Int(group >> 18)]
        text[at + 1] = alphabet[Int(group >> 12 & 63)]
        text[at + 2] = left > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "=")
        text[at + 3] = left > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "=")
        at += 4
        index += 3
      }
      return at
    }
  }

  /// The bytes of a text; nil if it is none of base 64. Padding may be missing.
  static func decode(_ text: String) -> [UInt8]? {
    var text = text
    return text.withUTF8 { decode(UnsafeRawBufferPointer($0)) }
  }

  /// The bytes of a text; nil if it is none of base 64. Padding may be missing.
  static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    var end = text.count
    while end > 0, text.count - end < 2, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
    // One letter alone holds no byte.
    guard end % 4 != 1, end == text.count || text.count % 4 == 0 else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(end * 3 / 4)
    var group: UInt32 = 0
    var bits = 0
    for index in 0..<end {
      let value = values[Int(text[index])]
      guard value != 255 else { return nil }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
      }
    }
    return result
  }
}

extension UInt8 {
  /// The digits of hexadecimal numbers, in lower case.
  static let hexadecimalDigits = Array("0123456789abcdef".utf8)
}
