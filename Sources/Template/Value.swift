public import Source

/// A value of a template: JSON with places, in which CloudFormation's intrinsic functions are recognised.
public struct Value: Sendable {
  /// The value.
  public var kind: Kind
  /// Where it was written, or the place that made it necessary.
  public var span: Span

  /// A JSON value, or a call of an intrinsic function.
  public enum Kind: Sendable {
    case null
    case bool(Bool)
    /// A number as JSON writes it.
    case number(String)
    case string(String)
    case list([Value])
    case map(ValueMap)
    case intrinsic(Intrinsic)
  }

  /// Makes a value.
  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

extension Value {
  /// A scalar as text, as CloudFormation takes `true` and `1` where it wants one.
  public var scalarText: String? {
    switch kind {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .map, .intrinsic: nil
    }
  }
}

/// The members of an object, in source order.
public struct ValueMap: Sendable {
  /// One member.
  public struct Entry: Sendable {
    /// The name as the template has it: a CloudFormation property.
    public var key: String
    /// Where the name was written; for a derived member, the place that made it necessary.
    public var keySpan: Span
    /// The value.
    public var value: Value

    /// Makes a member.
    public init(_ key: String, at keySpan: Span, _ value: Value) {
      self.key = key
      self.keySpan = keySpan
      self.value = value
    }
  }

  /// The members; names are unique.
  public var entries: [Entry]

  /// Makes an object.
  public init(_ entries: [Entry] = []) { self.entries = entries }

  /// Whether it has no members.
  public var isEmpty: Bool { entries.isEmpty }

  /// Whether it has the form of a call: one member that names a function.
  public var isCallForm: Bool { entries.count == 1 && IntrinsicFunction.isName(entries[0].key) }

  /// The value of a member.
  public subscript(key: String) -> Value? { position(key).map { entries[$0].value } }

  /// Whether there is a member of a name, by its UTF-8 bytes.
  public func has(_ name: UnsafeRawBufferPointer) -> Bool {
    entries.contains { entry in
      guard entry.key.utf8.count == name.count else { return false }
      let isSame = entry.key.utf8.withContiguousStorageIfAvailable { UnsafeRawBufferPointer($0).elementsEqual(name) }
      return isSame ?? entry.key.utf8.elementsEqual(name)
    }
  }

  /// A member by name.
  public func entry(_ key: String) -> Entry? { position(key).map { entries[$0] } }

  /// Where a member stands.
  @inline(__always)
  func position(_ key: String) -> Int? { entries.firstIndex { $0.key.isSameName(as: key) } }

  /// Sets a member, in place if it exists, else at the end.
  public mutating func set(_ key: String, at keySpan: Span, _ value: Value) {
    if let index = position(key) {
      entries[index] = Entry(key, at: keySpan, value)
    } else {
      entries.append(Entry(key, at: keySpan, value))
    }
  }
}

/// A name with its place: a logical id in a `Ref`, a condition, an attribute.
public struct Name: Sendable {
  /// The name.
  public var text: String
  /// Where it stands.
  public var span: Span

  /// Makes a name.
  public init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

extension Value {
  /// The members, if this is an object.
  public var map: ValueMap? { if case .map(let map) = kind { map } else { nil } }

  /// The items, if this is a list.
  public var list: [Value]? { if case .list(let items) = kind { items } else { nil } }

  /// The items of a list, or the value itself as one item.
  public var listOrSelf: [Value] { list ?? [self] }

  /// The text, if this is a plain string.
  public var string: String? { if case .string(let text) = kind { text } else { nil } }

  /// The value, if this is a whole number, also one in quotes, which AWS takes for one.
  public var integer: Int? {
    switch kind {
    case .number(let text), .string(let text): Int(text)
    default: nil
    }
  }

  /// The truth value, also if written as a string, which AWS takes for one.
  public var bool: Bool? {
    switch kind {
    case .bool(let value): value
    case .string("true"): true
    case .string("false"): false
    default: nil
    }
  }

  /// The call, if this is one.
  public var intrinsic: Intrinsic? { if case .intrinsic(let call) = kind { call } else { nil } }

  /// Whether no other value stands in it: it is neither a list, nor an object, nor a call.
  public var isLeaf: Bool {
    switch kind {
    case .null, .bool, .number, .string: true
    case .list, .map, .intrinsic: false
    }
  }

  /// Whether nothing is written here.
  public var isNull: Bool { if case .null = kind { true } else { false } }

  /// What it is, in words, for a message that says what was found.
  public var phrase: String {
    switch kind {
    case .null: "null"
    case .bool(let value): "`\(value)`"
    case .number(let text): "`\(text)`"
    case .string(let text): "`\(text.count > 40 ? text.prefix(40) + "…" : text)`"
    case .list: "a list"
    case .map: "a map"
    case .intrinsic(let call): "`\(call.function.rawValue)`"
    }
  }

  /// A member of an object.
  public subscript(key: String) -> Value? { map?[key] }

  /// A plain string.
  public static func string(_ text: String, _ span: Span) -> Value { Value(.string(text), span) }

  /// A whole number.
  public static func integer(_ value: Int, _ span: Span) -> Value { Value(.number(String(value)), span) }

  /// A truth value.
  public static func bool(_ value: Bool, _ span: Span) -> Value { Value(.bool(value), span) }

  /// A list.
  public static func list(_ items: [Value], _ span: Span) -> Value { Value(.list(items), span) }

  /// An object whose names all have the same place.
  public static func object(_ span: Span, _ members: KeyValuePairs<String, Value?>) -> Value {
    Value(.map(ValueMap(members.compactMap { key, value in value.map { .init(key, at: span, $0) } })), span)
  }

  /// A call of an intrinsic function.
  public static func call(_ function: IntrinsicFunction, _ argument: Value, _ span: Span) -> Value {
    Value(.intrinsic(Intrinsic(function, argument)), span)
  }

  /// `Ref` of a logical id.
  public static func ref(_ id: String, _ span: Span) -> Value { call(.ref, .string(id, span), span) }

  /// `Fn::GetAtt` of an attribute.
  public static func getAtt(_ id: String, _ attribute: String, _ span: Span) -> Value {
    call(.getAtt, .list([.string(id, span), .string(attribute, span)], span), span)
  }

  /// `Fn::Sub` of a text.
  public static func sub(_ text: String, _ span: Span) -> Value { call(.sub, .string(text, span), span) }
}
