import Source

extension CompiledCondition {
  /// Pairs of a request's and a policy's values that are compared; a policy that AWS takes has at most 10,240 characters,
  /// and so a few thousand values at most.
  private static let mostComparisons = 1 << 22

  /// Whether the condition holds for a request (IAM User Guide, Creating a condition with multiple keys or values).
  func matches(_ request: AccessRequest, _ unknowns: inout Unknowns) -> Truth {
    guard let comparison else {
      unknowns.note(Hole("condition operator `\(name)`"))
      return .maybe
    }
    let values = request.values(of: key)
    if values == nil, !request.isContextComplete {
      unknowns.note(Hole("condition key `\(key.name)`"))
      return .maybe
    }
    if comparison.comparison == .null { return isNull(values?.isEmpty ?? true, &unknowns) }
    guard let values, !values.isEmpty else { return comparison.whenAbsent }
    return matches(values, comparison, request, &unknowns)
  }

  private func matches(
    _ values: [ContextValue], _ comparison: ConditionOperator, _ request: AccessRequest, _ unknowns: inout Unknowns
  ) -> Truth {
    guard values.count <= Self.mostComparisons / max(1, operands.count) else {
      unknowns.note(Hole("condition key `\(key.name)`, with too many values to compare"))
      return .maybe
    }
    // With a variable that has no value the statement does not hold, also where the opposite is asked for.
    if comparison.isNegated, operands.contains(where: { $0.lacksVariable(of: request) }) { return .no }
    let mark = unknowns.mark
    var result = comparison.quantifier == .any ? Truth.no : .yes
    for value in values {
      var truth = matchesAny(value, comparison.comparison, request, &unknowns)
      if comparison.isNegated { truth = truth.negated }
      result = comparison.quantifier == .any ? result | truth : result & truth
    }
    if comparison.quantifier == nil, values.count > 1 {
      // AWS does not say what an operator without quantifier does with several values.
      unknowns.note(Hole("condition key `\(key.name)`, which has several values"))
      return .maybe
    }
    if result != .maybe { unknowns.forget(since: mark) }
    return result
  }

  private func isNull(_ isAbsent: Bool, _ unknowns: inout Unknowns) -> Truth {
    var result = Truth.no
    for operand in operands {
      switch operand {
      case .bool(let wanted): result = result | Truth(wanted == isAbsent)
      case .unknown(let text):
        unknowns.note(text.holes)
        result = result | .maybe
      default: break
      }
    }
    return result
  }

  /// Whether a value of the request matches one of the policy's.
  private func matchesAny(
    _ value: ContextValue, _ comparison: ConditionOperator.Comparison, _ request: AccessRequest,
    _ unknowns: inout Unknowns
  ) -> Truth {
    let mark = unknowns.mark
    var result = Truth.no
    for operand in operands {
      result = result | operand.matches(value, comparison, request, &unknowns)
      if result == .yes { break }
    }
    if result != .maybe { unknowns.forget(since: mark) }
    return result
  }
}

extension ConditionOperator {
  /// What it says of a request without the key.
  fileprivate var whenAbsent: Truth {
    switch quantifier {
    case .all: .yes
    case .any: Truth(ifExists)
    case nil: Truth(ifExists || isNegated)
    }
  }
}

extension CompiledCondition.Operand {
  fileprivate func lacksVariable(of request: AccessRequest) -> Bool {
    let text: SymbolText
    switch self {
    case .text(let own): text = own
    case .name(let name): text = name.text
    case .number, .block, .bytes, .bool, .unknown, .invalid: return false
    }
    return text.variables.contains { $0.fallback == nil && request.variable($0.key) == nil }
  }

  fileprivate func matches(
    _ value: ContextValue, _ comparison: ConditionOperator.Comparison, _ request: AccessRequest,
    _ unknowns: inout Unknowns
  ) -> Truth {
    switch self {
    case .text(let text):
      guard let text = text.variables.isEmpty ? text : text.expanded(request.variable) else { return .no }
      return SymbolRange.match(
        text, value.name.text, foldingCase: comparison == .textIgnoringCase, &unknowns)
    case .name(let pattern):
      guard !pattern.text.variables.isEmpty else { return ResourceName.matchStrictly(pattern, value.name, &unknowns) }
      guard let text = pattern.text.expanded(request.variable) else { return .no }
      return ResourceName.matchStrictly(pattern.replacingText(with: text), value.name, &unknowns)
    case .unknown(let text):
      if text == value.text, comparison.isMetByEquals { return .yes }
      unknowns.note(text.holes + value.text.holes)
      return .maybe
    case .invalid: return .no
    case .number, .block, .bytes, .bool: return matches(typed: value, comparison, &unknowns)
    }
  }

  private func matches(
    typed value: ContextValue, _ comparison: ConditionOperator.Comparison, _ unknowns: inout Unknowns
  ) -> Truth {
    guard let literal = value.literal else {
      unknowns.note(value.text.holes)
      return .maybe
    }
    switch (self, comparison) {
    case (.number(let wanted), .number(let order)):
      return Truth(value.number.map { order.holds($0, wanted) } ?? false)
    case (.number(let wanted), .date(let order)): return Truth(value.date.map { order.holds($0, wanted) } ?? false)
    case (.block(let block), .address): return Truth(value.address.map(block.contains) ?? false)
    case (.bytes(let bytes), .binary): return Truth(Base64.decode(literal) == bytes)
    case (.bool(let wanted), .bool): return Truth(value.bool == wanted)
    default: return .no
    }
  }
}

extension ConditionOperator.Comparison {
  /// Whether a value is sure to match itself.
  fileprivate var isMetByEquals: Bool {
    switch self {
    case .number(let order), .date(let order): order == .equal || order == .lessOrEqual || order == .greaterOrEqual
    case .text, .textIgnoringCase, .pattern, .bool, .binary, .address, .arn: true
    case .null: false
    }
  }
}
