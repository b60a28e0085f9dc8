import Frontends
import Source
import Template

/// Values as the keys of the stack language take them: the way of the lowering, backwards.
struct KeyWords {
  let paths: StackPaths

  /// A value as a key of a type takes it; nil where the key would make something else of it.
  func word(_ value: Value, _ type: KeyType) -> Value? {
    switch type {
    case .text, .identifier:
      return value.map == nil && value.list == nil && !value.isNull ? paths.stackValue(value) : nil
    case .anything: return paths.stackValue(value)
    case .reference: return reference(value)
    case .either(let simple, let full): return word(value, value.map == nil ? simple : full)
    case .list(let item): return list(value, item)
    case .map(let item): return map(value, item)
    case .object(let shape): return object(value, shape)
    case .boolean, .integer, .duration, .size, .choice:
      return value.intrinsic == nil ? scalar(value, type) : call(value)
    }
  }

  /// A call, which every key takes.
  private func call(_ value: Value) -> Value { paths.stackValue(value) }

  private func scalar(_ value: Value, _ type: KeyType) -> Value? {
    switch type {
    case .boolean: return value.bool.map { .bool($0, value.span) }
    case .integer: return value.integer.map { .integer($0, value.span) }
    case .duration(let unit): return value.integer.map { .string(Self.time($0, unit), value.span) }
    case .size(let unit): return value.integer.map { .string(Self.size($0, unit), value.span) }
    case .choice(let choices): return choices.first { $0.value == value.string }.map { .string($0.word, value.span) }
    case .text, .identifier, .anything, .reference, .either, .list, .map, .object: return nil
    }
  }

  /// A resource by its path, or what says where it is.
  func reference(_ value: Value) -> Value? {
    if let path = paths.resource(value) { return .string(path, value.span) }
    if let text = value.string { return text.hasPrefix("arn:") ? paths.stackValue(value) : nil }
    return value.intrinsic == nil ? nil : paths.stackValue(value)
  }

  private func list(_ value: Value, _ item: KeyType) -> Value? {
    if value.intrinsic != nil { return call(value) }
    guard let items = value.list else { return nil }
    let words = items.compactMap { word($0, item) }
    guard words.count == items.count else { return nil }
    // One item may stand alone.
    if words.count == 1, words[0].list == nil, words[0].map == nil, words[0].intrinsic == nil { return words[0] }
    return .list(words, value.span)
  }

  private func map(_ value: Value, _ item: KeyType) -> Value? {
    guard let map = value.map else { return nil }
    var result = ValueMap()
    for entry in map.entries {
      guard let word = word(entry.value, item) else { return nil }
      result.entries.append(.init(entry.key, at: entry.keySpan, word))
    }
    return Value(.map(result), value.span)
  }

  /// A map whose every member is said by a key of the shape.
  func object(_ value: Value, _ shape: ObjectShape) -> Value? {
    guard let map = value.map else { return nil }
    var (keys, rest) = members(map, shape)
    guard rest.isEmpty else { return nil }
    keys.sort(by: shape)
    return Self.shortened(keys, shape, at: value.span)
  }

  /// What keys of a shape say of a map, and the members that none says.
  func members(_ map: ValueMap, _ shape: ObjectShape) -> (keys: ValueMap, rest: ValueMap) {
    var keys = ValueMap()
    var rest = ValueMap()
    for entry in map.entries {
      if let key = shape.keys.first(where: { $0.property == entry.key }), let word = word(entry.value, key.type) {
        keys.entries.append(.init(key.name, at: entry.keySpan, word))
      } else {
        rest.entries.append(entry)
      }
    }
    return (keys, rest)
  }

  /// The one obvious key alone, where it is the only one.
  static func shortened(_ keys: ValueMap, _ shape: ObjectShape, at span: Span) -> Value {
    if keys.entries.count == 1, let only = keys.entries.first, only.key == shape.shorthand, only.value.map == nil,
      only.value.intrinsic == nil, only.value.list == nil
    {
      return only.value
    }
    return Value(.map(keys), span)
  }

  /// A length of time in the largest unit that has it whole, as people write it.
  private static func time(_ count: Int, _ unit: TimeUnit) -> String {
    let (length, overflow) = count.multipliedReportingOverflow(by: unit.inMilliseconds)
    guard !overflow, count > 0 else { return "\(count)\(unit.suffix)" }
    let best = TimeUnit.allCases.last { length % $0.inMilliseconds == 0 } ?? unit
    return "\(length / best.inMilliseconds)\(best.suffix)"
  }

  /// A size in the unit of its property; a large one in a larger unit that has it whole.
  private static func size(_ count: Int, _ unit: SizeUnit) -> String {
    let (length, overflow) = count.multipliedReportingOverflow(by: unit.inBytes)
    let units: [SizeUnit] = [.gigabytes, .megabytes, .kilobytes]
    guard !overflow, length > 0, let best = units.first(where: { length % $0.inBytes == 0 }) else {
      return "\(count) \(unit.rawValue)"
    }
    return "\(length / best.inBytes) \(best.rawValue)"
  }
}

extension ValueMap {
  /// Orders keys as the language reference has them.
  mutating func sort(by shape: ObjectShape) {
    let places = Dictionary(
      shape.keys.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let ordered = entries.enumerated().sorted {
      (places[$0.element.key] ?? Int.max, $0.offset) < (places[$1.element.key] ?? Int.max, $1.offset)
    }
    entries = ordered.map(\.element)
  }
}

extension KeyType {
  /// The fixed keys, if there are such.
  var objectShape: ObjectShape? {
    switch self {
    case .object(let shape): shape
    case .list(let item), .map(let item): item.objectShape
    case .either(_, let full): full.objectShape
    case .text, .boolean, .integer, .duration, .size, .choice, .reference, .identifier, .anything: nil
    }
  }
}
