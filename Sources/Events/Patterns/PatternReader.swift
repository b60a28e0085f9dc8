import Diagnostics
import Source

/// Reads an event pattern from the outside in: objects, `$or`, fields, values. The grammar and its order of checks are those
/// of event-ruler, the matcher that EventBridge uses.
struct PatternReader {
  var findings: Findings
  /// The ways to match that the part read so far has.
  private var alternatives: [EventPattern.Alternative] = [[:]]

  /// Objects nested deeper are not read: a pattern of AWS's greatest length cannot reach it.
  private static let deepest = 1_000

  init(findings: Findings) { self.findings = findings }

  /// Reads a whole pattern; nothing matches if it is none.
  mutating func pattern(_ datum: Datum, for use: EventPattern.Use) -> [EventPattern.Alternative] {
    switch datum.kind {
    case .unknown: return []
    case .map(let members):
      if use == .rule { for member in members { checkOuterKey(member) } }
      object(members, at: datum.span, path: "", isInsideOr: false, depth: 0)
      return alternatives
    default:
      findings.report(.patternNotObject(at: datum.span))
      return []
    }
  }

  private mutating func object(
    _ members: [Datum.Member], at span: Span, path: String, isInsideOr: Bool, depth: Int
  ) {
    guard depth < Self.deepest else { return findings.report(.patternTooDeep(Self.deepest, at: span)) }
    if members.isEmpty { findings.report(.patternEmpty("an empty object", at: span)) }
    for member in members {
      if member.key == "$or" {
        or(member, path: path, depth: depth + 1)
        continue
      }
      if isInsideOr, Self.reservedInsideOr.contains(member.key) {
        findings.report(.patternOrOperator(member.key, at: member.keySpan))
        continue
      }
      let step = EventPattern.path(path, member.key)
      switch member.value.kind {
      case .map(let inner):
        object(inner, at: member.value.span, path: step, isInsideOr: isInsideOr, depth: depth + 1)
      case .list(let items): field(items, at: member.value.span, path: step)
      case .unknown: set(EventPattern.Field(path: step, values: [.unknown]))
      default: findings.report(.patternValueNotListed(member))
      }
    }
  }

  /// Names that the operators have; inside `$or` AWS takes them for a misplaced operator.
  private static let reservedInsideOr = Set(operators.keys).union([">", ">=", "<", "<=", "="])

  private mutating func or(_ member: Datum.Member, path: String, depth: Int) {
    guard case .list(let items) = member.value.kind else {
      if case .unknown = member.value.kind { return alternatives = [] }
      return findings.report(.patternOrNotList(at: member.value.span))
    }
    if items.count < 2 { findings.report(.patternOrTooFew(items.count, at: member.value.span)) }
    if alternatives.count * max(1, items.count) > EventPattern.mostAlternatives {
      findings.report(.patternTooManyAlternatives(EventPattern.mostAlternatives, at: member.keySpan))
    }
    let before = alternatives
    var all: [EventPattern.Alternative] = []
    for item in items {
      guard case .map(let members) = item.kind else {
        if case .unknown = item.kind { continue }
        findings.report(.patternOrItemNotObject(at: item.span))
        continue
      }
      alternatives = before
      object(members, at: item.span, path: path, isInsideOr: true, depth: depth)
      all.append(contentsOf: alternatives.prefix(EventPattern.mostAlternatives - all.count))
    }
    alternatives = all
  }

  private mutating func field(_ items: [Datum], at span: Span, path: String) {
    if items.isEmpty { findings.report(.patternEmpty("an empty list", at: span)) }
    set(EventPattern.Field(path: path, values: items.compactMap { value($0) }))
  }

  /// Of two fields of one path the later counts, as in event-ruler.
  private mutating func set(_ field: EventPattern.Field) {
    for index in alternatives.indices { alternatives[index][field.path] = field }
  }

  private mutating func value(_ datum: Datum) -> Matcher? {
    switch datum.kind {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .number(let text): return .number(text)
    case .unknown: return .unknown
    case .string(let text):
      guard let literal = text.literal else { return .unknown }
      return IPAddress(parsing: literal).map { .addresses(AddressRange($0)) } ?? .string(literal)
    case .map(let members): return expression(members, at: datum.span)
    case .list:
      findings.report(.patternListInList(at: datum.span))
      return nil
    }
  }

  private mutating func expression(_ members: [Datum.Member], at span: Span) -> Matcher? {
    guard let first = members.first else {
      findings.report(.patternNoOperator(at: span))
      return nil
    }
    if members.count > 1 {
      findings.report(.patternTwoOperators(members[1].key, after: first.key, at: members[1].keySpan))
    }
    guard let read = Self.operators[first.key] else {
      findings.report(.unknownPatternOperator(first.key, at: first.keySpan))
      return nil
    }
    return read(&self, first)
  }

  /// The outermost names of an event are fixed ("Event structure reference").
  private mutating func checkOuterKey(_ member: Datum.Member) {
    if member.key == "$or", let items = member.value.items {
      for inner in items.compactMap(\.members).joined() where inner.key != "$or" { checkOuterKey(inner) }
    } else if member.key != "$or", !Self.outerKeys.contains(member.key) {
      findings.report(.patternKeyNeverPresent(member, among: Self.outerKeys))
    }
  }

  private static let outerKeys = [
    "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail", "replay-name",
  ]
}
