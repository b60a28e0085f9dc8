extension UInt8 {
  /// Whether it is a letter or a digit of ASCII.
  public var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

extension String {
  /// How many Unicode scalars it has, counted by the bytes with which they begin (RFC 3629).
  public var scalarCount: Int {
    var text = self
    return text.withUTF8 { bytes in bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
  }

  /// Whether there are only letters of ASCII that are printed, blanks among them.
  public var isPrintableASCII: Bool {
    var text = self
    return text.withUTF8 { bytes in bytes.allSatisfy { (0x20...0x7E).contains($0) } }
  }

  /// Whether both are the same name. Those of one object differ in length more often than not, which costs less to see.
  @inlinable
  public func isSameName(as other: String) -> Bool { utf8.count == other.utf8.count && self == other }
}
