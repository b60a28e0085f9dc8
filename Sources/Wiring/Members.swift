/// The members of a JSON object, in order.
public struct Members<Value: Codable & Sendable & Equatable>: Sendable, Equatable {
  /// One name and its value.
  public struct Member: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The value.
    public var value: Value
  }

  /// The members in the order they were added; after decoding, sorted by name.
  public private(set) var items: [Member] = []

  /// Makes an object without members.
  public init() {}

  /// The value of a name.
  public subscript(name: String) -> Value? { items.first { $0.name == name }?.value }

  /// Adds a member, in place of an earlier one of that name.
  public mutating func set(_ name: String, _ value: Value) {
    if let index = items.firstIndex(where: { $0.name == name }) {
      items[index].value = value
    } else {
      items.append(Member(name: name, value: value))
    }
  }
}

extension Members {
  /// Whether both have the same members; their order means nothing (RFC 8259, section 4).
  public static func == (a: Members, b: Members) -> Bool {
    guard a.items.count == b.items.count else { return false }
    return a.items.sorted { $0.name < $1.name } == b.items.sorted { $0.name < $1.name }
  }
}

extension Members: Codable {
  /// Reads a JSON object.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: MemberName.self)
    for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      items.append(Member(name: key.stringValue, value: try container.decode(Value.self, forKey: key)))
    }
  }

  /// Writes a JSON object.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: MemberName.self)
    for item in items { try container.encode(item.value, forKey: MemberName(stringValue: item.name)) }
  }
}

/// Any text as a coding key.
struct MemberName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }

  init?(intValue: Int) { return nil }
}
