import Source

extension PolicyComparison {
  /// Exceptions and names that are listed; more are counted.
  static let mostListed = 6

  /// The resources of a change as its statement has them: each pattern, and what of it the change does not reach.
  func resources(of cause: ComparedStatement, _ part: ClassComparison, _ changed: Set<Int>) -> [ChangedPart] {
    let inside = changed.sorted().map { part.outcomes[$0] }
    guard let element = cause.statement.resources, !element.isNegated else {
      return negated(cause, inside)
    }
    var found: [ChangedPart] = []
    var isTold: Set<Int> = []
    for value in element.values {
      let own = Set(
        part.patterns.indices.filter { part.patterns[$0].scope == nil && part.patterns[$0].written == value.value })
      let reached = changed.filter { !own.isDisjoint(with: part.outcomes[$0].matches) }
      // Of patterns that name the same, the first is told.
      guard !reached.isSubset(of: isTold) else { continue }
      isTold.formUnion(reached)
      let rest = part.outcomes.indices.filter { index in
        let outcome = part.outcomes[index]
        return !changed.contains(index) && !own.isDisjoint(with: outcome.matches)
          && (cause.resource == nil || outcome.target == cause.resource)
      }
      found.append(
        told(value.value, cause, own, reached.map { part.outcomes[$0] }, rest.map { part.outcomes[$0] }, part))
    }
    return found.isEmpty ? negated(cause, inside) : found
  }

  private func told(
    _ pattern: PartialText, _ cause: ComparedStatement, _ own: Set<Int>, _ reached: [RegionOutcome],
    _ rest: [RegionOutcome], _ part: ClassComparison
  ) -> ChangedPart {
    var told = ChangedPart(pattern: pattern)
    told.target = cause.resource
    // Where the change is on one resource alone that a pattern takes in among others, the resource is told.
    let targets = Set(reached.map(\.target))
    let isOfMore = rest.contains { $0.target != targets.first ?? nil }
    if targets.count == 1, let target = targets.first ?? nil, isOfMore, !rest.contains(where: { $0.target == target }) {
      told.target = target
      told.pattern = nil
      return told
    }
    guard !rest.isEmpty else { return told }
    // Another statement's pattern may stand for just what the change reaches: of `b/*`, what is under `b/in/*`.
    let exact = part.patterns.indices.first { index in
      part.patterns[index].scope == nil && !own.contains(index) && !part.patterns[index].hasVariables
        && reached.allSatisfy { $0.matches.contains(index) } && !rest.contains { $0.matches.contains(index) }
        && part.outcomes.allSatisfy { !$0.matches.contains(index) || !own.isDisjoint(with: $0.matches) }
    }
    if let exact {
      told.pattern = part.patterns[exact].written
      return told
    }
    var exceptions: [PartialText] = []
    for outcome in rest {
      // The patterns that no changed region has, the longest of them being the closest.
      let others = outcome.matches.filter { index in
        !own.contains(index) && !reached.contains { $0.matches.contains(index) }
      }
      let closest = others.max {
        part.patterns[$0].written.description.utf8.count < part.patterns[$1].written.description.utf8.count
      }
      guard let closest else {
        told.example = reached.first?.resource
        continue
      }
      if !exceptions.contains(part.patterns[closest].written) { exceptions.append(part.patterns[closest].written) }
    }
    told.exceptions = Array(exceptions.prefix(Self.mostListed))
    told.furtherExceptions = max(0, exceptions.count - Self.mostListed)
    return told
  }

  /// What a statement is on that names no resource, or all but some.
  private func negated(_ cause: ComparedStatement, _ inside: [RegionOutcome]) -> [ChangedPart] {
    if let resource = cause.resource { return [ChangedPart(pattern: nil, target: resource)] }
    let values = cause.statement.resources?.values ?? []
    guard let first = values.first else {
      return [ChangedPart(pattern: nil, target: inside.first?.target, example: inside.first?.resource)]
    }
    return [
      ChangedPart(
        pattern: first.value, isNegated: true,
        exceptions: Array(values.dropFirst().prefix(Self.mostListed).map(\.value)),
        furtherExceptions: max(0, values.count - 1 - Self.mostListed), example: inside.first?.resource)
    ]
  }

  /// The actions of a change as its statement has them.
  func actions(of cause: ComparedStatement, _ changed: Set<[Int]>) -> [ChangedPart] {
    let element = cause.statement.actions
    guard let element, !element.isNegated else {
      let names = actionClasses.filter { changed.contains($0.matches) }.flatMap(\.known).sorted()
      let isRest = actionClasses.contains { changed.contains($0.matches) && $0.known.isEmpty }
      var parts = names.prefix(Self.mostListed).map { ChangedPart(pattern: PartialText($0)) }
      if isRest || names.count > Self.mostListed, let first = element?.values.first {
        let rest = element?.values.dropFirst().map(\.value) ?? []
        parts = [
          ChangedPart(
            pattern: first.value, isNegated: true, exceptions: Array(rest.prefix(Self.mostListed)),
            furtherExceptions: max(0, rest.count - Self.mostListed))
        ]
      }
      return parts
    }
    var found: [ChangedPart] = []
    for value in element.values {
      guard let own = actionPatterns.firstIndex(of: value.value.lowercased) else { continue }
      for part in told(value.value, own, changed) where !found.contains(part) { found.append(part) }
    }
    return found
  }

  private func told(_ pattern: PartialText, _ own: Int, _ changed: Set<[Int]>) -> [ChangedPart] {
    let under = actionClasses.filter { $0.matches.contains(own) }
    let inside = under.filter { changed.contains($0.matches) }
    let outside = under.filter { !changed.contains($0.matches) }
    guard !inside.isEmpty else { return [] }
    let names = inside.flatMap(\.known).sorted()
    let others = outside.flatMap(\.known).sorted()
    if let exact = self.pattern(of: inside, among: under, but: own) { return [ChangedPart(pattern: exact)] }
    if under.count == 1, names.count == 1 { return [ChangedPart(pattern: PartialText(names[0]))] }
    if outside.isEmpty { return [ChangedPart(pattern: pattern)] }
    guard !names.isEmpty else {
      return [ChangedPart(pattern: pattern, isUnknownAlone: true)]
    }
    if names.count <= Self.mostListed, names.count <= others.count || inside.allSatisfy({ !$0.known.isEmpty }) {
      return names.map { ChangedPart(pattern: PartialText($0)) }
    }
    if others.count > 1, let exact = self.pattern(of: outside, among: under, but: own) {
      return [ChangedPart(pattern: pattern, exceptions: [exact])]
    }
    let listed = others.prefix(Self.mostListed).map { PartialText($0) }
    return [
      ChangedPart(pattern: pattern, exceptions: Array(listed), furtherExceptions: max(0, others.count - listed.count))
    ]
  }

  /// The pattern of another statement that stands for just these classes among those of a pattern: `s3:Delete*` of `s3:*`.
  private func pattern(of classes: [ActionClass], among under: [ActionClass], but own: Int) -> PartialText? {
    guard classes.count < under.count, classes.contains(where: { $0.known.count != 1 }) || classes.count > 1 else {
      return nil
    }
    let wanted = Set(classes.map(\.matches))
    let found = actionPatterns.indices.first { index in
      index != own && actionClasses.allSatisfy { !$0.matches.contains(index) || $0.matches.contains(own) }
        && Set(under.filter { $0.matches.contains(index) }.map(\.matches)) == wanted
    }
    // Patterns are compared in small letters: one that a statement has is told as it is written there.
    return found.map { index in
      statements.lazy.compactMap {
        $0.statement.actions?.values.first { $0.value.lowercased == actionPatterns[index] }?.value
      }
      .first ?? actionPatterns[index]
    }
  }
}
