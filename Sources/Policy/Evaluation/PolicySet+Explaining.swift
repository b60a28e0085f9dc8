import Source

extension PolicySet {
  /// Decides a request and says why. The same comparisons as in ``decide(_:)``, none of them cut short.
  public func explain(_ request: AccessRequest) -> Derivation {
    var layers: [Derivation.Layer] = []
    for layer in PolicyLayer.allCases {
      for (level, policies) in levels(of: layer, for: request.principal).enumerated() {
        layers.append(explain(layer, level, policies, request))
      }
    }
    return Derivation(decision: decide(request), layers: layers)
  }

  private func explain(
    _ layer: PolicyLayer, _ level: Int, _ policies: [CompiledPolicy], _ request: AccessRequest
  ) -> Derivation.Layer {
    var verdict = Verdict()
    var unknowns = Unknowns()
    let hasBoundary = boundary != nil
    for policy in policies { policy.judge(request, hasBoundary: hasBoundary, into: &verdict, &unknowns) }
    if layer == .resourceControl { verdict.grant = Grant(itself: .yes) }
    let statements = policies.enumerated().flatMap { document, policy in
      policy.document.statements.indices.map { index in
        policy.explain(index, document: document, request, hasBoundary: hasBoundary)
      }
    }
    return Derivation.Layer(
      layer: layer, level: level, denies: verdict.deny, allows: verdict.allow, statements: statements)
  }
}

extension CompiledPolicy {
  fileprivate func explain(
    _ index: Int, document position: Int, _ request: AccessRequest, hasBoundary: Bool
  ) -> Derivation.Considered {
    var unknowns = Unknowns()
    let statement = document.statements[index]
    var mismatches: [Derivation.Mismatch] = []
    let result = self.statement(index).compare(request, hasBoundary: hasBoundary, &unknowns) { part, truth in
      if truth != .yes { mismatches.append(statement.mismatch(part, truth, request)) }
      return true
    }
    return Derivation.Considered(
      document: position, index: index, statement: statement, matches: result.truth, mismatches: mismatches,
      dependsOn: result.truth == .maybe ? unknowns.holes : [])
  }
}

extension PolicyStatement {
  fileprivate func mismatch(_ part: CompiledStatement.Part, _ truth: Truth, _ request: AccessRequest)
    -> Derivation.Mismatch
  {
    var name: String
    var wanted: [PartialText] = []
    var actual: [PartialText] = []
    var place = span
    var condition: (comparison: String, key: String)?
    switch part {
    case .action:
      name = effect == nil ? "Effect" : actions?.isNegated == true ? "NotAction" : "Action"
      (wanted, actual, place) = (
        actions?.values.map(\.value) ?? [], [PartialText(request.action)], actions?.span ?? span
      )
    case .resource:
      name = resources?.isNegated == true ? "NotResource" : "Resource"
      (wanted, actual, place) = (resources?.values.map(\.value) ?? [], [request.resource], resources?.span ?? span)
    case .principal:
      name = principal?.isNegated == true ? "NotPrincipal" : "Principal"
      (wanted, actual) = (principal?.entries.map(\.value) ?? [], [request.principal.name])
      place = principal?.span ?? span
    case .condition(let index):
      name = "Condition"
      guard conditions.indices.contains(index) else { break }
      let found = conditions[index]
      condition = (found.comparison.value, found.key.value)
      wanted = found.values.map(\.value)
      actual = request.values(of: ConditionKey(found.key.value))?.map(\.text) ?? []
      place = found.values.first?.span ?? found.key.span
    case .unknown:
      name = "Statement"
      wanted = unknownParts.map { PartialText($0) }
    }
    return Derivation.Mismatch(
      element: name, condition: condition, wanted: wanted, actual: actual, span: place, isUnknown: truth == .maybe,
      closeness: Closeness.between(wanted, actual))
  }
}

/// How near what is wanted is to what there is.
enum Closeness {
  /// From 0, nothing in common, to 1, the same: the longest common beginning and ending of any two, ASCII case apart.
  static func between(_ wanted: [PartialText], _ actual: [PartialText]) -> Double {
    var best = 0.0
    for actual in actual.map({ Array($0.description.lowercased().utf8) }) {
      for wanted in wanted.map({ Array($0.description.lowercased().utf8) }) where !(wanted.isEmpty && actual.isEmpty) {
        let shorter = min(wanted.count, actual.count)
        let head = zip(wanted, actual).prefix { $0 == $1 }.count
        let tail = zip(wanted.reversed(), actual.reversed()).prefix { $0 == $1 }.count
        best = max(best, Double(min(shorter, head + tail)) / Double(max(wanted.count, actual.count)))
      }
    }
    return best
  }
}
