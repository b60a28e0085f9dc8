/// A value of `Fn::If`, with what holds where it is taken.
public struct ConditionBranch: Sendable {
  /// The condition, and whether it holds.
  public let fact: ConditionFact
  /// The value.
  public let value: Value
}

extension Intrinsic {
  /// What `Fn::If` gives, the value where its condition holds first; nil for another function, and where no condition is named.
  public var branches: [ConditionBranch]? {
    guard function == .ifElse, let name = argument(0)?.string else { return nil }
    return [(1, true), (2, false)].compactMap { index, holds in
      argument(index).map { ConditionBranch(fact: ConditionFact(name, holds), value: $0) }
    }
  }
}
