/// A name for a finding that stays the same while lines move: 128 bits in hexadecimal.
///
/// FNV-1a (RFC 9923) is no cryptographic hash; nothing here needs one. It must be the same on every machine and for ever,
/// which Swift's own hashing is not.
enum Fingerprint {
  private static let offsetBasis: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
  private static let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b

  /// The fingerprint of some texts; where one ends and the next begins counts.
  static func of(_ parts: String...) -> String {
    var hash = offsetBasis
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt128(byte)) &* prime }
      // No UTF-8 text holds this byte.
      hash = (hash ^ 0xFF) &* prime
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: max(0, 32 - digits.count)) + digits
  }
}
