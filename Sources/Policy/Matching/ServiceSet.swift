import Source
import Spec

/// A set of AWS services that never lacks one it was given, and may seem to hold others: one bit for each of 64 classes of names.
struct ServiceSet: Sendable, Equatable {
  private var bits: UInt64

  static let all = ServiceSet(bits: .max)

  private init(bits: UInt64) { self.bits = bits }

  /// The services of a statement's actions.
  init(_ actions: PolicyStatement.Element?) {
    bits = actions?.isNegated == true ? .max : actions?.values.reduce(0) { $0 | Self.bits(of: $1.value) } ?? 0
  }

  /// The service of an action.
  init(_ action: String) { bits = Self.bits(of: PartialText(action)) }

  /// Whether both may have a service in common.
  @inline(__always)
  func meets(_ other: ServiceSet) -> Bool { bits & other.bits != 0 }

  /// The class of what stands before the colon, in small letters (FNV-1a; Fowler, Noll and Vo); all of them where that is not
  /// plain.
  private static func bits(of action: PartialText) -> UInt64 {
    guard case .literal(let text)? = action.parts.first else { return .max }
    var hash: UInt32 = 0x811C_9DC5
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: ":"): return 1 << UInt64((hash ^ hash >> 16) & 63)
      case UInt8(ascii: "*"), UInt8(ascii: "?"): return .max
      default: hash = (hash ^ UInt32(byte.asciiLowercased)) &* 0x0100_0193
      }
    }
    return .max
  }
}
