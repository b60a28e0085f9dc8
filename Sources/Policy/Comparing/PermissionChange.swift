public import Source

/// Calls that somebody may make after and not before, or the reverse, that one statement is the reason of.
public struct PermissionChange: Sendable {
  /// Whether more is allowed, or less.
  public let direction: PolicyComparison.Direction
  /// Whether it is allowed for sure on the side that allows it.
  public let isCertain: Bool
  /// The statement that the change follows from.
  public let cause: ComparedStatement
  /// The actions.
  public var actions: [ChangedPart]
  /// What they are on.
  public var resources: [ChangedPart]
  /// What must hold; empty where the change does not depend on conditions.
  public let conditions: [PolicyStatement.Condition]
}

/// A pattern of a change, as far as the change goes.
public struct ChangedPart: Sendable, Hashable {
  /// The pattern as it was written; nil where the policy's own resource is meant.
  public var pattern: PartialText?
  /// Whether everything but the pattern is meant.
  public var isNegated = false
  /// The resource that the pattern is about, where its own policy says so.
  public var target: String?
  /// What the pattern stands for and the change does not reach.
  public var exceptions: [PartialText] = []
  /// More exceptions than are listed.
  public var furtherExceptions = 0
  /// An example, where the exceptions cannot be put in patterns.
  public var example: PartialText?
  /// Whether only what AWS does not document today is meant.
  public var isUnknownAlone = false
}

extension PolicyComparison {
  /// The changes, in the order of their statements.
  public var changes: [PermissionChange] {
    var order: [Group] = []
    var groups: [Group: [(part: Int, outcome: Int)]] = [:]
    for (partIndex, part) in parts.enumerated() {
      for (index, outcome) in part.outcomes.enumerated() {
        for group in self.groups(of: outcome) {
          if groups[group] == nil { order.append(group) }
          groups[group, default: []].append((partIndex, index))
        }
      }
    }
    let positions = Dictionary(
      statements.enumerated().map { (ObjectIdentifier($0.element), $0.offset) }, uniquingKeysWith: { first, _ in first }
    )
    let sorted = order.enumerated().sorted { a, b in
      (a.element.rank, positions[a.element.cause] ?? 0, a.offset) < (
        b.element.rank, positions[b.element.cause] ?? 0, b.offset
      )
    }
    return sorted.flatMap { _, group in changes(group, groups[group] ?? []) }
  }

  /// What outcomes have in common that are told together.
  private struct Group: Hashable {
    let direction: Direction
    let cause: ObjectIdentifier
    let isCertain: Bool
    let isWhole: Bool

    /// Gains first, what is sure before what is not.
    var rank: Int { (direction == .gained ? 0 : 4) + (isCertain ? 0 : 2) + (isWhole ? 0 : 1) }
  }

  private func groups(of outcome: RegionOutcome) -> [Group] {
    var found: [Group] = []
    for cell in outcome.cells {
      guard let cause = cause(of: cell) else { continue }
      let isCertain = max(cell.before.rank, cell.after.rank) == 2
      let group = Group(
        direction: cell.direction, cause: ObjectIdentifier(cause), isCertain: isCertain,
        isWhole: cause.statement.conditions.isEmpty || outcome.isWhole(cell.direction))
      if !found.contains(group) { found.append(group) }
    }
    return found
  }

  private func changes(_ group: Group, _ members: [(part: Int, outcome: Int)]) -> [PermissionChange] {
    guard let cause = statements.first(where: { ObjectIdentifier($0) == group.cause }) else { return [] }
    // Classes of actions with the same resources are told together.
    var order: [[ChangedPart]] = []
    var classes: [[ChangedPart]: [Int]] = [:]
    for (part, members) in Dictionary(grouping: members, by: \.part).sorted(by: { $0.key < $1.key }) {
      let resources = resources(of: cause, parts[part], Set(members.map(\.outcome)))
      if classes[resources] == nil { order.append(resources) }
      classes[resources, default: []].append(part)
    }
    return order.map { resources in
      PermissionChange(
        direction: group.direction, isCertain: group.isCertain, cause: cause,
        actions: actions(of: cause, Set((classes[resources] ?? []).map { parts[$0].actions.matches })),
        resources: resources, conditions: group.isWhole ? [] : cause.statement.conditions)
    }
  }
}

extension PolicyComparison {
  /// The statement that a difference follows from: one that the other side does not have, if there is one.
  private func cause(of cell: Cell) -> ComparedStatement? {
    let wins: Side = cell.direction == .gained ? .new : .old
    let others: [Side: Set<String>] = [.old: meanings(.new), .new: meanings(.old)]
    func holding(_ side: Side, _ effect: PolicyStatement.Effect) -> [ComparedStatement] {
      statements.filter { statement in
        guard statement.side == side, statement.statement.effect == effect,
          statement.layer != .resource || statement.resource == cell.target, let principal = principals[side]
        else { return false }
        let request = AccessRequest(
          action: cell.action, resource: cell.resource, resourceAccount: accounts[side], principal: principal,
          context: cell.context)
        return statement.meets(request, hasBoundary: hasBoundary.contains(side), upTo: .unknown) != .no
      }
    }
    let allows = holding(wins, .allow)
    func isOwn(_ statement: ComparedStatement) -> Bool { others[statement.side]?.contains(statement.meaning) == false }
    if let cause = allows.first(where: isOwn) { return cause }
    let losing: Side = wins == .new ? .old : .new
    let denies = holding(losing, .deny)
    return denies.first(where: isOwn) ?? allows.first { $0.layer != .boundary } ?? allows.first ?? denies.first
  }

  private func meanings(_ side: Side) -> Set<String> { side == .old ? oldMeanings : newMeanings }
}
