import Diagnostics
import Source

extension PatternReader {
  /// `anything-but`: a string or number, a list of either, or one of a few operators over strings.
  mutating func anythingBut(_ member: Datum.Member) -> Matcher? {
    switch member.value.kind {
    case .unknown: return .unknown
    case .string(let text): return text.literal.map { .anythingBut([.string($0)]) } ?? .unknown
    case .number(let text): return .anythingBut([.number(text)])
    case .list(let items): return anythingBut(listed: items, at: member.value.span)
    case .map(let members):
      if members.count > 1 {
        findings.report(.patternTwoOperators(members[1].key, after: members[0].key, at: members[1].keySpan))
      }
      guard let inner = members.first else {
        findings.report(.patternNoOperator(at: member.value.span))
        return nil
      }
      return anythingBut(operator: inner)
    case .null, .bool:
      findings.report(.patternArgument("`anything-but` takes a string, a number, or a list of either", member.value))
      return nil
    }
  }

  private mutating func anythingBut(listed items: [Datum], at span: Span) -> Matcher? {
    if items.isEmpty { findings.report(.patternEmpty("an empty list", at: span)) }
    var refused: [Matcher] = []
    var firstIsNumber: Bool?
    var isKnown = true
    for item in items {
      let matcher: Matcher
      let isNumber: Bool
      switch item.kind {
      case .number(let text): (matcher, isNumber) = (.number(text), true)
      case .string(let text):
        (matcher, isNumber) = (text.literal.map { .string($0) } ?? .unknown, false)
        if text.literal == nil { isKnown = false }
      case .unknown:
        isKnown = false
        continue
      default:
        findings.report(.patternArgument("the list of `anything-but` holds strings or numbers", item))
        return nil
      }
      guard isNumber == firstIsNumber ?? isNumber else {
        findings.report(.patternArgument("the list of `anything-but` holds strings or numbers, not both", item))
        return nil
      }
      firstIsNumber = isNumber
      refused.append(matcher)
    }
    return isKnown ? .anythingBut(refused) : .unknown
  }

  /// What `anything-but` may negate beside values.
  private static let negatable = ["equals-ignore-case", "prefix", "suffix", "wildcard"]

  private mutating func anythingBut(operator member: Datum.Member) -> Matcher? {
    guard Self.negatable.contains(member.key) else {
      findings.report(.unknownPatternOperator(member.key, at: member.keySpan, among: Self.negatable))
      return nil
    }
    let items = member.value.itemsOrSelf
    if items.isEmpty { findings.report(.patternEmpty("an empty list", at: member.value.span)) }
    var refused: [Matcher] = []
    for item in items {
      guard let text = text(item, of: member.key) else { return item.isUnknown ? .unknown : nil }
      if text.isEmpty, member.key == "prefix" || member.key == "suffix" {
        findings.report(.patternArgument("`\(member.key)` inside `anything-but` may not be empty", item))
        return nil
      }
      guard let matcher = negated(member.key, text, at: item.span) else { return nil }
      refused.append(matcher)
    }
    return .anythingBut(refused)
  }

  private mutating func negated(_ name: String, _ text: String, at span: Span) -> Matcher? {
    switch name {
    case "prefix": .prefix(text, ignoringCase: false)
    case "suffix": .suffix(text, ignoringCase: false)
    case "wildcard": wildcard(text, at: span)
    default: .equalsIgnoringCase(text)
    }
  }
}

extension Datum {
  /// Whether it is, or holds, what is not known before deployment.
  fileprivate var isUnknown: Bool {
    switch kind {
    case .unknown: true
    case .string(let text): text.literal == nil
    default: false
    }
  }
}
