extension String {
  /// Whether a dynamic reference stands in the text: what it gives is known at deployment alone (AWS CloudFormation User
  /// Guide, "Get values stored in other services using dynamic references").
  public var holdsDynamicReference: Bool { holds("{{resolve:") }

  /// Whether an ASCII text stands in this one, byte by byte. Most texts hold not even its first letter.
  public func holds(_ part: StaticString) -> Bool {
    var copy = self
    return copy.withUTF8 { $0.holds(part) }
  }
}

extension String {
  /// Where an ASCII text stands first in this one; nil if nowhere, and for an empty one.
  public func firstRange(ofASCII part: StaticString) -> Range<Index>? {
    var copy = self
    guard let start = copy.withUTF8({ $0.position(of: part) }) else { return nil }
    let first = utf8.index(startIndex, offsetBy: start)
    return first..<utf8.index(first, offsetBy: part.utf8CodeUnitCount)
  }

  /// What stands before the first of an ASCII letter; the whole text where it does not occur.
  public func before(_ letter: Unicode.Scalar) -> Substring {
    self[..<(utf8.firstIndex(of: UInt8(ascii: letter)) ?? endIndex)]
  }
}

extension StringProtocol {
  /// Whether one of some ASCII letters stands in the text.
  public func holds(anyOf letters: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: letters.utf8Start, count: letters.utf8CodeUnitCount)
    return utf8.contains { wanted.contains($0) }
  }
}

extension SourceFile {
  /// Whether an ASCII text stands anywhere in the file.
  public func holds(_ part: StaticString) -> Bool { bytes.withUnsafeBufferPointer { $0.holds(part) } }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func holds(_ part: StaticString) -> Bool { part.utf8CodeUnitCount == 0 || position(of: part) != nil }

  /// Where an ASCII text stands first; nil if nowhere, and for an empty one.
  fileprivate func position(of part: StaticString) -> Int? {
    let wanted = UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
    guard let first = wanted.first, count >= wanted.count else { return nil }
    var start = 0
    while let found = position(of: first, from: start), found + wanted.count <= count {
      if self[found..<(found + wanted.count)].elementsEqual(wanted) { return found }
      start = found + 1
    }
    return nil
  }
}
