import Diagnostics
import Source

extension PatternReader {
  typealias OperatorReading = @Sendable (inout PatternReader, Datum.Member) -> Matcher?

  /// The operators (EventBridge User Guide, "Comparison operators for use in event patterns").
  static let operators: [String: OperatorReading] = [
    "exactly": { $0.text($1).map { .string($0) } },
    "prefix": { reader, member in reader.affix(member).map { .prefix($0.text, ignoringCase: $0.ignoringCase) } },
    "suffix": { reader, member in reader.affix(member).map { .suffix($0.text, ignoringCase: $0.ignoringCase) } },
    "equals-ignore-case": { $0.text($1).map { .equalsIgnoringCase($0) } },
    "wildcard": { reader, member in reader.text(member).flatMap { reader.wildcard($0, at: member.value.span) } },
    "numeric": { $0.numeric($1) },
    "cidr": { $0.cidr($1) },
    "exists": { $0.exists($1) },
    "anything-but": { $0.anythingBut($1) },
  ]

  /// The argument of an operator that takes a string; nil if it is none, or not known.
  private mutating func text(_ member: Datum.Member) -> String? {
    text(member.value, of: member.key)
  }

  mutating func text(_ datum: Datum, of name: String) -> String? {
    switch datum.kind {
    case .string(let text): return text.literal
    case .unknown: return nil
    default:
      findings.report(.patternArgument("`\(name)` takes a string", datum))
      return nil
    }
  }

  /// The argument of `prefix` and `suffix`: a string, or `{ equals-ignore-case: … }`.
  private mutating func affix(_ member: Datum.Member) -> (text: String, ignoringCase: Bool)? {
    if case .map(let inner) = member.value.kind {
      guard inner.count == 1, let only = inner.first, only.key == "equals-ignore-case" else {
        findings.report(
          .patternArgument("`\(member.key)` takes a string or `{ equals-ignore-case: … }`", member.value))
        return nil
      }
      return text(only).map { ($0, true) }
    }
    return text(member).map { ($0, false) }
  }

  mutating func wildcard(_ text: String, at span: Span) -> Matcher? {
    do throws(WildcardPattern.Fault) {
      let pattern = try WildcardPattern(parsing: text)
      if pattern.complexity >= WildcardPattern.refusedComplexity {
        findings.report(.wildcardTooComplex(at: span))
      }
      return .wildcard(pattern)
    } catch {
      findings.report(.wildcardMalformed(error, in: text, at: span))
      return nil
    }
  }

  private mutating func cidr(_ member: Datum.Member) -> Matcher? {
    guard let text = text(member) else { return nil }
    do throws(AddressRange.Fault) {
      return .addresses(try AddressRange(cidr: text))
    } catch {
      findings.report(.malformedCIDR(text, error, at: member.value.span))
      return nil
    }
  }

  private mutating func exists(_ member: Datum.Member) -> Matcher? {
    switch member.value.kind {
    case .bool(let wanted): return .exists(wanted)
    case .unknown: return .unknown
    default:
      findings.report(.patternArgument("`exists` takes `true` or `false`", member.value))
      return nil
    }
  }
}
