import Frontends
import Source
import Spec
import Template

/// An entry of a section that stands for a resource, while it is put together: keys for what they say, and the rest under
/// `properties:`. Whether it builds to the same is not judged here.
struct EntryDraft {
  let resource: Resource
  let kind: ResourceKind
  let shape: ObjectShape
  let words: KeyWords
  let choices: ImportChoices
  /// What is around the resource.
  let template: ImportedTemplate
  /// The keys so far.
  var keys = ValueMap()
  /// Properties that no key says yet.
  private(set) var left: ValueMap
  /// What stands for further resources.
  private(set) var arrows: [ImportArrow] = []

  init(
    _ resource: Resource, _ kind: ResourceKind, _ words: KeyWords, _ choices: ImportChoices,
    _ template: ImportedTemplate
  ) {
    self.resource = resource
    self.kind = kind
    self.words = words
    self.choices = choices
    self.template = template
    shape = Section.named(kind.rawValue)?.entry.objectShape ?? ObjectShape([])
    left = ValueMap(
      resource.properties.entries.filter { choices.form(of: $0.key, resource.logicalID, kind) == .key })
  }

  /// The key of an entry: the logical id without its kind, with a small letter first.
  static func key(_ resource: Resource, _ kind: ResourceKind) -> String {
    let id = resource.logicalID
    let stem = id.hasSuffix(kind.suffix) && id.count > kind.suffix.count ? id.dropLast(kind.suffix.count) : id[...]
    // An abbreviation keeps its capitals: `SNSTopic` is no `sNSTopic`.
    let second = stem.dropFirst().first
    let isWord = second.map { !$0.isUppercase } ?? true
    let key = (isWord ? stem.prefix(1).lowercased() : String(stem.prefix(1))) + stem.dropFirst()
    let isUnnamedFIFO =
      resource["FifoQueue"]?.bool == true && resource["QueueName"] == nil
      || resource["FifoTopic"]?.bool == true && resource["TopicName"] == nil
    return isUnnamedFIFO ? key + ".fifo" : key
  }

  /// The property, which a key is about to say.
  mutating func take(_ property: String) -> Value? {
    guard let value = left[property] else { return nil }
    left.entries.removeAll { $0.key == property }
    return value
  }

  /// A property that stays where it is.
  func peek(_ property: String) -> Value? { left[property] }

  mutating func put(_ key: String, _ value: Value?) {
    if let value { keys.set(key, at: resource.span, value) }
  }

  mutating func add(_ arrow: ImportArrow) { arrows.append(arrow) }

  /// Says a property by a key, if the key can.
  mutating func say(_ key: String, _ property: String, _ word: (Value) -> Value?) {
    guard let value = left[property], let word = word(value) else { return }
    _ = take(property)
    put(key, word)
  }

  /// Says a property that is an object of one member by a key for that.
  mutating func unwrap(_ key: String, _ property: String, _ member: String) {
    guard let type = shape.key(key)?.type else { return }
    say(key, property) { [self] value in
      guard let map = value.map, map.entries.count == 1, let inner = map[member] else { return nil }
      return words.word(inner, type)
    }
  }

  /// The whole of what stands behind the key.
  mutating func finished(key: String) -> Value {
    sayPlainProperties()
    sayTags()
    let id = resource.logicalID
    if Self.usualID(of: key, kind) != id { put("logicalId", .string(id, resource.span)) }
    if let condition = resource.condition { put("condition", .string(condition.text, condition.span)) }
    let earlier = resource.dependsOn.map { name in
      Value.string(words.paths.entries[name.text] ?? name.text, name.span)
    }
    if !earlier.isEmpty { put("dependsOn", earlier.count == 1 ? earlier[0] : .list(earlier, resource.span)) }
    for attribute in resource.attributes.entries {
      let name = attribute.key.prefix(1).lowercased() + attribute.key.dropFirst()
      put(name, shape.key(name).flatMap { words.word(attribute.value, $0.type) })
    }
    keys.sort(by: shape)
    let rest = rawProperties()
    if !rest.isEmpty { put("properties", Value(.map(rest), resource.span)) }
    return Value(.map(keys), resource.span)
  }

  private static func usualID(of key: String, _ kind: ResourceKind) -> String {
    let parts = key.split(separator: ".")
    return parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + kind.suffix
  }

  /// Properties as they are, in the template's order, and those that are taken away.
  private func rawProperties() -> ValueMap {
    let id = resource.logicalID
    var rest = ValueMap(
      resource.properties.entries.filter { entry in
        left[entry.key] != nil || choices.form(of: entry.key, id, kind) == .raw
      }.map { ValueMap.Entry($0.key, at: $0.keySpan, words.paths.stackValue($0.value)) })
    for property in (choices.removed[id] ?? []).sorted() where rest[property] == nil {
      rest.set(property, at: resource.span, Value(.null, resource.span))
    }
    return rest
  }

  /// Properties whose value a key takes as it is.
  private mutating func sayPlainProperties() {
    if let name = ResourceType.named(resource.type)?.identity?.nameProperty, shape.key("name") != nil {
      say("name", name) { [self] in words.word($0, .text) }
    }
    for entry in left.entries {
      guard let key = shape.keys.first(where: { $0.property == entry.key }), keys[key.name] == nil else { continue }
      say(key.name, entry.key) { [self] in words.word($0, key.type) }
    }
  }

  /// Tags in AWS's list of pairs, or as a map.
  private mutating func sayTags() {
    guard shape.key("tags") != nil else { return }
    for property in ["Tags", "UserPoolTags", "IdentityPoolTags"] {
      say("tags", property) { [self] value in
        if value.map != nil { return words.word(value, .map(.text)) }
        guard let pairs = value.list?.map(\.keyAndValue) else { return nil }
        var map = ValueMap()
        for pair in pairs {
          guard let pair, map[pair.key] == nil, let word = words.word(pair.value, .text) else { return nil }
          map.set(pair.key, at: value.span, word)
        }
        return Value(.map(map), value.span)
      }
    }
  }
}

extension Value {
  /// `Key` and `Value` of a tag; nil if there is more or less.
  fileprivate var keyAndValue: (key: String, value: Value)? {
    guard let map, map.entries.count == 2, let key = map["Key"]?.string, let value = map["Value"] else { return nil }
    return (key, value)
  }
}
