import Source
import Spec
import Template

/// What bounds the size of one property: CloudFormation's schema, and the limits that AWS documents. Where both say the
/// same the limit is the one that is told, since it has a source.
struct PropertyBounds {
  /// One end.
  struct Bound {
    /// The last size that is accepted.
    let value: Double
    /// The limit that documents it; nil for the schema's alone.
    let limit: ServiceLimit?
    /// Whether the schema takes what lies beyond, so that only the service refuses it.
    let isTighter: Bool
  }

  /// Which of a shape's bounds are meant.
  enum Measure { case number, length, count }

  /// The least that is accepted.
  private(set) var least: Bound?
  /// The most that is accepted.
  private(set) var most: Bound?
  /// The most that is accepted unless AWS is asked for more.
  private(set) var quota: Bound?

  /// The bounds of a shape.
  init(_ shape: Shape, _ measure: Measure) {
    switch measure {
    case .number:
      least = Self.bound(shape.minimum)
      most = Self.bound(shape.maximum)
    case .length:
      least = Self.bound(shape.minLength.map(Double.init))
      most = Self.bound(shape.maxLength.map(Double.init))
    case .count:
      least = Self.bound((shape.minItems ?? shape.minProperties).map(Double.init))
      most = Self.bound((shape.maxItems ?? shape.maxProperties).map(Double.init))
    }
    guard shape.hasLimits else { return }
    for limit in shape.limits { apply(limit, measure) }
  }

  private static func bound(_ value: Double?) -> Bound? {
    value.map { Bound(value: $0, limit: nil, isTighter: false) }
  }

  private mutating func apply(_ limit: ServiceLimit, _ measure: Measure) {
    let (low, high) = limit.bounds
    // That no length is below 0 need not be said.
    if let low, low > 0 || measure == .number, Self.takes(low, over: least, { $0 > $1 }) {
      least = Bound(value: low, limit: limit, isTighter: low != least?.value)
    }
    guard let high else { return }
    if limit.isAdjustable {
      if Self.takes(high, over: most, { $0 < $1 }) { quota = Bound(value: high, limit: limit, isTighter: true) }
    } else if Self.takes(high, over: most, { $0 < $1 }) {
      most = Bound(value: high, limit: limit, isTighter: high != most?.value)
    }
  }

  /// Whether a limit tells more than what is known: a tighter bound, or the schema's with its source.
  private static func takes(_ value: Double, over known: Bound?, _ isTighter: (Double, Double) -> Bool) -> Bool {
    guard let known else { return true }
    return isTighter(value, known.value) || (value == known.value && known.limit == nil)
  }

  /// The bound that a size goes beyond, and whether AWS raises it.
  func broken(by size: Double) -> (bound: Bound, isQuota: Bool)? {
    if let least, size < least.value { return (least, false) }
    if let most, size > most.value { return (most, false) }
    if let quota, size > quota.value { return (quota, true) }
    return nil
  }

  /// The bounds in words: `1 to 900`.
  func phrase(_ word: (Double) -> String = Bounds.plain) -> String { Bounds.phrase(least?.value, most?.value, word) }
}

extension PropertyBounds.Bound {
  /// The ids of the limit, for a diagnostic.
  var limits: [String] { limit.map { [$0.id] } ?? [] }
  /// Who refuses what lies beyond.
  var consequence: String {
    isTighter
      ? "the service refuses it while the stack is deployed, and the deployment is rolled back"
      : "CloudFormation rejects the resource"
  }
}

extension Value {
  /// A text's size as a limit counts it: in bytes of UTF-8 where its unit says so, else in Unicode scalars.
  static func length(_ text: String, for limit: ServiceLimit?) -> Int {
    limit?.unit == "bytes" ? text.utf8.count : text.scalarCount
  }
}
