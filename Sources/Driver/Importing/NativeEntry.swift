import Frontends
import Source
import Spec
import Template

/// An entry of a section that may stand for a resource: what keys say by their declarations, and the rest under `properties:`.
/// Whether it builds to the same is not judged here.
struct NativeEntry {
  private let resource: Resource
  private let kind: ResourceKind
  private let shape: ObjectShape

  init(_ resource: Resource, _ kind: ResourceKind) {
    self.resource = resource
    self.kind = kind
    shape = Section.named(kind.rawValue)?.entry.objectShape ?? ObjectShape([])
  }

  /// The key of an entry: the logical id without its kind, with a small letter first.
  static func key(_ resource: Resource, _ kind: ResourceKind) -> String {
    let id = resource.logicalID
    let stem = id.hasSuffix(kind.suffix) && id.count > kind.suffix.count ? id.dropLast(kind.suffix.count) : id[...]
    return stem.prefix(1).lowercased() + stem.dropFirst()
  }

  /// What stands behind the key.
  var block: YAMLText.Block {
    var lines: [String] = []
    let key = Self.key(resource, kind)
    if key.prefix(1).uppercased() + key.dropFirst() + kind.suffix != resource.logicalID {
      lines += member("logicalId", .string(resource.logicalID, resource.span))
    }
    if let condition = resource.condition { lines += member("condition", .string(condition.text, condition.span)) }
    if !resource.dependsOn.isEmpty {
      lines += member("dependsOn", .list(resource.dependsOn.map { .string($0.text, $0.span) }, resource.span))
    }
    for attribute in resource.attributes.entries {
      let name = attribute.key.prefix(1).lowercased() + attribute.key.dropFirst()
      lines += member(name, shape.key(name).flatMap { word(attribute.value, $0.type) } ?? attribute.value)
    }
    var rest = ValueMap()
    for property in resource.properties.entries {
      if let (name, value) = said(property) { lines += member(name, value) } else { rest.entries.append(property) }
    }
    if !rest.isEmpty { lines += member("properties", Value(.map(rest), resource.span)) }
    return StackFileText.map(lines)
  }

  private func member(_ key: String, _ value: Value) -> [String] { YAMLText.member(key, YAMLText.block(value)) }

  /// The key that says a property, with what stands behind it; nil if none does.
  private func said(_ property: ValueMap.Entry) -> (String, Value)? {
    if property.key == ResourceType.named(resource.type)?.identity?.nameProperty, shape.key("name") != nil {
      return ("name", property.value)
    }
    guard let key = shape.keys.first(where: { $0.property == property.key }) else { return nil }
    return word(property.value, key.type).map { (key.name, $0) }
  }

  /// A value as a key of a type takes it; nil where it takes another form.
  private func word(_ value: Value, _ type: KeyType) -> Value? {
    switch type {
    case .text, .identifier, .anything: value
    case .boolean: value.isBool ? value : nil
    case .integer: value.isNumber ? value : nil
    case .duration(let unit): value.isNumber ? value.integer.map { .string(Self.time($0, unit), value.span) } : nil
    case .size(let unit): value.isNumber ? value.integer.map { .string("\($0) \(unit.rawValue)", value.span) } : nil
    case .choice(let choices):
      choices.first { $0.value == value.string }.map { .string($0.word, value.span) }
    case .list(let item):
      value.list.flatMap { items in
        let words = items.compactMap { word($0, item) }
        return words.count == items.count ? .list(words, value.span) : nil
      }
    case .reference, .map, .object, .either: nil
    }
  }

  /// A length of time in the largest unit that has it whole, as people write it.
  private static func time(_ count: Int, _ unit: TimeUnit) -> String {
    let (length, overflow) = count.multipliedReportingOverflow(by: unit.inMilliseconds)
    guard !overflow, count > 0 else { return "\(count)\(unit.suffix)" }
    let best = TimeUnit.allCases.last { length % $0.inMilliseconds == 0 } ?? unit
    return "\(length / best.inMilliseconds)\(best.suffix)"
  }
}

extension Value {
  fileprivate var isBool: Bool { if case .bool = kind { true } else { false } }
  fileprivate var isNumber: Bool { if case .number = kind { true } else { false } }
}
