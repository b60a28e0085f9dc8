import Diagnostics
import Source
import Template

extension Rule {
  static let referenceToConditional = Rule(
    "STK325", "reference-to-conditional", .warning, "something always there refers to a resource that may be missing",
    why: """
      When the condition of a resource does not hold, there is no such resource, and CloudFormation refuses whatever refers \
      to it: `Unresolved resource dependencies […]`. What refers to it needs the same condition, or `Fn::If`.
      """,
    examples: [
      .bad(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  audit: { condition: isProd }\noutputs:\n  url: !Ref ↓AuditQueue\n"
      ),
      .bad(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  audit: { condition: isProd }\n  jobs: { dependsOn: ↓queues.audit }\n"
      ),
      .good(
        "parameters:\n  stage: { default: dev, allowedValues: [dev, prod] }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\n  isDev: !Equals [!Ref stage, dev]\nqueues:\n  audit: { condition: isProd }\noutputs:\n  url: !If [isDev, none, !Ref AuditQueue]\n"
      ),
      .good(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  audit: { condition: isProd }\noutputs:\n  url: !If [isProd, !Ref AuditQueue, none]\n"
      ),
      .good(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  audit: { condition: isProd }\noutputs:\n  url: { value: !Ref AuditQueue, condition: isProd }\n"
      ),
    ])
}

extension Check {
  static let referenceToConditional = Check(.referenceToConditional) { context, findings in
    guard context.template.resources.contains(where: { $0.condition != nil }) else { return }
    let conditions = Dictionary(context.template.conditions.entries.map { ($0.key, $0.value) }) { first, _ in first }
    var told: Set<Span> = []
    var answers: [Set<ConditionFact>: Bool] = [:]
    for place in context.uses.places {
      var truths = ConditionTruths()
      if let name = place.condition?.text { truths = truths.adding(name, true, conditions) }
      place.value.forEachReference(under: truths, conditions) { reference, truths in
        guard let target = context.resource(reference.target.text), target.logicalID != place.resource?.logicalID,
          let condition = context.missing(target, where: truths, &answers),
          told.insert(reference.target.span).inserted
        else { return }
        findings.report(.referenceToConditional(reference.target, to: target, under: condition, context))
      }
    }
    for resource in context.template.resources where !resource.dependsOn.isEmpty {
      var truths = ConditionTruths()
      if let name = resource.condition?.text { truths = truths.adding(name, true, conditions) }
      for name in resource.dependsOn {
        guard let target = context.template[name.text],
          let condition = context.missing(target, where: truths, &answers),
          told.insert(name.span).inserted
        else { continue }
        findings.report(.dependencyOnConditional(name, on: target, under: condition, context))
      }
    }
  }
}

extension CheckContext {
  /// The condition of a resource, if that may not hold where others do.
  fileprivate func missing(
    _ target: Resource, where truths: ConditionTruths, _ answers: inout [Set<ConditionFact>: Bool]
  ) -> Name? {
    guard let condition = target.condition, conditions.knows(condition.text), truths[condition.text] != true else {
      return nil
    }
    var facts = Set(truths.known.map { ConditionFact($0.key, $0.value) })
    facts.insert(ConditionFact(condition.text, false))
    if let known = answers[facts] { return known ? condition : nil }
    let isPossible = conditions.isPossible(Array(facts))
    answers[facts] = isPossible
    return isPossible ? condition : nil
  }
}

extension Value {
  /// Calls `body` for every reference with what holds at its place; branches of `Fn::If` know their condition.
  fileprivate func forEachReference(
    under truths: ConditionTruths, _ conditions: [String: Value], _ body: (Reference, ConditionTruths) -> Void
  ) {
    var pending = [(self, truths)]
    while let (value, truths) = pending.popLast() {
      switch value.kind {
      case .list(let items): pending += items.reversed().map { ($0, truths) }
      case .map(let map): pending += map.entries.reversed().map { ($0.value, truths) }
      case .intrinsic(let call):
        if let branches = call.branches {
          for branch in branches.reversed() {
            let (name, truth) = (branch.fact.name, branch.fact.holds)
            // A branch that cannot be taken here refers to nothing.
            guard truths[name] != !truth else { continue }
            pending.append((branch.value, truths.adding(name, truth, conditions)))
          }
          continue
        }
        call.forEachReference { body($0, truths) }
        pending.append((call.argument, truths))
      case .null, .bool, .number, .string: break
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func dependencyOnConditional(
    _ name: Name, on target: Resource, under condition: Name, _ context: CheckContext
  ) -> Diagnostic {
    Diagnostic(
      .referenceToConditional,
      "this waits for `\(context.called(target))`, which is only there when `\(condition.text)` holds", at: name.span,
      notes: [.init("`\(context.called(target))` has the condition here", at: condition.span)],
      consequences: ["without it, there is nothing to wait for"],
      help: [
        "give this the condition `\(condition.text)` too, or refer to it in `Metadata` with `!If [\(condition.text), …, …]`"
      ])
  }

  fileprivate static func referenceToConditional(
    _ name: Name, to target: Resource, under condition: Name, _ context: CheckContext
  ) -> Diagnostic {
    Diagnostic(
      .referenceToConditional,
      "this refers to `\(context.called(target))`, which is only there when `\(condition.text)` holds", at: name.span,
      notes: [.init("`\(context.called(target))` has the condition here", at: condition.span)],
      consequences: [
        "without it, CloudFormation refuses the stack: `Unresolved resource dependencies [\(target.logicalID)]`"
      ],
      help: ["give this the condition `\(condition.text)` too, or choose with `!If [\(condition.text), …, …]`"])
  }
}
