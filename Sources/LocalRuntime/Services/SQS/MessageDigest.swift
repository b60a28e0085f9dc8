import Crypto

/// The MD5s that SDKs compare (Amazon SQS Developer Guide, "Calculating the MD5 message digest for message attributes").
enum MessageDigest {
  /// Hex MD5 of a text.
  static func of(_ text: String) -> String {
    var text = text
    return text.withUTF8 { utf8 in
      var hash = Insecure.MD5()
      hash.update(bufferPointer: UnsafeRawBufferPointer(utf8))
      return hex(hash.finalize())
    }
  }

  /// Hex MD5 of attributes; nil if there are none.
  static func of(_ attributes: [String: Parcel.Attribute]) -> String? {
    guard !attributes.isEmpty else { return nil }
    var bytes: [UInt8] = []
    func add(_ part: some Collection<UInt8>) {
      let count = UInt32(part.count)
      for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
      bytes.append(contentsOf: part)
    }
    // By name: by bytes, as the guide sorts.
    let sorted = attributes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (name, attribute) in sorted {
      add(name.utf8)
      add(attribute.type.utf8)
      if let binary = attribute.bytes {
        bytes.append(2)
        add(binary)
      } else {
        bytes.append(1)
        add((attribute.text ?? "").utf8)
      }
    }
    return hex(Insecure.MD5.hash(data: bytes))
  }

  /// Hex SHA-256 of a body: the deduplication id of a queue with content-based deduplication.
  static func deduplicationID(of body: String) -> String { hex(SHA256.hash(data: Array(body.utf8))) }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func hex(_ digest: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
