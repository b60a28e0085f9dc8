public import Source

/// A branch of `Fn::If`, or a resource with a condition, with what holds where it is there at all.
public struct ConditionCase: Sendable {
  /// What holds of conditions there.
  public let facts: [ConditionFact]
  /// Where the branch stands; nil for a resource.
  public let branch: Span?
}

extension StackTemplate {
  /// Of more branches than this, the others are looked at as if their conditions were unknown.
  public static let mostConditionCases = 4096

  /// The branches of `Fn::If` in the properties of resources, outer ones first, and the resources that have a condition. Empty if
  /// no property depends on a condition.
  public var conditionCases: [ConditionCase] {
    guard !conditions.isEmpty else { return [] }
    var cases: [ConditionCase] = []
    var hasBranches = false
    for resource in resources {
      let given = resource.condition.map { [ConditionFact($0.text, true)] } ?? []
      if !given.isEmpty { cases.append(ConditionCase(facts: given, branch: nil)) }
      let before = cases.count
      for entry in resource.properties.entries { Self.read(entry.value, given, into: &cases) }
      if cases.count > before { hasBranches = true }
    }
    return hasBranches ? cases : []
  }

  private static func read(_ value: Value, _ facts: [ConditionFact], into cases: inout [ConditionCase]) {
    guard cases.count < mostConditionCases else { return }
    switch value.kind {
    case .null, .bool, .number, .string: return
    case .list(let items): for item in items { read(item, facts, into: &cases) }
    case .map(let map): for index in map.entries.indices { read(map.entries[index].value, facts, into: &cases) }
    case .intrinsic(let call):
      guard let branches = call.branches else { return read(call.argument, facts, into: &cases) }
      for branch in branches {
        let inner = facts.contains(branch.fact) ? facts : facts + [branch.fact]
        cases.append(ConditionCase(facts: inner, branch: branch.value.span))
        read(branch.value, inner, into: &cases)
      }
    }
  }
}
