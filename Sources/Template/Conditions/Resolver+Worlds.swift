extension Resolver {
  /// What is known of conditions before the deployment: by the values of parameters that were given, or by themselves. A default is
  /// only what nobody gave.
  private var knownConditions: [ConditionFact] {
    let resolver = Resolver(template.withoutDefaults(in: deployment), deployment)
    return template.conditions.entries.compactMap { entry in
      resolver.condition(named: entry.key).map { ConditionFact(entry.key, $0) }
    }
  }

  /// Some worlds of the template that show each branch of `Fn::If`; none if no property depends on a condition.
  public var conditionWorlds: [ConditionWorld] {
    let cases = template.conditionCases
    return cases.isEmpty ? [] : conditionWorlds(of: cases, ConditionSolver(template))
  }

  /// Some worlds that show each of the template's cases.
  public func conditionWorlds(of cases: [ConditionCase], _ solver: ConditionSolver) -> [ConditionWorld] {
    solver.worlds(of: cases, known: knownConditions, deciding: template.conditions.entries.map(\.key))
  }
}
