/// A block of IPv4 addresses in CIDR notation (RFC 4632): `10.0.0.0/16`.
public struct IPv4Block: Sendable, Equatable, CustomStringConvertible {
  /// The first address.
  public let address: UInt32
  /// How many leading bits all addresses of the block share: 0 to 32.
  public let prefix: Int

  /// Makes a block; the bits behind the prefix are cleared.
  public init(_ address: UInt32, prefix: Int) {
    self.prefix = min(32, max(0, prefix))
    self.address = address & Self.mask(self.prefix)
  }

  /// Reads `a.b.c.d/n`; nil for any other text, also where bits behind the prefix are set.
  public init?(_ text: String) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2, let prefix = Self.decimal(halves[1], most: 32) else { return nil }
    let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var address: UInt32 = 0
    for part in parts {
      guard let byte = Self.decimal(part, most: 255) else { return nil }
      address = address << 8 | UInt32(byte)
    }
    self.init(address, prefix: prefix)
    guard self.address == address else { return nil }
  }

  /// Whether a whole block lies in this one.
  public func contains(_ other: IPv4Block) -> Bool {
    other.prefix >= prefix && other.address & Self.mask(prefix) == address
  }

  /// Whether some address is in both.
  public func overlaps(_ other: IPv4Block) -> Bool { contains(other) || other.contains(self) }

  /// One of the equal parts that the block falls into when its prefix grows by some bits; nil where there is none.
  public func part(_ index: Int, bits: Int) -> IPv4Block? {
    guard bits >= 0, prefix + bits <= 32, index >= 0, index < 1 << bits else { return nil }
    return IPv4Block(address | UInt32(index) << UInt32(32 - prefix - bits), prefix: prefix + bits)
  }

  /// As it is written.
  public var description: String {
    let bytes = [24, 16, 8, 0].map { String(address >> UInt32($0) & 255) }
    return bytes.joined(separator: ".") + "/\(prefix)"
  }

  private static func mask(_ prefix: Int) -> UInt32 { prefix == 0 ? 0 : ~0 << UInt32(32 - prefix) }

  private static func decimal(_ text: Substring, most: Int) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(text).flatMap { $0 <= most ? $0 : nil }
  }
}
