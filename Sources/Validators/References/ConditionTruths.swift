import Template

/// What is known to hold where a value is worked out: conditions that are true or false there.
struct ConditionTruths {
  /// Conditions with their truth.
  private(set) var known: [String: Bool] = [:]

  /// Whether a condition holds; nil if either may be.
  subscript(name: String) -> Bool? { known[name] }

  /// The truths with one more, and with what follows from it: operands of a true `Fn::And`, of a false `Fn::Or`, of a
  /// `Fn::Not`.
  func adding(_ name: String, _ truth: Bool, _ conditions: [String: Value]) -> ConditionTruths {
    var result = self
    var pending = [(name, truth)]
    while let (name, truth) = pending.popLast() {
      guard result.known[name] == nil else { continue }
      result.known[name] = truth
      if let value = conditions[name] { pending += Self.operands(of: value, truth) }
    }
    return result
  }

  /// The named conditions whose truth follows from that of an expression.
  private static func operands(of value: Value, _ truth: Bool) -> [(String, Bool)] {
    var found: [(String, Bool)] = []
    var pending = [(value, truth)]
    while let (value, truth) = pending.popLast() {
      if let name = value.namedCondition {
        found.append((name, truth))
        continue
      }
      guard let call = value.intrinsic else { continue }
      switch call.function {
      case .not: pending += call.argument.listOrSelf.map { ($0, !truth) }
      case .and where truth, .or where !truth: pending += call.argument.listOrSelf.map { ($0, truth) }
      default: break
      }
    }
    return found
  }
}

extension Value {
  /// The name, if this is `!Condition name` or `{Condition: name}`.
  fileprivate var namedCondition: String? {
    if let call = intrinsic { return call.function == .condition ? call.argument.string : nil }
    guard let map, map.entries.count == 1 else { return nil }
    return map["Condition"]?.string
  }
}
