import Source

/// A statement prepared for matching. A class, so that going over many of them costs one reference each.
final class CompiledStatement: Sendable {
  let effect: PolicyStatement.Effect?
  private let principals: CompiledPrincipals?
  private let actions: Patterns<SymbolText>
  private let resources: Patterns<ResourceName>?
  private let conditions: [CompiledCondition]
  private let unknownParts: [Hole]
  private let kind: PolicyKind

  /// The patterns of `Action`, `NotAction`, `Resource` or `NotResource`.
  private struct Patterns<Pattern: Sendable>: Sendable {
    var isNegated = false
    var values: [Pattern] = []
  }

  /// A part of a statement that a request must meet.
  enum Part: Sendable, Equatable {
    case action, resource, principal
    /// The condition of an index.
    case condition(Int)
    /// Parts of which nothing is known.
    case unknown
  }

  init(_ statement: PolicyStatement, in document: PolicyDocument, kind: PolicyKind) {
    self.kind = kind
    effect = statement.effect
    principals = statement.principal.map(CompiledPrincipals.init)
    let actionReading = SymbolText.Reading(hasWildcards: true, foldsCase: true)
    actions = Patterns(
      isNegated: statement.actions?.isNegated ?? false,
      values: statement.actions?.values.map { SymbolText($0.value, actionReading) } ?? [])
    let reading = SymbolText.Reading(hasWildcards: true, hasVariables: document.hasVariables)
    resources = statement.resources.map { element in
      Patterns(
        isNegated: element.isNegated,
        values: element.values.map { value in
          let text = SymbolText(value.value, reading)
          let hasWildcard = text.symbols.contains { SymbolText.isWildcard($0) }
          return ResourceName(text, expandsShort: kind.expandsShortARN(hasWildcard: hasWildcard))
        })
    }
    conditions = statement.conditions.map { CompiledCondition($0, hasVariables: document.hasVariables) }
    unknownParts = statement.unknownParts
    isComplete = (effect != nil || !unknownParts.isEmpty) && !actions.values.isEmpty
  }

  /// Whether the statement can ever hold: one without effect or action is no statement, and AWS refuses its document.
  private let isComplete: Bool
}

extension CompiledStatement {
  /// How a request meets a statement: by which of its principal's names, and how surely.
  struct Result {
    var truth = Truth.yes
    var grant = Grant.none
  }

  /// Compares each part of the statement with a request, until `goesOn` says that it has seen enough. Deciding and
  /// explaining both come here, so that they cannot disagree.
  @inline(__always)
  func compare(
    _ request: AccessRequest, hasBoundary: Bool, _ unknowns: inout Unknowns, goesOn: (Part, Truth) -> Bool
  ) -> Result {
    var result = Result()
    func take(_ part: Part, _ truth: Truth) -> Bool {
      result.truth = result.truth & truth
      return goesOn(part, truth)
    }
    guard isComplete else {
      _ = take(.action, .no)
      return result
    }
    guard take(.action, actionMatches(request, &unknowns)), take(.resource, resourceMatches(request, &unknowns))
    else { return result }
    result.grant = grant(request, hasBoundary: hasBoundary, &unknowns)
    guard take(.principal, result.grant.any) else { return result }
    for (index, condition) in conditions.enumerated() {
      guard take(.condition(index), condition.matches(request, &unknowns)) else { return result }
    }
    if !unknownParts.isEmpty {
      unknowns.note(unknownParts)
      _ = take(.unknown, .maybe)
    }
    return result
  }

  /// Whether the statement holds for a request.
  func matches(_ request: AccessRequest, hasBoundary: Bool, _ unknowns: inout Unknowns) -> Result {
    let mark = unknowns.mark
    let result = compare(request, hasBoundary: hasBoundary, &unknowns) { _, truth in truth != .no }
    if result.truth != .maybe { unknowns.forget(since: mark) }
    return result
  }

  private func actionMatches(_ request: AccessRequest, _ unknowns: inout Unknowns) -> Truth {
    let mark = unknowns.mark
    var result = Truth.no
    for pattern in actions.values where !pattern.beginsOtherwise(than: request.actionText) {
      result = result | SymbolRange.match(pattern, request.actionText, &unknowns)
      if result == .yes { break }
    }
    if result != .maybe { unknowns.forget(since: mark) }
    return actions.isNegated ? result.negated : result
  }

  private func resourceMatches(_ request: AccessRequest, _ unknowns: inout Unknowns) -> Truth {
    guard let resources else { return Truth(!kind.namesResource) }
    let mark = unknowns.mark
    var result = Truth.no
    for pattern in resources.values {
      result = result | resourceMatches(pattern, request, &unknowns)
      if result == .yes { break }
    }
    if result != .maybe { unknowns.forget(since: mark) }
    guard !resources.values.isEmpty else { return .no }
    return resources.isNegated ? result.negated : result
  }

  private func resourceMatches(
    _ pattern: ResourceName, _ request: AccessRequest, _ unknowns: inout Unknowns
  ) -> Truth {
    guard !pattern.text.variables.isEmpty else { return ResourceName.match(pattern, request.resourceName, &unknowns) }
    guard let text = pattern.text.expanded(request.variable) else { return .no }
    return ResourceName.match(pattern.replacingText(with: text), request.resourceName, &unknowns)
  }

  private func grant(_ request: AccessRequest, hasBoundary: Bool, _ unknowns: inout Unknowns) -> Grant {
    guard let principals else { return kind.namesPrincipal ? .none : Grant(itself: .yes) }
    guard kind.namesPrincipal else { return .none }
    guard principals.isNegated else { return principals.grant(request.principalNames, &unknowns) }
    let spared = principals.spares(request.principalNames, effect, hasBoundary: hasBoundary, &unknowns)
    return Grant(anyone: spared.negated)
  }
}
