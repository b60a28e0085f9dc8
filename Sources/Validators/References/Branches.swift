import Template

/// One of the values that a value may be, with what holds of conditions where it is.
struct Branch {
  /// The value: no `Fn::If`.
  let value: Value
  /// The conditions that hold, or do not, where the value is this.
  let facts: [ConditionFact]
}

extension CheckContext {
  /// Of values with more branches only so many are told apart: people write a handful.
  private static let mostBranches = 64

  /// What a value of a part of the template may be: the branches of `Fn::If` that can be taken, where the part is there at
  /// all; `AWS::NoValue` is no value.
  func branches(of value: Value, under condition: Name?) -> [Branch] {
    var found: [Branch] = []
    var pending = [Branch(value: value, facts: condition.map { [ConditionFact($0.text, true)] } ?? [])]
    while let branch = pending.popLast(), found.count < Self.mostBranches {
      guard let chosen = branch.value.intrinsic?.branches else {
        if !branch.value.isNoValue { found.append(branch) }
        continue
      }
      for one in chosen.reversed() {
        let facts = branch.facts + [one.fact]
        if conditions.isPossible(facts) { pending.append(Branch(value: one.value, facts: facts)) }
      }
    }
    return found
  }
}
