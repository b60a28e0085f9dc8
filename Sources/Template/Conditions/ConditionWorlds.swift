/// What holds of a template's conditions in one of its deployments.
public struct ConditionWorld: Sendable {
  /// Whether each condition holds, by its name; one that could not be decided is not here.
  public let truths: [String: Bool]

  /// Makes a world.
  public init(_ truths: [String: Bool]) { self.truths = truths }

  /// Whether everything holds in it that is said.
  public func holds(_ facts: [ConditionFact]) -> Bool { facts.allSatisfy { truths[$0.name] == $0.holds } }
}

extension [ConditionWorld] {
  /// What tells some worlds from the others: one condition if there is such, else all that holds in each of them and not in each
  /// other one; nothing where there are no others.
  ///
  /// - Parameter places: their positions; at least one.
  public func facts(telling places: [Int]) -> [ConditionFact] {
    let others = indices.filter { !places.contains($0) }
    let common = self[places[0]].truths.filter { name, holds in
      places.allSatisfy { self[$0].truths[name] == holds } && others.contains { self[$0].truths[name] != holds }
    }
    let facts = common.map { ConditionFact($0, $1) }.sorted { $0.name < $1.name }
    let alone = facts.first { fact in others.allSatisfy { self[$0].truths[fact.name] != fact.holds } }
    return alone.map { [$0] } ?? facts
  }
}

extension [ConditionFact] {
  /// When something is so, for the end of a sentence; empty if always.
  public var phrase: String {
    if isEmpty { return "" }
    return " where " + map { "`\($0.name)` \($0.holds ? "holds" : "does not hold")" }.joined(separator: " and ")
  }
}

extension ConditionSolver {
  /// Of more worlds than this, what is in the others is told as far as it does not depend on conditions: two show both branches
  /// of nearly every template.
  public static let mostWorlds = 8

  /// Some worlds, so few that each case is in one of them, if it can be at all.
  ///
  /// - Parameters:
  ///   - cases: what is to be in some world.
  ///   - known: what is known of the deployment, and holds in each world.
  ///   - names: the conditions that each world decides, beside those of the cases.
  public func worlds(of cases: [ConditionCase], known: [ConditionFact], deciding names: [String]) -> [ConditionWorld] {
    var worlds: [ConditionWorld] = []
    var effort = 0
    var seen: Set<[ConditionFact]> = []
    var open = cases.map(\.facts).filter { seen.insert($0).inserted }
    while let first = open.first, worlds.count < Self.mostWorlds {
      var making = Making(known, effort)
      let isPossible = making.take(first, self)
      open.removeFirst()
      if isPossible {
        open = open.filter { !making.take($0, self) }
        for name in names where !making.take([ConditionFact(name, true)], self) {
          _ = making.take([ConditionFact(name, false)], self)
        }
        worlds.append(ConditionWorld(making.truths))
      }
      effort = making.effort
    }
    return worlds
  }

  /// A world that is being made.
  private struct Making {
    /// Facts and formulas looked at for all worlds together, beyond which nothing further is decided; what people write takes
    /// some thousands.
    private static let mostEffort = 2_000_000

    private(set) var truths: [String: Bool] = [:]
    private var facts: [ConditionFact] = []
    private(set) var effort: Int

    init(_ known: [ConditionFact], _ effort: Int) {
      self.effort = effort
      for fact in known { add(fact) }
    }

    /// Adds facts, if they go with those that the world has.
    mutating func take(_ more: [ConditionFact], _ solver: ConditionSolver) -> Bool {
      guard more.allSatisfy({ truths[$0.name] ?? $0.holds == $0.holds }) else { return false }
      let new = more.filter { truths[$0.name] == nil }
      guard !new.isEmpty else { return true }
      guard effort < Self.mostEffort else { return false }
      let answer = solver.answer(facts + new)
      effort += answer.steps + facts.count
      guard answer.isPossible == true else { return false }
      for fact in new { add(fact) }
      return true
    }

    private mutating func add(_ fact: ConditionFact) {
      guard truths.updateValue(fact.holds, forKey: fact.name) == nil else { return }
      facts.append(fact)
    }
  }
}
