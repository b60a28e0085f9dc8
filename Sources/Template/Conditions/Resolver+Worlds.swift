extension Resolver {
  /// What is known of conditions before the deployment: by the values of parameters that were given, or by themselves. A default is
  /// only what nobody gave.
  public var knownConditions: [ConditionFact] {
    var open = template
    for index in open.parameters.indices where !isBound(open.parameters[index].name.text) {
      open.parameters[index].defaultValue = nil
    }
    let resolver = Resolver(open, deployment)
    return open.conditions.entries.compactMap { entry in
      resolver.condition(named: entry.key).map { ConditionFact(entry.key, $0) }
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
