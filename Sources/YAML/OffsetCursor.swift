/// Turns libyaml's marks, which count Unicode scalars, into byte offsets.
///
/// Marks come almost in order, so the cursor walks from the last one and the whole file costs one pass.
struct OffsetCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Bytes before the first that libyaml sees: a byte order mark.
  private let base: Int
  private let isASCII: Bool
  private var scalar = 0
  private var byte: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, base: Int, isASCII: Bool) {
    self.bytes = bytes
    self.base = base
    self.isASCII = isASCII
    self.byte = base
  }

  /// The byte offset of a mark; the end of the file if it lies past it.
  @inline(__always)
  mutating func offset(_ mark: Int) -> Int { isASCII ? min(base + mark, bytes.count) : walk(to: mark) }

  private mutating func walk(to mark: Int) -> Int {
    while scalar < mark, byte < bytes.count {
      byte += 1
      while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
      scalar += 1
    }
    while scalar > mark, byte > base {
      byte -= 1
      while byte > base, bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
      scalar -= 1
    }
    return byte
  }
}
