import WireProtocols

/// A value of the wire as JSON that keeps its kind: `{"integer": "1"}`, `{"blob": [1, 2]}`, `{"object": [["name", …]]}`.
struct TaggedValue: Codable {
  let value: WireValue

  private enum Key: String, CodingKey {
    case null, bool, integer, double, string, blob, timestamp, list, object
  }

  private struct Entry: Codable {
    var name: String
    var value: TaggedValue
  }

  init(_ value: WireValue) { self.value = value }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    guard let key = values.allKeys.first else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no kind"))
    }
    switch key {
    case .null: value = .null
    case .bool: value = .bool(try values.decode(Bool.self, forKey: key))
    case .integer: value = .integer(try values.decode(Int64.self, forKey: key))
    case .double: value = .double(Double(try values.decode(String.self, forKey: key)) ?? .nan)
    case .string: value = .string(try values.decode(String.self, forKey: key))
    case .blob: value = .blob(try values.decode([UInt8].self, forKey: key))
    case .timestamp: value = .timestamp(try values.decode(Double.self, forKey: key))
    case .list: value = .list(try values.decode([TaggedValue].self, forKey: key).map(\.value))
    case .object:
      var object = WireObject()
      for entry in try values.decode([Entry].self, forKey: key) { object.append(entry.name, entry.value.value) }
      value = .object(object)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    switch value {
    case .null: try values.encodeNil(forKey: .null)
    case .bool(let value): try values.encode(value, forKey: .bool)
    case .integer(let value): try values.encode(value, forKey: .integer)
    case .double(let value): try values.encode(value.description, forKey: .double)
    case .string(let value): try values.encode(value, forKey: .string)
    case .blob(let value): try values.encode(value, forKey: .blob)
    case .timestamp(let value): try values.encode(value, forKey: .timestamp)
    case .list(let items): try values.encode(items.map(TaggedValue.init), forKey: .list)
    case .object(let object):
      try values.encode(object.members.map { Entry(name: $0.name, value: TaggedValue($0.value)) }, forKey: .object)
    }
  }
}
