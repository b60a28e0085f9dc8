/// An IPv4 or IPv6 address (RFC 4291, section 2.2): 4 or 16 bytes.
struct IPAddress: Sendable, Equatable {
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Reads an address; nil for any other text.
  init?(parsing text: String) {
    // The longest form is eight groups of four digits.
    guard text.utf8.count <= 39 else { return nil }
    let parsed = text.utf8.contains(UInt8(ascii: ":")) ? Self.version6(text) : Self.version4(text)
    guard let parsed else { return nil }
    bytes = parsed
  }

  private static func version4(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard part.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let byte = UInt8(part) else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }

  private static func version6(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    var head: [UInt8] = []
    var tail: [UInt8] = []
    var hasGap = false
    for (index, part) in parts.enumerated() {
      if part.isEmpty {
        // `::` leaves an empty part between, or two at an end of the text.
        let isEdge = index == 0 || index == parts.count - 1
        let neighbour = index == 0 ? parts.dropFirst().first : parts.dropLast().last
        if isEdge {
          guard neighbour?.isEmpty == true else { return nil }
          continue
        }
        guard !hasGap else { return nil }
        hasGap = true
        continue
      }
      guard part.utf8.count <= 4, part.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
        let group = UInt16(part, radix: 16)
      else { return nil }
      let pair = [UInt8(group >> 8), UInt8(group & 0xFF)]
      if hasGap { tail += pair } else { head += pair }
    }
    let missing = 16 - head.count - tail.count
    guard hasGap ? missing >= 2 : missing == 0 else { return nil }
    return head + [UInt8](repeating: 0, count: missing) + tail
  }
}

/// The addresses from one up to another of the same kind.
struct AddressRange: Sendable, Equatable {
  let first: IPAddress
  let last: IPAddress

  /// One address.
  init(_ address: IPAddress) {
    first = address
    last = address
  }

  /// Why a text is not a CIDR block.
  enum Fault: Error, Equatable {
    case slash
    case mask
    case maskTooLong(Int)
    case address(String)
  }

  /// Reads a CIDR block; the address may be any of the block's. A block of one address is refused, as by event-ruler.
  init(cidr text: String) throws(Fault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { throw .slash }
    guard let mask = Int(parts[1]), mask >= 0 else { throw .mask }
    guard let address = IPAddress(parsing: String(parts[0])) else { throw .address(String(parts[0])) }
    let bits = address.bytes.count * 8
    guard mask < bits else { throw .maskTooLong(bits) }
    let free = address.bytes.indices.map { UInt8(truncatingIfNeeded: 0xFF >> max(0, min(8, mask - $0 * 8))) }
    first = IPAddress(bytes: zip(address.bytes, free).map { $0 & ~$1 })
    last = IPAddress(bytes: zip(address.bytes, free).map { $0 | $1 })
  }

  func contains(_ address: IPAddress) -> Bool {
    guard address.bytes.count == first.bytes.count else { return false }
    return !address.bytes.lexicographicallyPrecedes(first.bytes) && !last.bytes.lexicographicallyPrecedes(address.bytes)
  }
}
