extension StackTemplate {
  /// The template as it is in a world: without the resources whose conditions do not hold there, and with the branches of
  /// `Fn::If` that are taken there, as far as the world decides them.
  public func deciding(by world: ConditionWorld) -> StackTemplate {
    var result = self
    result.removeResources()
    for var resource in resources {
      if let condition = resource.condition, let holds = world.truths[condition.text] {
        guard holds else { continue }
        resource.condition = nil
      }
      if let properties = resource.properties.deciding(by: world) { resource.properties = properties }
      result.add(resource)
    }
    result.accesses = accesses.filter { result[$0.function] != nil && $0.target.map { result[$0] != nil } ?? true }
    for condition in conditions.entries {
      guard let holds = world.truths[condition.key], let (parameter, text) = condition.value.comparison else {
        continue
      }
      result.suppose(parameter, holds ? .is(text) : .isNot(text))
    }
    return result
  }

  /// What a world says of a parameter.
  private enum Supposition {
    case `is`(Value)
    case isNot(Value)
  }

  /// Gives a parameter the default that fits: where `IsProd` holds, nobody deploys with the default `dev`.
  private mutating func suppose(_ parameter: String, _ supposition: Supposition) {
    guard let index = parameters.firstIndex(where: { $0.name.text == parameter }) else { return }
    switch supposition {
    case .is(let value): parameters[index].defaultValue = value
    case .isNot(let value):
      if parameters[index].defaultValue?.scalarText == value.scalarText { parameters[index].defaultValue = nil }
    }
  }
}

extension Value {
  /// The parameter and the value that a condition compares, if it does nothing else.
  fileprivate var comparison: (parameter: String, value: Value)? {
    guard let call = intrinsic, call.function == .equals, let first = call.argument(0), let second = call.argument(1)
    else { return nil }
    for (reference, value) in [(first, second), (second, first)] {
      guard let call = reference.intrinsic, call.function == .ref, let name = call.argument.string,
        value.scalarText != nil
      else { continue }
      return (name, value)
    }
    return nil
  }
}

extension ValueMap {
  /// The members that are there in a world; nil if they are the same in each.
  fileprivate func deciding(by world: ConditionWorld) -> ValueMap? {
    var changed: [Entry]?
    for index in entries.indices {
      let decided = entries[index].value.deciding(by: world)
      if decided != nil, changed == nil { changed = Array(entries[..<index]) }
      guard changed != nil else { continue }
      let value = decided ?? entries[index].value
      if !value.isNoValue { changed?.append(Entry(entries[index].key, at: entries[index].keySpan, value)) }
    }
    return changed.map(ValueMap.init)
  }
}

extension Value {
  /// The value that this is in a world; nil if it is the same in each.
  fileprivate func deciding(by world: ConditionWorld) -> Value? {
    switch kind {
    case .null, .bool, .number, .string: return nil
    case .list(let items):
      var changed: [Value]?
      for index in items.indices {
        let decided = items[index].deciding(by: world)
        if decided != nil, changed == nil { changed = Array(items[..<index]) }
        guard changed != nil else { continue }
        let item = decided ?? items[index]
        if !item.isNoValue { changed?.append(item) }
      }
      return changed.map { Value(.list($0), span) }
    case .map(let map): return map.deciding(by: world).map { Value(.map($0), span) }
    case .intrinsic(let call):
      guard call.function == .ifElse, let name = call.argument(0)?.string, let holds = world.truths[name],
        let branch = call.argument(holds ? 1 : 2)
      else { return call.argument.deciding(by: world).map { .call(call.function, $0, span) } }
      return branch.deciding(by: world) ?? branch
    }
  }
}
