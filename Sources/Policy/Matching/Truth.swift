/// An answer where some values are not known before deployment (Kleene's strong three-valued logic).
public enum Truth: UInt8, Sendable, Comparable {
  /// Whatever the unknown values turn out to be, no.
  case no
  /// It depends on a value that is not known.
  case maybe
  /// Whatever the unknown values turn out to be, yes.
  case yes

  /// The truth of a fact that is known.
  public init(_ isTrue: Bool) { self = isTrue ? .yes : .no }

  /// Orders from no to yes, so that `min` is "and" and `max` is "or".
  @inline(__always)
  public static func < (a: Truth, b: Truth) -> Bool { a.rawValue < b.rawValue }

  /// Both.
  @inline(__always)
  static func & (a: Truth, b: Truth) -> Truth { a < b ? a : b }

  /// Either.
  @inline(__always)
  static func | (a: Truth, b: Truth) -> Truth { a < b ? b : a }

  /// The opposite; what is not known stays so.
  var negated: Truth {
    switch self {
    case .no: .yes
    case .maybe: .maybe
    case .yes: .no
    }
  }
}
