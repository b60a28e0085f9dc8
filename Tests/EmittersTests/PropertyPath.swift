import Source
import Spec
import Template

/// Where a value stands within the properties of a resource.
struct PropertyPath {
  enum Step {
    case key(String)
    case index(Int)
  }

  let steps: [Step]

  /// The path without the places in lists: `Targets.Arn`.
  var name: String {
    steps.compactMap { if case .key(let key) = $0 { key } else { nil } }.joined(separator: ".")
  }

  /// Every path below a value, outer ones first.
  static func all(in value: Value, below steps: [Step] = []) -> [PropertyPath] {
    let inner: [(Step, Value)]
    switch value.kind {
    case .map(let map): inner = map.entries.map { (.key($0.key), $0.value) }
    case .list(let items): inner = items.enumerated().map { (.index($0), $1) }
    case .null, .bool, .number, .string, .intrinsic: return []
    }
    return inner.flatMap { step, child in
      [PropertyPath(steps: steps + [step])] + all(in: child, below: steps + [step])
    }
  }

  /// A value with what stands at the path replaced, or taken out.
  func setting(_ new: Value?, in value: Value) -> Value { Self.set(new, steps[...], value) }

  /// What stands at the path.
  func value(in root: Value) -> Value? {
    steps.reduce(root) { value, step in
      switch step {
      case .key(let key): value?[key]
      case .index(let index): value?.list?[index]
      }
    }
  }

  private static func set(_ new: Value?, _ steps: ArraySlice<Step>, _ value: Value) -> Value {
    guard let first = steps.first else { return new ?? value }
    let rest = steps.dropFirst()
    switch (first, value.kind) {
    case (.key(let key), .map(let map)):
      let entries = map.entries.compactMap { entry -> ValueMap.Entry? in
        guard entry.key == key else { return entry }
        if rest.isEmpty, new == nil { return nil }
        return .init(key, at: entry.keySpan, set(new, rest, entry.value))
      }
      return Value(.map(ValueMap(entries)), value.span)
    case (.index(let index), .list(var items)):
      if rest.isEmpty, new == nil { items.remove(at: index) } else { items[index] = set(new, rest, items[index]) }
      return .list(items, value.span)
    default: return value
    }
  }
}

extension Value {
  /// Another value of the same kind, everything within it changed.
  var changed: Value {
    switch kind {
    case .bool(let value): return .bool(!value, span)
    case .number(let text): return .integer((Int(text) ?? 0) + 1, span)
    case .string(let text):
      return .string(Self.opposites[text] ?? Int(text).map { String($0 + 1) } ?? text + "x", span)
    case .list(let items): return .list(items.map(\.changed), span)
    case .map(let map):
      return Value(.map(ValueMap(map.entries.map { .init($0.key, at: $0.keySpan, $0.value.changed) })), span)
    case .null, .intrinsic: return .string("changed", span)
    }
  }

  /// Choices of two, where any other text means the usual one.
  private static let opposites = ["true": "false", "ENABLED": "DISABLED", "RUNNING": "STOPPED"]

  /// A value of a shape with every member that it can have. What is nested deeper is left out.
  static func sample(of shape: Shape, named name: String, _ span: Span, depth: Int = 4) -> Value? {
    if let text = known[name] { return .string(text, span) }
    let kinds = shape.kinds
    if kinds.contains(.object) {
      guard !shape.properties.isEmpty else { return .object(span, ["Key": .string("value", span)]) }
      guard depth > 0 else { return nil }
      let members = shape.properties.compactMap { property in
        sample(of: property.shape, named: property.name, span, depth: depth - 1).map {
          ValueMap.Entry(property.name, at: span, $0)
        }
      }
      return Value(.map(ValueMap(members)), span)
    }
    if kinds.contains(.array) {
      guard let items = shape.items else { return .list([.string("sample", span)], span) }
      return sample(of: items, named: name, span, depth: depth).map { .list([$0], span) }
    }
    if case .string(let text)? = shape.enumValues.first { return .string(text, span) }
    if kinds.contains(.string) { return .string("sample", span) }
    if !kinds.isDisjoint(with: [.integer, .number]) { return .integer(7, span) }
    return .bool(true, span)
  }

  /// Choices that the schemas leave open.
  private static let known = ["KeyType": "HASH"]
}
