/// JSON writes characters beyond U+FFFF as two escapes (`\ud83d\ude00`: RFC 8259, section 7), which libyaml refuses.
enum SurrogatePairs {
  /// The same text with each pair as one escape that YAML knows; nil if there is no pair.
  ///
  /// The twelve bytes become an escaped line break, which stands for nothing, and `\U0001f600`: every offset stays. A key
  /// cannot hold a line break, so in keys such a pair is still refused.
  static func rewrite(_ bytes: [UInt8]) -> [UInt8]? {
    var result = bytes
    var isChanged = false
    var index = 0
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "\\")) {
      guard let scalar = pair(bytes, at: start) else {
        // What follows a backslash is escaped, and begins no escape itself.
        index = min(start + 2, bytes.count)
        continue
      }
      let digits = String(scalar, radix: 16)
      let escape = "\\\n\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
      result.replaceSubrange(start..<start + length, with: escape.utf8)
      isChanged = true
      index = start + length
    }
    return isChanged ? result : nil
  }

  /// Bytes of two escapes.
  private static let length = 12

  private static func pair(_ bytes: [UInt8], at start: Int) -> UInt32? {
    guard let high = unit(bytes, at: start), 0xD800...0xDBFF ~= high,
      let low = unit(bytes, at: start + length / 2), 0xDC00...0xDFFF ~= low
    else { return nil }
    return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
  }

  /// The code unit of one `\uXXXX`.
  private static func unit(_ bytes: [UInt8], at start: Int) -> UInt32? {
    guard start + length / 2 <= bytes.count, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u")
    else { return nil }
    return bytes[start + 2..<start + length / 2].reduce(0) { value, byte in
      guard let value, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      return value << 4 | UInt32(digit)
    }
  }
}
