import Diagnostics
import Source
import Template

extension Rule {
  static let unreachableBranch = Rule(
    "STK348", "unreachable-branch", .warning, "a branch of `Fn::If` that is never taken",
    why: """
      Where this stands, the condition is decided already: by the condition of the resource, or by an `Fn::If` around it. What \
      the other branch says never comes to be, which is hardly what was meant.
      """,
    examples: [
      .bad(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  jobs: { condition: isProd, tags: { stage: !If [isProd, prod, ↓dev] } }\n"
      ),
      .good(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  jobs: { tags: { stage: !If [isProd, prod, dev] } }\n"
      ),
    ])
}

extension Check {
  static let unreachableBranch = Check(.unreachableBranch) { context, findings in
    guard !context.template.conditions.isEmpty else { return }
    for place in context.uses.places {
      // What a front end or transform made has the place of what made it necessary.
      if let resource = place.resource, resource.origin == .derived { continue }
      let facts = place.condition.map { [ConditionFact($0.text, true)] } ?? []
      context.tellUnreachable(place.value, facts, &findings)
    }
  }
}

extension CheckContext {
  fileprivate func tellUnreachable(_ value: Value, _ facts: [ConditionFact], _ findings: inout Findings) {
    var pending = [(value, facts)]
    while let (value, facts) = pending.popLast() {
      switch value.kind {
      case .list(let items): pending += items.reversed().map { ($0, facts) }
      case .map(let map): pending += map.entries.reversed().map { ($0.value, facts) }
      case .intrinsic(let call):
        guard let branches = call.branches else {
          pending.append((call.argument, facts))
          continue
        }
        for branch in branches.reversed() {
          let fact = branch.fact
          if facts.isEmpty || conditions.isPossible(facts + [fact]) {
            pending.append((branch.value, facts + [fact]))
          } else if conditions.isPossible([fact]), conditions.isPossible(facts), !branch.value.isNoValue {
            // A condition that never changes is told where it stands.
            findings.report(
              Diagnostic(
                .unreachableBranch,
                "this is never taken: where it stands, `\(fact.name)` \(fact.holds ? "never" : "always") holds",
                at: branch.value.span, help: ["leave the `Fn::If` out, or ask for another condition"]))
          }
        }
      case .null, .bool, .number, .string: break
      }
    }
  }
}
