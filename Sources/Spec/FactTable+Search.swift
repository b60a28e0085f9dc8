/// How a name compares with another.
enum NameOrder {
  /// By bytes: CloudFormation's names.
  case exact
  /// By bytes with ASCII letters in lower case: IAM's names.
  case foldingCase

  /// Negative, zero or positive as `left` sorts before, with or after `right`.
  @inline(__always)
  func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let shared = min(left.count, right.count)
    guard shared > 0, let first = left.baseAddress, let second = right.baseAddress else {
      return left.count - right.count
    }
    var index = 0
    // Eight at a time: names of one section begin alike (`AWS::`). The first byte is the greatest part of such a number.
    while index + 8 <= shared {
      let a = UInt64(bigEndian: first.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let b = UInt64(bigEndian: second.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      if a != b {
        if self == .exact { return a < b ? -1 : 1 }
        break
      }
      index += 8
    }
    if self == .exact, index + 4 <= shared {
      let a = UInt32(bigEndian: first.loadUnaligned(fromByteOffset: index, as: UInt32.self))
      let b = UInt32(bigEndian: second.loadUnaligned(fromByteOffset: index, as: UInt32.self))
      if a != b { return a < b ? -1 : 1 }
      index += 4
    }
    while index < shared {
      var a = first.load(fromByteOffset: index, as: UInt8.self)
      var b = second.load(fromByteOffset: index, as: UInt8.self)
      if self == .foldingCase { (a, b) = (a.asciiLowercased, b.asciiLowercased) }
      if a != b { return Int(a) - Int(b) }
      index += 1
    }
    return left.count - right.count
  }
}

extension UInt8 {
  /// An ASCII capital's small letter; any other byte as it is.
  public var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension String {
  /// Calls `body` with the UTF-8 bytes, which native strings give without a copy.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(utf8).withUnsafeBufferPointer(body)
  }
}

extension FactTable {
  /// The first row at or after `name` among rows sorted by the string whose id `key` gives, no two of which have the same, and
  /// whether it is its own.
  @inline(__always)
  private func search(
    _ rows: Range<Int>, _ name: UnsafeBufferPointer<UInt8>, _ order: NameOrder, _ key: (Int) -> UInt32
  ) -> (row: Int, isFound: Bool) {
    let name = UnsafeRawBufferPointer(name)
    let strings = self.strings
    var low = rows.lowerBound
    var high = rows.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      let comparison = order.compare(strings[key(middle)], name)
      if comparison == 0 { return (middle, true) }
      if comparison < 0 { low = middle + 1 } else { high = middle }
    }
    return (low, false)
  }

  /// The first row at or after `name`.
  @inline(__always)
  func lowerBound(
    _ rows: Range<Int>, _ name: UnsafeBufferPointer<UInt8>, order: NameOrder = .exact, key: (Int) -> UInt32
  ) -> Int { search(rows, name, order, key).row }

  /// The row of that name, by binary search.
  @inline(__always)
  func find(
    _ rows: Range<Int>, _ name: UnsafeBufferPointer<UInt8>, order: NameOrder = .exact, key: (Int) -> UInt32
  ) -> Int? {
    let found = search(rows, name, order, key)
    return found.isFound ? found.row : nil
  }

  /// The row of that name in a section whose rows begin with their name's id.
  func find(
    _ section: Section, width: Int, _ name: UnsafeBufferPointer<UInt8>, order: NameOrder = .exact
  ) -> Int? {
    let words = self.words(section)
    return find(0..<words.count / width, name, order: order) { words[$0 * width] }
  }
}
