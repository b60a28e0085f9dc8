/// A few names that are looked for among many others: most of those are told by their length alone, for less than the hash of
/// a name costs.
public struct FewNames: Sendable, ExpressibleByArrayLiteral {
  /// The lengths that a name has, a bit each.
  private let lengths: UInt64
  private let names: [String]

  /// Takes the names.
  public init(_ names: some Sequence<String>) {
    self.names = Array(names)
    lengths = self.names.reduce(0) { $0 | Self.bit(ofLengthOf: $1) }
  }

  /// Takes the names.
  public init(arrayLiteral elements: String...) { self.init(elements) }

  /// Whether a name is one of them.
  public func contains(_ name: String) -> Bool {
    mayContain(name) && names.contains { $0.isSameName(as: name) }
  }

  /// Whether one of them is as long as a name.
  @inline(__always)
  public func mayContain(_ name: String) -> Bool { lengths & Self.bit(ofLengthOf: name) != 0 }

  private static func bit(ofLengthOf name: String) -> UInt64 { 1 << UInt64(name.utf8.count & 63) }
}
