/// A block of IP addresses in CIDR notation (RFC 4632, RFC 4291); a bare address is a block of one.
struct AddressBlock: Sendable, Equatable {
  /// The address, its first bit uppermost; IPv4 fills the upper 32 bits.
  private let bits: UInt128
  private let isIPv6: Bool
  /// How many leading bits all addresses of the block share.
  let prefix: Int

  /// Longer texts are no addresses: the longest IPv6 block has 49 characters.
  private static let longest = 64

  init?(_ text: String) {
    guard text.utf8.count <= Self.longest, text.utf8.allSatisfy(Self.mayStandInAddress) else { return nil }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first, let groups = address.contains(":") ? Self.six(address) : Self.four(address)
    else { return nil }
    let most = groups.count * 16
    isIPv6 = groups.count == 8
    bits = groups.reduce(0) { $0 << 16 | UInt128($1) } << UInt128(128 - most)
    guard parts.count == 2 else {
      prefix = most
      return
    }
    guard let prefix = Self.decimal(parts[1]), prefix <= most else { return nil }
    self.prefix = prefix
  }

  /// Whether a whole block lies in this one.
  func contains(_ other: AddressBlock) -> Bool {
    isIPv6 == other.isIPv6 && other.prefix >= prefix && (bits ^ other.bits) >> UInt128(128 - prefix) == 0
  }

  /// Whether the address has a one where the block's addresses differ.
  var hasBitsBehindPrefix: Bool { bits << UInt128(prefix) != 0 }

  /// The first and last address of the block, and those right before and behind it, as texts.
  var edges: [String] {
    let width = isIPv6 ? 128 : 32
    let lower = bits >> UInt128(128 - width)
    let host = UInt128(width - prefix)
    let first = host >= 128 ? 0 : (lower >> host) << host
    let last = host >= 128 ? UInt128.max : first | ((1 << host) - 1)
    let end = width == 128 ? UInt128.max : (1 << UInt128(width)) - 1
    return [first, last].map(text) + (first > 0 ? [text(first - 1)] : []) + (last < end ? [text(last + 1)] : [])
  }

  private func text(_ address: UInt128) -> String {
    guard isIPv6 else {
      return (0..<4).map { String(UInt8(truncatingIfNeeded: address >> UInt128(24 - 8 * $0))) }.joined(separator: ".")
    }
    return (0..<8).map { String(UInt16(truncatingIfNeeded: address >> UInt128(112 - 16 * $0)), radix: 16) }
      .joined(separator: ":")
  }

  /// Tells most other texts at their first letters.
  private static func mayStandInAddress(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"):
      true
    default: false
    }
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
