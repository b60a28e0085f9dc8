extension Resolver {
  /// What is known of conditions before the deployment: by the values of parameters that were given, or by themselves.
  public var knownConditions: [ConditionFact] {
    template.conditions.entries.compactMap { entry in
      condition(named: entry.key).map { ConditionFact(entry.key, $0) }
    }
  }

  /// Some worlds of the template that show each branch of `Fn::If`; none if no property depends on a condition.
  public var conditionWorlds: [ConditionWorld] {
    let cases = template.conditionCases
    guard !cases.isEmpty else { return [] }
    return ConditionSolver(template).worlds(
      of: cases, known: knownConditions, deciding: template.conditions.entries.map(\.key))
  }
}
