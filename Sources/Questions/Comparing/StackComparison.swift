public import Policy
public import Source
import Template

/// What a change of a stack does: to its resources, and to what anybody may do.
public struct StackComparison: Sendable {
  /// What one principal may do after and not before, and the reverse.
  public struct PartyChanges: Sendable {
    /// How the principal is called.
    public let name: String
    /// Where it is written, on the side that it is written on.
    public let place: Span?
    /// What is taken to be so, where its own policies are not known.
    public let assumption: String?
    /// The changes.
    public var changes: [PermissionChange]
    /// Policies of which nothing is known, that came or went.
    public let unknown: [(name: String, span: Span, isNew: Bool)]
    /// Why there may be more.
    public let omissions: Set<PolicyComparison.Omission>
  }

  /// What becomes of resources.
  public let resources: [ResourceChange]
  /// What becomes of permissions, by principal; only those for whom something changes.
  public let permissions: [PartyChanges]
  let old: ComparedStack
  let new: ComparedStack

  /// Whether nothing changes.
  public var isEmpty: Bool { resources.isEmpty && permissions.isEmpty }

  /// What to compare.
  public enum Part: String, Sendable, CaseIterable {
    case resources, permissions
  }

  /// Compares two stacks whose places are of one map of sources.
  public init(_ before: AskedStack, _ after: AskedStack, only part: Part? = nil) {
    let old = ComparedStack(before, isOld: true)
    let new = ComparedStack(after, isOld: false)
    self.old = old
    self.new = new
    resources = part == .permissions ? [] : ResourceChanges(old, new).all
    permissions = part == .resources ? [] : Self.permissions(old, new)
  }

  private static func permissions(_ old: ComparedStack, _ new: ComparedStack) -> [PartyChanges] {
    var found: [PartyChanges] = []
    for party in ComparedParties(old, new).all {
      let comparison = PolicyComparison(party.old, party.new)
      let shown = comparison.changes.map { change in (change, ChangeWords(change, old, new).text) }
      // What is the same in words on both sides differs in a name alone, which the resource's own change tells.
      let texts = [PolicyComparison.Direction.gained, .lost].map { direction in
        Set(shown.filter { $0.0.direction == direction }.map(\.1))
      }
      let both = texts[0].intersection(texts[1])
      // Several statements that allow the same are told by the first.
      var told: Set<String> = []
      let changes = shown.filter { change, text in
        !both.contains(text) && told.insert("\(change.direction) \(text)").inserted
      }.map(\.0)
      let unknown = unknown(party)
      guard !changes.isEmpty || !unknown.isEmpty || !comparison.omissions.isEmpty else { continue }
      found.append(
        PartyChanges(
          name: party.name, place: party.newPlace ?? party.oldPlace, assumption: party.assumption, changes: changes,
          unknown: unknown, omissions: comparison.omissions))
    }
    return withAnyone(found, old, new)
  }

  /// What changes for everybody is told once.
  private static func withAnyone(
    _ parties: [PartyChanges], _ old: ComparedStack, _ new: ComparedStack
  ) -> [PartyChanges] {
    let names = [ComparedParties.anonymous, ComparedParties.foreign]
    let places = names.compactMap { name in parties.firstIndex { $0.name == name } }
    guard places.count == names.count else { return parties }
    let words = places.map { parties[$0].changes.map { "\($0.direction) \(ChangeWords($0, old, new).text)" } }
    guard words[0] == words[1] else { return parties }
    var merged = parties
    let first = parties[places[0]]
    merged[places[0]] = PartyChanges(
      name: "anyone", place: first.place, assumption: nil, changes: first.changes, unknown: first.unknown,
      omissions: first.omissions.union(parties[places[1]].omissions))
    merged.remove(at: places[1])
    return merged
  }

  private static func unknown(_ party: ComparedParty) -> [(name: String, span: Span, isNew: Bool)] {
    let before = Set(party.oldUnknown.map(\.name))
    let after = Set(party.newUnknown.map(\.name))
    return party.newUnknown.filter { !before.contains($0.name) }.map { ($0.name, $0.span, true) }
      + party.oldUnknown.filter { !after.contains($0.name) }.map { ($0.name, $0.span, false) }
  }
}
