/// What one value of an event must look like.
indirect enum Matcher: Sendable, Equatable {
  case string(String)
  /// A number: the same text, or the same value.
  case number(String)
  case bool(Bool)
  case null
  case prefix(String, ignoringCase: Bool)
  case suffix(String, ignoringCase: Bool)
  case equalsIgnoringCase(String)
  case wildcard(WildcardPattern)
  case numeric(NumericRange)
  case addresses(AddressRange)
  /// A leaf with none of these.
  case anythingBut([Matcher])
  case exists(Bool)
  /// A value that is not known before deployment: matches nothing.
  case unknown
}

/// The leaf of an event: what is neither list nor object.
enum Leaf: Equatable {
  case string(String)
  case number(String)
  case bool(Bool)
  case null
}

extension Matcher {
  /// Whether a leaf that is there matches.
  func matches(_ leaf: Leaf) -> Bool {
    switch self {
    case .number(let text): return Self.isNumber(leaf, text)
    case .bool(let value): return leaf == .bool(value)
    case .null: return leaf == .null
    case .exists(let wanted): return wanted
    case .anythingBut(let refused): return !refused.contains { $0.matches(leaf) }
    case .numeric(let range):
      guard case .number(let text) = leaf, let value = Double(text) else { return false }
      return range.contains(value)
    case .unknown: return false
    case .string, .prefix, .suffix, .equalsIgnoringCase, .wildcard, .addresses:
      guard case .string(let text) = leaf else { return false }
      return matches(text)
    }
  }

  private func matches(_ text: String) -> Bool {
    switch self {
    case .string(let wanted): text.utf8.elementsEqual(wanted.utf8)
    case .prefix(let prefix, let ignoringCase):
      ignoringCase
        ? Self.folded(text).utf8.starts(with: Self.folded(prefix).utf8) : text.utf8.starts(with: prefix.utf8)
    case .suffix(let suffix, let ignoringCase):
      ignoringCase
        ? Self.folded(text).utf8.reversed().starts(with: Self.folded(suffix).utf8.reversed())
        : text.utf8.reversed().starts(with: suffix.utf8.reversed())
    case .equalsIgnoringCase(let wanted): Self.folded(text).utf8.elementsEqual(Self.folded(wanted).utf8)
    case .wildcard(let pattern): pattern.matches(text)
    case .addresses(let range): IPAddress(parsing: text).map(range.contains) ?? false
    default: false
    }
  }

  /// Text whose letters have no case: scalar by scalar, so that nothing is composed or decomposed.
  private static func folded(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
    return String(folded)
  }

  private static func isNumber(_ leaf: Leaf, _ wanted: String) -> Bool {
    guard case .number(let text) = leaf else { return false }
    if text == wanted { return true }
    guard let a = Double(text), let b = Double(wanted), a.isFinite, b.isFinite else { return false }
    return a == b
  }
}

/// A range of numbers.
struct NumericRange: Sendable, Equatable {
  /// The lower bound, and whether it belongs to the range.
  var bottom: (value: Double, isIncluded: Bool)?
  /// The upper bound, and whether it belongs to the range.
  var top: (value: Double, isIncluded: Bool)?

  func contains(_ value: Double) -> Bool {
    if let bottom, bottom.isIncluded ? value < bottom.value : value <= bottom.value { return false }
    if let top, top.isIncluded ? value > top.value : value >= top.value { return false }
    return true
  }

  static func == (a: NumericRange, b: NumericRange) -> Bool {
    a.bottom?.value == b.bottom?.value && a.bottom?.isIncluded == b.bottom?.isIncluded && a.top?.value == b.top?.value
      && a.top?.isIncluded == b.top?.isIncluded
  }
}
