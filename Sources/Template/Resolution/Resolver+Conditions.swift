import Source

extension Resolver {
  /// Whether a condition of the template holds; nil if that depends on what is not known.
  public func condition(named name: String) -> Bool? { condition(named: name, depth: 0) }

  private func condition(named name: String, depth: Int) -> Bool? {
    guard depth < Self.deepest, let call = template.conditions[name]?.intrinsic else { return nil }
    return truth(call, depth: depth + 1)
  }

  func truth(_ call: Intrinsic, depth: Int) -> Bool? {
    guard depth < Self.deepest else { return nil }
    func operand(_ value: Value) -> Bool? { value.intrinsic.flatMap { truth($0, depth: depth + 1) } }
    switch call.function {
    case .condition: return call.argument.string.flatMap { condition(named: $0, depth: depth + 1) }
    case .not: return (call.argument(0)).flatMap(operand).map { !$0 }
    case .and:
      let operands = (call.argument.list ?? []).map(operand)
      if operands.contains(false) { return false }
      return operands.contains(nil) ? nil : true
    case .or:
      let operands = (call.argument.list ?? []).map(operand)
      if operands.contains(true) { return true }
      return operands.contains(nil) ? nil : false
    case .equals:
      guard let left = call.argument(0).flatMap(text), let right = call.argument(1).flatMap(text) else { return nil }
      if left == right { return true }
      return left.literal != nil && right.literal != nil ? false : nil
    default: return nil
    }
  }
}
