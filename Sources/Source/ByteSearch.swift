extension UnsafeBufferPointer<UInt8> {
  /// Where a byte stands next at or after `start`, which is not negative; nil if nowhere.
  ///
  /// Eight bytes are looked at in one step: of their difference from eight times the byte, a byte that is zero is found by the
  /// borrow that taking one from it makes (Warren, "Hacker's Delight", Find first 0-byte).
  public func position(of byte: UInt8, from start: Int = 0) -> Int? {
    guard let base = UnsafeRawPointer(baseAddress) else { return nil }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let wanted = ones &* UInt64(byte)
    var index = start
    while index + 8 <= count {
      let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ wanted
      let zeros = (word &- ones) & ~word & (ones << 7)
      if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < count {
      if self[index] == byte { return index }
      index += 1
    }
    return nil
  }
}
