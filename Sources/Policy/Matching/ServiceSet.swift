/// A set of AWS services that never lacks one it was given, and may seem to hold others: one bit for each of 64 classes of names.
struct ServiceSet: Sendable, Equatable {
  private var bits: UInt64

  static let all = ServiceSet(bits: .max)

  private init(bits: UInt64) { self.bits = bits }

  /// The services of actions, or of patterns of actions.
  init(_ actions: [SymbolText]) {
    bits = actions.reduce(0) { $0 | Self.bits(of: $1) }
  }

  /// Whether both may have a service in common.
  @inline(__always)
  func meets(_ other: ServiceSet) -> Bool { bits & other.bits != 0 }

  /// The class of what stands before the colon (FNV-1a; Fowler, Noll and Vo); all of them where that is not plain.
  private static func bits(of action: SymbolText) -> UInt64 {
    var hash: UInt32 = 0x811C_9DC5
    for symbol in action.symbols {
      if symbol == SymbolText.colon { return 1 << UInt64((hash ^ hash >> 16) & 63) }
      guard symbol < 0x100 else { return .max }
      hash = (hash ^ symbol) &* 0x0100_0193
    }
    return .max
  }
}
