extension JSONValue {
  /// The JSON of a value of the plan, its members in the order in which its type declares them.
  public init(encoding value: some Encodable) throws {
    let slot = JSONSlot()
    try value.encode(to: JSONValueEncoder(slot: slot, codingPath: []))
    self = slot.value
  }
}

/// A place that one value is written into.
private final class JSONSlot {
  var leaf: JSONValue?
  var members: [(name: String, slot: JSONSlot)] = []
  var items: [JSONSlot] = []
  var isObject = false

  /// What was written; an array if nothing was.
  var value: JSONValue {
    if let leaf { return leaf }
    guard isObject else { return .array(items.map(\.value)) }
    var object = Members<JSONValue>()
    for member in members { object.set(member.name, member.slot.value) }
    return .object(object)
  }
}

private struct JSONValueEncoder: Encoder {
  let slot: JSONSlot
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    slot.isObject = true
    return KeyedEncodingContainer(KeyedJSON<Key>(slot: slot, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { UnkeyedJSON(slot: slot, codingPath: codingPath) }

  func singleValueContainer() -> any SingleValueEncodingContainer { SingleJSON(slot: slot, codingPath: codingPath) }
}

private struct KeyedJSON<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let slot: JSONSlot
  let codingPath: [any CodingKey]

  private func add(_ key: any CodingKey) -> JSONSlot {
    let member = JSONSlot()
    slot.members.append((key.stringValue, member))
    return member
  }

  mutating func encodeNil(forKey key: Key) { add(key).leaf = .null }

  mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try SingleJSON(slot: add(key), codingPath: codingPath + [key]).put(value)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    JSONValueEncoder(slot: add(key), codingPath: codingPath + [key]).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    UnkeyedJSON(slot: add(key), codingPath: codingPath + [key])
  }

  mutating func superEncoder() -> any Encoder {
    JSONValueEncoder(slot: add(MemberName(stringValue: "super")), codingPath: codingPath)
  }

  mutating func superEncoder(forKey key: Key) -> any Encoder {
    JSONValueEncoder(slot: add(key), codingPath: codingPath + [key])
  }
}

private struct UnkeyedJSON: UnkeyedEncodingContainer {
  let slot: JSONSlot
  let codingPath: [any CodingKey]
  var count: Int { slot.items.count }

  private func add() -> JSONSlot {
    let item = JSONSlot()
    slot.items.append(item)
    return item
  }

  mutating func encodeNil() { add().leaf = .null }

  mutating func encode<T: Encodable>(_ value: T) throws {
    try SingleJSON(slot: add(), codingPath: codingPath).put(value)
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    JSONValueEncoder(slot: add(), codingPath: codingPath).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    UnkeyedJSON(slot: add(), codingPath: codingPath)
  }

  mutating func superEncoder() -> any Encoder { JSONValueEncoder(slot: add(), codingPath: codingPath) }
}

private struct SingleJSON: SingleValueEncodingContainer {
  let slot: JSONSlot
  let codingPath: [any CodingKey]

  mutating func encodeNil() { slot.leaf = .null }

  mutating func encode<T: Encodable>(_ value: T) throws { try put(value) }

  func put<T: Encodable>(_ value: T) throws {
    switch value {
    case let value as Bool: slot.leaf = .bool(value)
    case let value as String: slot.leaf = .string(value)
    case let value as Int: slot.leaf = .integer(value)
    case let value as Double: slot.leaf = .decimal(value)
    default: try value.encode(to: JSONValueEncoder(slot: slot, codingPath: codingPath))
    }
  }
}
