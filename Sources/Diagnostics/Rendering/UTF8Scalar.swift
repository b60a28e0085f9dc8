/// Reads UTF-8 (RFC 3629) a scalar at a time, so that offsets stay known where the text is damaged.
enum UTF8Scalar {
  /// The scalar at the start of some bytes with its length; U+FFFD, one byte long, where there is none. The bytes are
  /// not empty.
  static func decode(_ bytes: ArraySlice<UInt8>) -> (scalar: Unicode.Scalar, length: Int) {
    guard let first = bytes.first else { return ("\u{FFFD}", 1) }
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let form: (length: Int, bits: UInt8, least: UInt32)
    switch first {
    case 0xC2...0xDF: form = (2, 0x1F, 0x80)
    case 0xE0...0xEF: form = (3, 0x0F, 0x800)
    case 0xF0...0xF4: form = (4, 0x07, 0x10000)
    default: return ("\u{FFFD}", 1)
    }
    let rest = bytes.dropFirst().prefix(form.length - 1)
    guard rest.count == form.length - 1, rest.allSatisfy({ $0 & 0xC0 == 0x80 }) else { return ("\u{FFFD}", 1) }
    let value = rest.reduce(UInt32(first & form.bits)) { $0 << 6 | UInt32($1 & 0x3F) }
    guard value >= form.least, let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
    return (scalar, form.length)
  }
}
