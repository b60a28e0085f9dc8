public import Diagnostics
public import Source

/// The filter of an SNS subscription (SNS Developer Guide, "Amazon SNS subscription filter policies"): an event pattern with
/// limits of its own.
public struct FilterPolicy: Sendable {
  /// What a filter looks at: `FilterPolicyScope`.
  public enum Scope: Sendable {
    /// The message's attributes, which have no depth.
    case messageAttributes
    /// The message's body, as JSON.
    case messageBody
  }

  private let pattern: EventPattern

  /// Reads a filter policy and reports what SNS refuses in it.
  public init(reading datum: Datum, scope: Scope, into findings: inout Findings) {
    pattern = EventPattern(reading: datum, for: .filter, into: &findings)
    var keys = FilterKeys()
    keys.collect(datum.members ?? [], level: 1)
    if scope == .messageAttributes {
      for key in keys.nested { findings.report(.nestedAttributeFilter(key)) }
    }
    if keys.leaves.count > DocumentedLimits.filterKeys {
      findings.report(
        .tooManyFilterKeys(keys.leaves.count, at: keys.leaves[DocumentedLimits.filterKeys].span))
    }
    let combinations = keys.leaves.reduce(1) { product, key in
      let factor = key.values * (scope == .messageBody ? key.level : 1)
      let (next, isTooMany) = product.multipliedReportingOverflow(by: max(1, factor))
      return isTooMany ? .max : next
    }
    if combinations > DocumentedLimits.filterCombinations {
      findings.report(.tooManyFilterCombinations(combinations, at: datum.span))
    }
    // A part that is not known counts for nothing.
    let bytes = datum.json.utf8.count
    if bytes > DocumentedLimits.filterBytes { findings.report(.filterPolicyTooLarge(bytes, at: datum.span)) }
    for (text, span) in datum.numbers {
      guard let number = Double(text), abs(number) > Double(DocumentedLimits.filterNumber) else { continue }
      findings.report(.filterNumberOutOfRange(text, at: span))
    }
  }

  /// Whether a message is delivered. For attributes `message` is an object of their names, each with its value: a string,
  /// a number, or the list of a `String.Array`; for a body it is the body.
  public func matches(_ message: Datum) -> Bool {
    guard case .map = message.kind else { return false }
    return pattern.matches(message)
  }
}

extension Datum {
  /// Every number in it as it is written, with its place, in source order.
  fileprivate var numbers: [(text: String, span: Span)] {
    var found: [(String, Span)] = []
    var pending = [self]
    while let datum = pending.popLast() {
      switch datum.kind {
      case .number(let text): found.append((text, datum.span))
      case .list(let items): pending += items.reversed()
      case .map(let members): pending += members.map(\.value).reversed()
      case .null, .bool, .string, .unknown: break
      }
    }
    return found
  }
}

/// The keys of a filter policy that hold values.
private struct FilterKeys {
  /// A key that holds values.
  struct Leaf {
    let span: Span
    let values: Int
    /// How deep it stands, from 1.
    let level: Int
  }

  private(set) var leaves: [Leaf] = []
  /// Keys of the first level that hold an object.
  private(set) var nested: [Datum.Member] = []

  /// Levels below this are not counted; such a policy is beyond every limit.
  private static let deepest = 1_000

  mutating func collect(_ members: [Datum.Member], level: Int) {
    guard level < Self.deepest else { return }
    for member in members {
      switch member.value.kind {
      case .map(let inner):
        if level == 1 { nested.append(member) }
        collect(inner, level: level + 1)
      case .list(let items) where member.key == "$or":
        for item in items { collect(item.members ?? [], level: level) }
      case .list(let items): leaves.append(Leaf(span: member.keySpan, values: items.count, level: level))
      default: break
      }
    }
  }
}
