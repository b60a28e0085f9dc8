/// SHA-1 (RFC 3174), by which SAM's transform makes ids that change with what they stand for. Nothing secret depends on it.
enum SAMHash {
  /// How many hexadecimal digits an id carries.
  static let shortLength = 10

  /// The digest in 40 hexadecimal digits.
  static func sha1(_ text: [UInt8]) -> String {
    var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    var bytes = text
    let bits = UInt64(bytes.count) * 8
    bytes.append(0x80)
    while bytes.count % 64 != 56 { bytes.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    var words = [UInt32](repeating: 0, count: 80)
    for block in stride(from: 0, to: bytes.count, by: 64) { round(bytes, block, &words, &state) }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The digits that an id carries.
  static func short(_ text: String) -> String { short(Array(text.utf8)) }

  private static func short(_ text: [UInt8]) -> String { String(sha1(text).prefix(shortLength)) }

  /// The digits for data: those of its JSON with sorted names and no white space.
  static func short(_ value: SAMValue) -> String { short(value.canonicalBytes) }

  private static func round(_ bytes: [UInt8], _ block: Int, _ words: inout [UInt32], _ state: inout [UInt32]) {
    for index in 0..<16 {
      let place = block + index * 4
      words[index] =
        UInt32(bytes[place]) << 24 | UInt32(bytes[place + 1]) << 16 | UInt32(bytes[place + 2]) << 8
        | UInt32(bytes[place + 3])
    }
    for index in 16..<80 {
      words[index] = rotated(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for index in 0..<80 {
      let mix: UInt32
      let constant: UInt32
      switch index {
      case 0..<20: (mix, constant) = ((b & c) | (~b & d), 0x5A82_7999)
      case 20..<40: (mix, constant) = (b ^ c ^ d, 0x6ED9_EBA1)
      case 40..<60: (mix, constant) = ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
      default: (mix, constant) = (b ^ c ^ d, 0xCA62_C1D6)
      }
      let next = rotated(a, 5) &+ mix &+ e &+ constant &+ words[index]
      (e, d, c, b, a) = (d, c, rotated(b, 30), a, next)
    }
    for (index, word) in [a, b, c, d, e].enumerated() { state[index] = state[index] &+ word }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word << count | word >> (32 - count) }
}
