import Source

extension Resolver {
  /// Whether a condition of the template holds; nil if that depends on what is not known.
  public func condition(named name: String) -> Bool? { condition(named: name, Effort()) }

  func condition(named name: String, _ effort: Effort) -> Bool? {
    guard let call = template.conditions[name]?.intrinsic else { return nil }
    return effort.follow { truth(call, effort) }
  }

  func truth(_ call: Intrinsic, _ effort: Effort) -> Bool? {
    guard effort.enter() else { return nil }
    defer { effort.leave() }
    func operand(_ value: Value) -> Bool? { value.intrinsic.flatMap { truth($0, effort) } }
    switch call.function {
    case .condition: return call.argument.string.flatMap { condition(named: $0, effort) }
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
      guard let left = call.argument(0).flatMap({ text($0, effort) }),
        let right = call.argument(1).flatMap({ text($0, effort) })
      else { return nil }
      if left == right { return true }
      return left.literal != nil && right.literal != nil ? false : nil
    default: return nil
    }
  }
}
