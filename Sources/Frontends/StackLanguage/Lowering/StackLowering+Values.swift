import Diagnostics
import Source
import Template
import YAML

extension StackLowering {
  /// The value of a node as its key's type wants it; nil, with a finding, if it does not fit.
  mutating func value(_ node: Node, as type: KeyType, key: String) -> Value? {
    if node.isIntrinsicCall { return cloudFormationValue(node).map { inBranches($0, as: type, key: key) } }
    switch type {
    case .text, .identifier: return scalar(node, key: key, type: type) == nil ? nil : interpolate(node)
    case .boolean: return boolean(node, key: key)
    case .integer: return integer(node, key: key)
    case .duration(let unit): return duration(node, unit, key: key)
    case .size(let unit): return size(node, unit, key: key)
    case .choice(let choices): return choice(node, choices, key: key)
    case .reference(let kinds): return reference(node, kinds, key: key)
    case .list(let item): return list(node, item, key: key)
    case .map(let item): return map(node, item, key: key)
    case .either(let simple, let full): return value(node, as: node.kind == .mapping ? full : simple, key: key)
    case .object(let shape): return object(node, shape, key: key)
    case .anything: return cloudFormationValue(node)
    }
  }

  /// A call; what stands in the branches of `!If` may be written as the key has it, `60s`, or as CloudFormation does.
  private mutating func inBranches(_ value: Value, as type: KeyType, key: String) -> Value {
    guard let call = value.intrinsic, call.function == .ifElse, var items = call.argument.list, items.count == 3 else {
      return value
    }
    for index in 1...2 {
      guard case .string(let text) = items[index].kind else {
        items[index] = inBranches(items[index], as: type, key: key)
        continue
      }
      items[index].kind = branch(text, as: type, key: key, at: items[index].span)
    }
    return .call(.ifElse, .list(items, call.argument.span), value.span)
  }

  private mutating func branch(_ text: String, as type: KeyType, key: String, at span: Span) -> Value.Kind {
    func quantity(_ convert: (Quantity) -> Int?) -> Value.Kind {
      guard let quantity = Quantity(text) else { return .string(text) }
      return number(quantity, type: type, key: key, at: span, convert).map { .number(String($0)) } ?? .string(text)
    }
    switch type {
    case .duration(let unit): return quantity { $0.time(in: unit) }
    case .size(let unit): return quantity { $0.size(in: unit) }
    case .choice(let choices): return .string(choices.first { $0.word == text }?.value ?? text)
    case .either(let simple, _): return branch(text, as: simple, key: key, at: span)
    case .text, .identifier, .boolean, .integer, .reference, .list, .map, .object, .anything: return .string(text)
    }
  }

  /// Checks that a node is a scalar.
  private mutating func scalar(_ node: Node, key: String, type: KeyType) -> Node? {
    guard node.kind == .scalar, node.scalar != .null else {
      findings.report(.wrongType(key, wanted: type.phrase, got: node.phrase, at: node.span))
      return nil
    }
    return node
  }

  private func hasPlaceholder(_ node: Node) -> Bool { node.kind == .scalar && node.text.contains("${") }

  private mutating func boolean(_ node: Node, key: String) -> Value? {
    if hasPlaceholder(node) { return interpolate(node) }
    if case .bool(let value) = node.scalar { return .bool(value, node.span) }
    findings.report(.wrongType(key, wanted: KeyType.boolean.phrase, got: node.phrase, at: node.span))
    return nil
  }

  private mutating func integer(_ node: Node, key: String) -> Value? {
    if hasPlaceholder(node) { return interpolate(node) }
    if node.kind == .scalar, let value = Int(node.text) { return .integer(value, node.span) }
    if node.kind == .scalar, let quantity = Quantity(node.text), !quantity.unit.isEmpty {
      findings.report(.unitWithoutUse(key, quantity, at: node.span))
    } else {
      findings.report(.wrongType(key, wanted: KeyType.integer.phrase, got: node.phrase, at: node.span))
    }
    return nil
  }

  private mutating func duration(_ node: Node, _ unit: TimeUnit, key: String) -> Value? {
    quantity(node, type: .duration(unit), key: key) { $0.time(in: unit) }
  }

  private mutating func size(_ node: Node, _ unit: SizeUnit, key: String) -> Value? {
    quantity(node, type: .size(unit), key: key) { $0.size(in: unit) }
  }

  private mutating func quantity(_ node: Node, type: KeyType, key: String, _ convert: (Quantity) -> Int?) -> Value? {
    if hasPlaceholder(node) { return interpolate(node) }
    guard node.kind == .scalar, let quantity = Quantity(node.text) else {
      findings.report(.wrongType(key, wanted: type.phrase, got: node.phrase, at: node.span))
      return nil
    }
    return number(quantity, type: type, key: key, at: node.span, convert).map { .integer($0, node.span) }
  }

  /// A quantity in the unit that CloudFormation takes; nil, with a finding, if its own is another kind of unit.
  private mutating func number(
    _ quantity: Quantity, type: KeyType, key: String, at span: Span, _ convert: (Quantity) -> Int?
  ) -> Int? {
    if quantity.unit.isEmpty, let number = Int(quantity.number) { return number }
    if let number = convert(quantity) { return number }
    findings.report(.wrongUnit(key, quantity, type: type, at: span))
    return nil
  }

  private mutating func choice(_ node: Node, _ choices: [Choice], key: String) -> Value? {
    if hasPlaceholder(node) { return interpolate(node) }
    guard let node = scalar(node, key: key, type: .choice(choices)) else { return nil }
    if let found = choices.first(where: { $0.word == node.text }) { return .string(found.value, node.span) }
    findings.report(.unknownChoice(node.text, key: key, choices: choices, at: node.span))
    return nil
  }

  private mutating func reference(_ node: Node, _ kinds: [ResourceKind], key: String) -> Value? {
    guard let node = scalar(node, key: key, type: .reference(kinds)) else { return nil }
    if node.text.hasPrefix("arn:") || hasPlaceholder(node) { return interpolate(node) }
    return reference(node.text, at: node.span, kinds: kinds)
  }

  private mutating func list(_ node: Node, _ item: KeyType, key: String) -> Value? {
    guard node.kind == .sequence else {
      return value(node, as: item, key: key).map { .list([$0], node.span) }
    }
    var values: [Value] = []
    for child in node.items {
      if let value = value(child, as: item, key: key) { values.append(value) }
    }
    return .list(values, node.span)
  }

  private mutating func map(_ node: Node, _ item: KeyType, key: String) -> Value? {
    guard isMapping(node, key: key, type: .map(item)) else { return nil }
    var map = ValueMap()
    for (name, child) in node.entries {
      if let value = value(child, as: item, key: name.text) { map.set(name.text, at: name.span, value) }
    }
    return Value(.map(map), node.span)
  }

  /// A map with fixed keys whose keys that have a property become that property.
  private mutating func object(_ node: Node, _ shape: ObjectShape, key: String) -> Value? {
    guard let entry = Entry([node], shape: shape, name: key, lowering: &self) else { return nil }
    return Value(.map(entry.properties(&self)), node.span)
  }

  /// Checks that a node is a map.
  mutating func isMapping(_ node: Node, key: String, type: KeyType) -> Bool {
    if node.kind == .mapping { return true }
    findings.report(.wrongType(key, wanted: type.phrase, got: node.phrase, at: node.span))
    return false
  }
}
