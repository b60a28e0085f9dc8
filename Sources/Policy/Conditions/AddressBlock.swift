/// A block of IP addresses in CIDR notation (RFC 4632, RFC 4291); a bare address is a block of one.
struct AddressBlock: Sendable, Equatable {
  /// The address, in groups of 16 bits: two for IPv4, eight for IPv6.
  let groups: [UInt16]
  /// How many leading bits all addresses of the block share.
  let prefix: Int

  /// Longer texts are no addresses: the longest IPv6 block has 49 characters.
  private static let longest = 64

  init?(_ text: String) {
    guard text.utf8.count <= Self.longest else { return nil }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first, let groups = address.contains(":") ? Self.six(address) : Self.four(address)
    else { return nil }
    self.groups = groups
    let most = groups.count * 16
    guard parts.count == 2 else {
      prefix = most
      return
    }
    guard let prefix = Self.decimal(parts[1]), prefix <= most else { return nil }
    self.prefix = prefix
  }

  /// Whether a whole block lies in this one.
  func contains(_ other: AddressBlock) -> Bool {
    guard groups.count == other.groups.count, other.prefix >= prefix else { return false }
    for (index, group) in groups.enumerated() {
      let bits = min(16, max(0, prefix - index * 16))
      if (group ^ other.groups[index]) >> (16 - UInt16(bits)) != 0 { return false }
    }
    return true
  }

  private static func decimal(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 3, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(text)
  }

  private static func four(_ text: Substring) -> [UInt16]? {
    let bytes = text.split(separator: ".", omittingEmptySubsequences: false).map(decimal)
    guard bytes.count == 4 else { return nil }
    var groups: [UInt16] = [0, 0]
    for (index, byte) in bytes.enumerated() {
      guard let byte, byte < 256 else { return nil }
      groups[index / 2] = groups[index / 2] << 8 | UInt16(byte)
    }
    return groups
  }

  private static func six(_ text: Substring) -> [UInt16]? {
    guard let gap = range(ofGapIn: text) else { return run(text).flatMap { $0.count == 8 ? $0 : nil } }
    guard let head = run(text[..<gap.lowerBound]), let tail = run(text[gap.upperBound...]), head.count + tail.count < 8
    else { return nil }
    return head + [UInt16](repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  private static func range(ofGapIn text: Substring) -> Range<Substring.Index>? {
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if text[index] == ":", next < text.endIndex, text[next] == ":" { return index..<text.index(after: next) }
      index = next
    }
    return nil
  }

  /// Groups between colons; the last may be an IPv4 address.
  private static func run(_ text: Substring) -> [UInt16]? {
    if text.isEmpty { return [] }
    var groups: [UInt16] = []
    for part in text.split(separator: ":", omittingEmptySubsequences: false) {
      if part.contains("."), let four = four(part) {
        groups += four
      } else {
        guard !part.isEmpty, part.utf8.count <= 4, let group = UInt16(part, radix: 16) else { return nil }
        groups.append(group)
      }
    }
    return groups
  }
}
