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
  /// What must hold; empty where the change does not depend on conditions of its statement.
  public let conditions: [PolicyStatement.Condition]
  /// Conditions of another statement under which the change is none; empty where there are none.
  public let exceptIf: [PolicyStatement.Condition]
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
      let isCertain = max(cell.before.rank, cell.after.rank) == 2
      for cause in causes(of: cell) {
        let group = Group(
          direction: cell.direction, cause: ObjectIdentifier(cause), isCertain: isCertain,
          isWhole: outcome.isWhole(cell.direction))
        if !found.contains(group) { found.append(group) }
      }
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
    let exceptIf = group.isWhole || !cause.statement.conditions.isEmpty ? [] : exception(members, group)
    return order.map { resources in
      PermissionChange(
        direction: group.direction, isCertain: group.isCertain, cause: cause,
        actions: actions(of: cause, Set((classes[resources] ?? []).map { parts[$0].actions.matches })),
        resources: resources, conditions: group.isWhole ? [] : cause.statement.conditions, exceptIf: exceptIf)
    }
  }
}

extension PolicyComparison {
  /// The statements that a difference follows from: those that the other side does not have, if there are such.
  private func causes(of cell: Cell) -> [ComparedStatement] {
    let wins: Side = cell.direction == .gained ? .new : .old
    let losing: Side = wins == .new ? .old : .new
    let allows = holding(cell, wins, .allow)
    let denies = holding(cell, losing, .deny)
    let (ownAllows, ownDenies) = (allows.filter(isOwn), denies.filter(isOwn))
    // What is new decides: an Allow where something is gained, a Deny where it is lost.
    let ordered = cell.direction == .gained ? [ownAllows, ownDenies] : [ownDenies, ownAllows]
    if let causes = ordered.first(where: { !$0.isEmpty }) { return causes }
    let first = allows.first { $0.layer != .boundary } ?? allows.first ?? denies.first
    return first.map { [$0] } ?? []
  }

  private func isOwn(_ statement: ComparedStatement) -> Bool {
    !meanings(statement.side == .old ? .new : .old).contains(statement.meaning)
  }

  private func holding(_ cell: Cell, _ side: Side, _ effect: PolicyStatement.Effect) -> [ComparedStatement] {
    statements.filter { $0.side == side && $0.statement.effect == effect && meets($0, cell, upTo: .unknown) }
  }

  private func meets(_ statement: ComparedStatement, _ cell: Cell, upTo part: CompiledStatement.Part) -> Bool {
    guard statement.layer != .resource || statement.resource == cell.target, let principal = principals[statement.side]
    else { return false }
    let request = AccessRequest(
      action: cell.action, resource: cell.resource, resourceAccount: accounts[statement.side], principal: principal,
      context: cell.context)
    return statement.meets(request, hasBoundary: hasBoundary.contains(statement.side), upTo: part) != .no
  }

  /// The conditions of a statement that would hold for the requests of a change and does not, for its conditions alone.
  private func exception(_ members: [(part: Int, outcome: Int)], _ group: Group) -> [PolicyStatement.Condition] {
    guard let member = members.first,
      let cell = parts[member.part].outcomes[member.outcome].cells.first(where: { $0.direction == group.direction })
    else { return [] }
    let spared = statements.first { statement in
      !statement.statement.conditions.isEmpty && meets(statement, cell, upTo: .principal)
        && !meets(statement, cell, upTo: .unknown)
    }
    return spared?.statement.conditions ?? []
  }

  private func meanings(_ side: Side) -> Set<String> { side == .old ? oldMeanings : newMeanings }
}
