import Diagnostics
import Source
import Template

/// Checks a template as it is in some of the deployments that its conditions allow.
///
/// A check that meets `Fn::If` does not know what it gives, and keeps silent. In a world there is none left: all checks look at
/// what can be deployed, and need not know of conditions at all.
struct Worlds {
  private let owner: CheckContext
  private let cases: [ConditionCase]
  private let worlds: [ConditionWorld]

  /// The worlds of a template; nil if nothing that its resources are depends on a condition.
  init?(of owner: CheckContext) {
    guard owner.uses.calls.contains(where: { $0.call.function == .ifElse }) else { return nil }
    cases = owner.template.conditionCases
    guard !cases.isEmpty else { return nil }
    self.owner = owner
    worlds = owner.resolver.conditionWorlds(of: cases, owner.conditions)
  }

  /// What `body` gives of the template in each world; one after the other, since what is known of each takes its memory.
  func map(_ body: (CheckContext) -> Findings) -> [Findings] {
    worlds.map { body(CheckContext(owner, in: owner.template.deciding(by: $0))) }
  }

  /// Whether the worlds show all that there can be: each resource is there in one, and so is each branch that can be taken. What is
  /// found without knowing the world adds nothing then, and may be wrong.
  var isComplete: Bool {
    cases.count < StackTemplate.mostConditionCases && worlds.count < ConditionSolver.mostWorlds
      && cases.allSatisfy { one in one.branch != nil || worlds.contains { $0.holds(one.facts) } }
  }

  /// Adds what was found in the worlds, and not without knowing which it is, to what was found so.
  ///
  /// - Parameter found: what was found in each world.
  func add(_ found: [Findings], to findings: inout Findings) {
    let known = Set(findings.diagnostics.map { Place($0) })
    let marks = found.map { Set($0.diagnostics.map { Mark($0) }) }
    var told: Set<Mark> = []
    for diagnostic in found.flatMap(\.diagnostics) where !known.contains(Place(diagnostic)) {
      let mark = Mark(diagnostic)
      guard told.insert(mark).inserted else { continue }
      findings.report(telling(diagnostic, worlds.indices.filter { marks[$0].contains(mark) }))
    }
  }

  /// A finding with when it is so: where its place does not show that.
  private func telling(_ diagnostic: Diagnostic, _ places: [Int]) -> Diagnostic {
    let isInBranch = cases.contains { one in
      one.branch?.contains(diagnostic.span) == true && worlds[places[0]].holds(one.facts)
    }
    let own = owner.template.resources.first { $0.extent.contains(diagnostic.span) }?.condition?.text
    let facts = worlds.facts(telling: places).filter { $0.name != own || !$0.holds }
    guard !isInBranch, !facts.isEmpty else { return diagnostic }
    var told = diagnostic
    told.message += facts.phrase
    // What mends one world may spoil another.
    told.fixes = diagnostic.fixes.map(\.unsafe)
    return told
  }

  /// Where a rule is broken: what was found there without knowing the world is the same fault, whatever else is said of it.
  private struct Place: Hashable {
    let code: String
    let span: Span

    init(_ diagnostic: Diagnostic) {
      code = diagnostic.rule.code
      span = diagnostic.span
    }
  }

  /// What makes findings of several worlds the same one.
  private struct Mark: Hashable {
    let place: Place
    let message: String

    init(_ diagnostic: Diagnostic) {
      place = Place(diagnostic)
      message = diagnostic.message
    }
  }
}
