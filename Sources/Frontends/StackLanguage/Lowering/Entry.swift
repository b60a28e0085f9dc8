import Diagnostics
import Source
import Template
import YAML

/// A map with declared keys, being lowered: what its author wrote, over what `defaults:` gives.
struct Entry {
  /// The key it stands under.
  let name: String
  /// The section's entry, if it is one.
  let declared: Declared?
  /// What was written, then what it starts from; the first that has a key decides.
  let layers: [Node]
  /// Its keys.
  let shape: ObjectShape
  /// Misspelt keys, by the key that each was meant to be: they count as that, so that nothing follows from the misspelling.
  private var misspelt: [String: String] = [:]

  /// Checks the keys of a map; a scalar or list is taken for the shape's obvious key. Nil, with a finding, for what is neither.
  init?(
    _ layers: [Node], shape: ObjectShape, name: String, declared: Declared? = nil, lowering: inout StackLowering
  ) {
    self.name = name
    self.declared = declared
    self.shape = shape
    self.layers = layers.filter { $0.kind == .mapping || $0.scalar != .null }
    guard let node = layers.first else { return nil }
    if node.kind != .mapping, shape.shorthand == nil,
      !(node.kind == .scalar && node.scalar == .null && node.text.isEmpty)
    {
      lowering.findings.report(
        .wrongType(name, wanted: KeyType.object(shape).phrase, got: node.phrase, at: node.span))
      return nil
    }
    checkKeys(of: node, &lowering)
    checkRequired(at: declared?.keySpan ?? node.span, &lowering)
  }

  private mutating func checkKeys(of node: Node, _ lowering: inout StackLowering) {
    guard node.kind == .mapping, shape.open == nil else { return }
    let known = shape.keys.map(\.name)
    for (key, value) in node.entries {
      if let declared = shape.key(key.text) {
        if declared.isLiteral, let open = value.firstNotLiteral {
          let wanted = declared.type.phrase + ", written out"
          lowering.findings.report(
            .wrongType(key.text, wanted: wanted, got: "what is known at deployment alone", at: open.span))
        }
        continue
      }
      lowering.findings.report(.unknownKey(key.text, at: key.span, in: name, known: known))
      if let meant = Spelling.nearest(to: key.text, in: known), !has(meant) { misspelt[meant] = key.text }
    }
  }

  private func checkRequired(at span: Span, _ lowering: inout StackLowering) {
    // A map of which no key is known, in place of a lone value: what it lacks is no second fault.
    if shape.shorthand != nil, let map = layers.first, map.kind == .mapping, !map.entries.isEmpty,
      map.entries.allSatisfy({ shape.key($0.key.text) == nil })
    {
      return
    }
    for key in shape.keys where key.isRequired && node(key.name) == nil && !isGivenRaw(key) {
      lowering.findings.report(.missingKey(key.name, in: name, at: span))
    }
  }

  /// Whether `properties:` holds what a key would give.
  private func isGivenRaw(_ key: Key) -> Bool {
    guard !key.stands.isEmpty, let properties = node("properties"), properties.kind == .mapping else { return false }
    return key.stands.contains { properties[$0] != nil }
  }

  /// Where it is written: its key for an entry of a section, else the whole.
  var span: Span { declared?.keySpan ?? layers.first?.span ?? Span(SourceID(0), 0, 0) }

  /// All that is written of it.
  var extent: Span { layers.first.map { span.union($0.span) } ?? span }

  /// The logical id of its resource.
  var logicalID: String { declared?.logicalID ?? name }

  /// The node of a key.
  func node(_ key: String) -> Node? {
    for layer in layers {
      if layer.kind == .mapping {
        if let node = layer[key] ?? misspelt[key].flatMap({ layer[$0] }) { return node }
      } else if key == shape.shorthand {
        return layer
      }
    }
    return nil
  }

  /// Where a key is written.
  func keySpan(_ key: String) -> Span? {
    for layer in layers where layer.kind == .mapping {
      if let entry = layer.entries.first(where: { $0.key.text == key || $0.key.text == misspelt[key] }) {
        return entry.key.span
      }
    }
    return node(key)?.span
  }

  /// The name that a key holds; what is no text is reported.
  func plainName(_ key: String, _ lowering: inout StackLowering) -> Name? {
    guard let node = node(key) else { return nil }
    guard node.kind == .scalar, node.scalar != .null else {
      lowering.findings.report(.wrongType(key, wanted: KeyType.text.phrase, got: node.phrase, at: node.span))
      return nil
    }
    return Name(node.text, node.contentSpan)
  }

  /// Whether a key is given.
  func has(_ key: String) -> Bool { node(key) != nil }

  /// The text of a key, as it is written.
  func text(_ key: String) -> String? { node(key).flatMap { $0.kind == .scalar ? $0.text : nil } }

  /// The truth of a key; what cannot be read is reported where the value is.
  func bool(_ key: String) -> Bool? { if case .bool(let value) = node(key)?.scalar { value } else { nil } }

  /// The value of a key as its type wants it.
  func value(_ key: String, _ lowering: inout StackLowering) -> Value? {
    guard let type = shape.key(key)?.type else { return nil }
    let nodes = layers.compactMap { layer in
      layer.kind == .mapping
        ? layer[key] ?? misspelt[key].flatMap { layer[$0] } : (key == shape.shorthand ? layer : nil)
    }
    guard let first = nodes.first, let value = lowering.value(first, as: type, key: key) else { return nil }
    guard var map = value.map, nodes.count > 1 else { return value }
    for node in nodes.dropFirst() where node.kind == .mapping {
      for entry in lowering.value(node, as: type, key: key)?.map?.entries ?? [] where map[entry.key] == nil {
        map.entries.append(entry)
      }
    }
    return Value(.map(map), value.span)
  }

  /// The properties of all keys that name one, in the order they are written.
  func properties(_ lowering: inout StackLowering) -> ValueMap {
    var map = ValueMap()
    var done: Set<String> = []
    for layer in layers {
      let names = layer.kind == .mapping ? layer.entries.map(\.key.text) : [shape.shorthand ?? ""]
      for written in names {
        let name = misspelt.first { $0.value == written }?.key ?? written
        guard done.insert(name).inserted else { continue }
        guard let property = shape.key(name)?.property, let value = value(name, &lowering) else { continue }
        map.set(property, at: keySpan(name) ?? span, value)
      }
    }
    return map
  }

  /// The maps of a key that holds one or several.
  func entries(_ key: String, _ lowering: inout StackLowering) -> [Entry] {
    guard let type = shape.key(key)?.type, let node = node(key) else { return [] }
    var itemType = type
    if case .list(let item) = type { itemType = item }
    guard let shape = itemType.objectShape else { return [] }
    let nodes = node.kind == .sequence ? Array(node.items) : [node]
    return nodes.compactMap { Entry([$0], shape: shape, name: key, lowering: &lowering) }
  }

  /// The maps of a key that holds a map of them, by name.
  func namedEntries(_ key: String, _ lowering: inout StackLowering) -> [(name: Node, entry: Entry)] {
    guard case .map(let item)? = shape.key(key)?.type, let shape = item.objectShape, let node = node(key),
      lowering.isMapping(node, key: key, type: .map(item))
    else { return [] }
    return node.entries.compactMap { name, child in
      Entry([child], shape: shape, name: name.text, lowering: &lowering).map { (name, $0) }
    }
  }

  /// The map of a key.
  func entry(_ key: String, _ lowering: inout StackLowering) -> Entry? {
    guard let shape = shape.key(key)?.type.objectShape else { return nil }
    let nodes = layers.compactMap { layer in
      layer.kind == .mapping ? layer[key] ?? misspelt[key].flatMap { layer[$0] } : nil
    }
    return nodes.isEmpty ? nil : Entry(nodes, shape: shape, name: key, lowering: &lowering)
  }
}

extension KeyType {
  /// The shape, if this is a map with fixed keys, or one of its forms is.
  var objectShape: ObjectShape? {
    switch self {
    case .object(let shape): shape
    case .either(_, let full): full.objectShape
    default: nil
    }
  }
}

extension Node {
  /// What in the value is a function or a placeholder; nil if all of it is written out.
  fileprivate var firstNotLiteral: Node? {
    if isIntrinsicCall || kind == .scalar && text.contains("${") { return self }
    return items.lazy.compactMap(\.firstNotLiteral).first ?? entries.lazy.compactMap { $0.value.firstNotLiteral }.first
  }
}
