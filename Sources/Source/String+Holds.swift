extension String {
  /// Whether a dynamic reference stands in the text: what it gives is known at deployment alone (AWS CloudFormation User
  /// Guide, "Get values stored in other services using dynamic references").
  public var holdsDynamicReference: Bool { holds("{{resolve:") }

  /// Whether an ASCII text stands in this one, byte by byte. Most texts hold not even its first letter.
  public func holds(_ part: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
    guard let first = wanted.first, utf8.count >= wanted.count else { return wanted.isEmpty }
    var copy = self
    return copy.withUTF8 { bytes in
      let last = bytes.count - wanted.count
      guard last >= 0 else { return false }
      for start in 0...last where bytes[start] == first {
        if bytes[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
      }
      return false
    }
  }
}
