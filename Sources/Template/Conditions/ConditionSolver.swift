/// That a condition holds, or does not.
public struct ConditionFact: Sendable, Hashable {
  /// The condition.
  public let name: String
  /// Whether it holds.
  public let holds: Bool

  /// Makes a fact.
  public init(_ name: String, _ holds: Bool) {
    self.name = name
    self.holds = holds
  }
}

/// Finds out what can hold of a template's conditions at the same time.
///
/// Of n conditions there may be 2ⁿ combinations. They are not gone through: what follows from the facts is worked out, and
/// only where a formula leaves a choice is one way tried and then the other. The work has an end all the same.
public struct ConditionSolver: Sendable {
  /// What was found out.
  public struct Answer: Sendable {
    /// Whether the facts can hold together; nil if that took too long to find out.
    public let isPossible: Bool?
    /// How many formulas were looked at.
    public let steps: Int
  }

  /// Looked at more formulas than this, a question stays open; those that people write take some hundreds.
  static let mostSteps = 200_000

  private let formulas: ConditionFormulas
  private let parents: [[Int]]

  /// Reads the conditions of a template.
  public init(_ template: StackTemplate) {
    let formulas = ConditionFormulas(template)
    var parents = [[Int]](repeating: [], count: formulas.nodes.count)
    for (place, node) in formulas.nodes.enumerated() {
      switch node {
      case .constant, .atom: break
      case .not(let operand): parents[operand].append(place)
      case .all(let operands), .any(let operands): for operand in operands { parents[operand].append(place) }
      }
    }
    self.formulas = formulas
    self.parents = parents
  }

  /// Whether the template has a condition of this name.
  public func knows(_ name: String) -> Bool { formulas.byName[name] != nil }

  /// Whether the facts can hold together, as far as that can be found out: where not, they may. What is said of unknown
  /// conditions is left out.
  public func isPossible(_ facts: [ConditionFact]) -> Bool { answer(facts).isPossible ?? true }

  /// The same, with what it took.
  public func answer(_ facts: [ConditionFact]) -> Answer {
    let known = facts.compactMap { fact in formulas.byName[fact.name].map { ($0, fact.holds) } }
    guard !known.isEmpty else { return Answer(isPossible: true, steps: 0) }
    var search = ConditionSearch(formulas, parents)
    let isPossible = search.run(known + formulas.asserted.map { ($0, true) })
    return Answer(isPossible: isPossible, steps: search.steps)
  }
}
