public import Source

extension EventPattern {
  /// Whether an event matches: all fields of one alternative must be found, values of one list item together.
  ///
  /// Of a list any item may match, but fields below one list are looked for in the same item ("Arrays in Amazon EventBridge
  /// event patterns"; event-ruler calls it array consistency). A field with `exists: false` must be absent from the items that
  /// the other fields were found in, and from every item of a list they say nothing about.
  public func matches(_ event: Datum) -> Bool {
    alternatives.contains { Search(fields: Array($0.values), root: event).isMatch }
  }
}

/// One alternative against one event.
private struct Search {
  let fields: [EventPattern.Field]
  let root: Datum

  /// A field that is looked for below some value, and what is left of its path.
  struct Wanted {
    let field: EventPattern.Field
    let rest: Substring.UTF8View
    /// Whether the field may as well be absent.
    var mayBeAbsent: Bool
    /// Whether it may be nothing but absent.
    var mustBeAbsent: Bool { mayBeAbsent && field.values.allSatisfy { $0 == .exists(false) } }
  }

  /// Lists nested deeper in one another are not looked into: the depth JSON is read to.
  static let deepest = 1_000

  var isMatch: Bool {
    let wanted = fields.map { field in
      Wanted(field: field, rest: Substring(field.path).utf8, mayBeAbsent: field.values.contains(.exists(false)))
    }
    return isFound(wanted, in: root, depth: 0)
  }

  /// Whether all fields can be found below one value, in one choice of list items.
  private func isFound(_ wanted: [Wanted], in datum: Datum, depth: Int) -> Bool {
    if wanted.isEmpty { return true }
    guard depth < Self.deepest else { return false }
    switch datum.kind {
    case .list(let items): return isFound(wanted, among: items, depth: depth + 1)
    case .map(let members): return isFound(wanted, among: members, depth: depth)
    default:
      guard let leaf = Leaf(datum) else { return false }
      return wanted.allSatisfy { want in
        guard want.rest.isEmpty else { return want.mayBeAbsent }
        return want.field.values.contains { $0 != .exists(false) && $0.matches(leaf) }
      }
    }
  }

  private func isFound(_ wanted: [Wanted], among items: [Datum], depth: Int) -> Bool {
    var wanted = wanted
    if wanted.allSatisfy(\.mayBeAbsent) {
      // No other field chooses an item: absent means absent from all of them.
      wanted = wanted.filter { want in items.contains { isPresent(want.rest, in: $0, depth: depth) } }
      if wanted.isEmpty { return true }
      if wanted.contains(where: \.mustBeAbsent) { return false }
      for index in wanted.indices { wanted[index].mayBeAbsent = false }
    }
    return items.contains { isFound(wanted, in: $0, depth: depth) }
  }

  private func isFound(_ wanted: [Wanted], among members: [Datum.Member], depth: Int) -> Bool {
    var groups: [Int: [Wanted]] = [:]
    for want in wanted {
      let homes = members.indices.compactMap { index in
        Self.rest(want.rest, after: members[index].key).map { rest in
          (index, Wanted(field: want.field, rest: rest, mayBeAbsent: want.mayBeAbsent))
        }
      }
      // Two names can lead to one field only if one of them holds a dot; each is then tried by itself.
      if homes.count > 1 {
        guard homes.contains(where: { isFound([$0.1], in: members[$0.0].value, depth: depth + 1) }) else {
          return false
        }
      } else if let home = homes.first {
        groups[home.0, default: []].append(home.1)
      } else if !want.mayBeAbsent {
        return false
      }
    }
    return groups.allSatisfy { isFound($0.value, in: members[$0.key].value, depth: depth + 1) }
  }

  private func isPresent(_ rest: Substring.UTF8View, in datum: Datum, depth: Int) -> Bool {
    guard depth < Self.deepest else { return false }
    switch datum.kind {
    case .list(let items): return items.contains { isPresent(rest, in: $0, depth: depth + 1) }
    case .map(let members):
      return members.contains { member in
        guard let below = Self.rest(rest, after: member.key) else { return false }
        return isPresent(below, in: member.value, depth: depth + 1)
      }
    default: return rest.isEmpty && Leaf(datum) != nil
    }
  }

  /// What is left of a path after a member's name; nil if the name does not lead there.
  private static func rest(_ path: Substring.UTF8View, after name: String) -> Substring.UTF8View? {
    guard path.starts(with: name.utf8), !path.isEmpty else { return nil }
    let rest = path.dropFirst(name.utf8.count)
    guard let first = rest.first else { return rest }
    return first == UInt8(ascii: ".") && rest.count > 1 ? rest.dropFirst() : nil
  }
}

extension Leaf {
  /// The leaf, if a value is one and is known.
  init?(_ datum: Datum) {
    switch datum.kind {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let text): self = .number(text)
    case .string(let text):
      guard let literal = text.literal else { return nil }
      self = .string(literal)
    case .list, .map, .unknown: return nil
    }
  }
}
