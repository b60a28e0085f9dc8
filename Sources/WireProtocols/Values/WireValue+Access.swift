extension WireValue {
  /// The text, if it is a string.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The number, if it is an integer.
  public var integer: Int? { if case .integer(let value) = self { Int(exactly: value) } else { nil } }
  /// The truth, if it is a boolean.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The bytes, if it is a blob.
  public var blob: [UInt8]? { if case .blob(let value) = self { value } else { nil } }
  /// The items, if it is a list.
  public var list: [WireValue]? { if case .list(let value) = self { value } else { nil } }
  /// The members, if it is a structure or a map.
  public var object: WireObject? { if case .object(let value) = self { value } else { nil } }
  /// The seconds since 1970, if it is a time.
  public var timestamp: Double? { if case .timestamp(let value) = self { value } else { nil } }
}

extension WireObject {
  /// A member's text.
  public func string(_ name: String) -> String? { self[name]?.string }
  /// A member's number.
  public func integer(_ name: String) -> Int? { self[name]?.integer }
  /// A member's truth.
  public func bool(_ name: String) -> Bool? { self[name]?.bool }
  /// A member's bytes.
  public func blob(_ name: String) -> [UInt8]? { self[name]?.blob }
  /// A member's items; none if it is absent.
  public func list(_ name: String) -> [WireValue] { self[name]?.list ?? [] }
  /// The texts of a member's items; none if it is absent.
  public func strings(_ name: String) -> [String] { list(name).compactMap(\.string) }
  /// A member's structure or map.
  public func object(_ name: String) -> WireObject? { self[name]?.object }
}

extension WireObject: ExpressibleByDictionaryLiteral {
  /// Makes one of names and values; a nil leaves its member out, as AWS leaves out what is not set.
  public init(dictionaryLiteral elements: (String, WireValue?)...) {
    for (name, value) in elements { if let value { append(name, value) } }
  }
}

extension WireValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// An integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}
