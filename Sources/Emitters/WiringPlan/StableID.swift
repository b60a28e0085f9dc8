/// Ids in the forms that AWS makes up, the same for the same text on every run.
enum StableID {
  /// IAM's unique ids are a prefix and letters and digits of base 32 ("IAM identifiers", IAM User Guide).
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".unicodeScalars)
  private static let roleLength = 17
  private static let resourceLength = 17
  /// Five bits of a hash make a letter.
  private static let lettersOfHash = 12

  /// A UUID in lower-case hexadecimal, marked as of version 8, "custom" (RFC 9562, section 5.8).
  static func uuid(_ text: String) -> String {
    var hex = hexadecimal(hash(text, seed: 0)) + hexadecimal(hash(text, seed: 1))
    hex[12] = "8"
    hex[16] = "8"
    let parts = [hex[0..<8], hex[8..<12], hex[12..<16], hex[16..<20], hex[20..<32]]
    return parts.map { String($0) }.joined(separator: "-")
  }

  /// The unique id of a role.
  static func roleID(_ text: String) -> String {
    var id = "AROA"
    var state = hash(text, seed: 2)
    for index in 0..<roleLength {
      if index == roleLength / 2 { state = hash(text, seed: 3) }
      id.unicodeScalars.append(alphabet[Int(state & 31)])
      state >>= 5
    }
    return id
  }

  /// An id as EC2 makes them: a prefix and 17 hexadecimal digits ("Resource IDs", Amazon EC2 User Guide).
  static func resource(_ prefix: String, _ text: String) -> String {
    prefix + String((hexadecimal(hash(text, seed: 0)) + hexadecimal(hash(text, seed: 1))).prefix(resourceLength))
  }

  /// Letters and digits.
  static func letters(_ text: String, count: Int, isLower: Bool) -> String {
    var id = ""
    var seed: UInt8 = 0
    var state: UInt64 = 0
    for index in 0..<count {
      if index % lettersOfHash == 0 {
        state = hash(text, seed: seed)
        seed &+= 1
      }
      id.unicodeScalars.append(alphabet[Int(state & 31)])
      state >>= 5
    }
    return isLower ? id.lowercased() : id
  }

  /// FNV-1a (draft-eastlake-fnv): not secret, only stable.
  private static func hash(_ text: String, seed: UInt8) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in [seed] + Array(text.utf8) {
      hash ^= UInt64(byte)
      hash = hash &* 0x100_0000_01B3
    }
    return hash ^ (hash >> 29)
  }

  private static func hexadecimal(_ value: UInt64) -> [Character] {
    let digits = Array(String(value, radix: 16))
    return Array(repeating: "0", count: 16 - digits.count) + digits
  }
}
