import Source
import Template

/// A value as SAM's transform sees it: JSON in which a call of an intrinsic function is an object of one member.
///
/// A value that was written knows its place. One that the transform makes has none, and takes the place of what holds it
/// when it becomes a value of the template: that is what made it necessary.
struct SAMValue: Sendable {
  /// The value.
  var kind: Kind
  /// Where it was written.
  var span: Span?

  /// A JSON value.
  enum Kind: Sendable {
    case null
    case bool(Bool)
    /// A number as JSON writes it.
    case number(String)
    case string(String)
    case list([SAMValue])
    case map(SAMMap)
  }

  init(_ kind: Kind, _ span: Span? = nil) {
    self.kind = kind
    self.span = span
  }
}

extension SAMValue {
  var map: SAMMap? { if case .map(let map) = kind { map } else { nil } }
  var list: [SAMValue]? { if case .list(let items) = kind { items } else { nil } }
  var string: String? { if case .string(let text) = kind { text } else { nil } }
  var bool: Bool? { if case .bool(let value) = kind { value } else { nil } }
  var integer: Int? { if case .number(let text) = kind { Int(text) } else { nil } }
  var isNumber: Bool { if case .number = kind { true } else { false } }
  var isNull: Bool { if case .null = kind { true } else { false } }
  var isMap: Bool { if case .map = kind { true } else { false } }
  var isList: Bool { if case .list = kind { true } else { false } }
  /// Whether it is neither a list nor an object.
  var isLeaf: Bool { !isMap && !isList }
  var isString: Bool { string != nil }

  /// Whether Python takes it for true: not null, false, zero or empty.
  var isTruthy: Bool {
    switch kind {
    case .null: false
    case .bool(let value): value
    case .number(let text): Double(text) != 0
    case .string(let text): !text.isEmpty
    case .list(let items): !items.isEmpty
    case .map(let map): !map.isEmpty
    }
  }

  /// Whether it has the form of a call: an object of one member that names a function.
  var isIntrinsic: Bool {
    guard let key = map?.onlyKey else { return false }
    return key == "Condition" || IntrinsicFunction.isName(key)
  }

  /// Whether it is `Ref: AWS::NoValue`.
  var isNoValue: Bool { refersTo == "AWS::NoValue" }

  /// The name in a `Ref`.
  var refersTo: String? {
    guard let map, map.count == 1 else { return nil }
    return map["Ref"]?.string
  }

  /// The arguments of `Fn::If`, if it is a call of it.
  var ifArguments: SAMValue? {
    guard let map, map.count == 1 else { return nil }
    return map["Fn::If"]
  }

  /// A member of an object; setting one makes an object of what was none.
  subscript(key: String) -> SAMValue? {
    get { map?[key] }
    set {
      var map = takeMap() ?? SAMMap()
      map[key] = newValue
      kind = .map(map)
    }
    _modify {
      let isObject = isMap
      var map = takeMap() ?? SAMMap()
      // What was none becomes one only if something was set.
      defer { if isObject || !map.isEmpty { kind = .map(map) } }
      yield &map[key]
    }
  }

  /// Sets a member of an object, whose key stands at a place.
  mutating func set(_ key: String, _ value: SAMValue, at keySpan: Span?) {
    var map = takeMap() ?? SAMMap()
    map.set(key, value, keySpan: keySpan)
    kind = .map(map)
  }

  /// A member of an object that is worked on; null if it is not there.
  subscript(in key: String) -> SAMValue {
    get { map?[key] ?? SAMValue(.null) }
    set { self[key] = newValue }
    _modify {
      var map = takeMap() ?? SAMMap()
      defer { kind = .map(map) }
      yield &map[in: key]
    }
  }

  /// The members, which are in no other hands then, so that they are changed where they are; null is left.
  private mutating func takeMap() -> SAMMap? {
    guard case .map(let map) = kind else { return nil }
    kind = .null
    return map
  }

  /// The value with a place, if it has none of its own.
  func placed(_ span: Span?) -> SAMValue { self.span == nil ? SAMValue(kind, span) : self }

  /// The value, unless Python takes it for false.
  var ifTruthy: SAMValue? { isTruthy ? self : nil }

  /// Adds an item to a list; makes one of what was none.
  mutating func append(_ value: SAMValue) {
    var items = list ?? []
    kind = .null
    items.append(value)
    kind = .list(items)
  }
}

extension SAMValue {
  static func call(_ function: String, _ argument: SAMValue) -> SAMValue {
    SAMValue(.map(SAMMap(unique: [SAMMap.Entry(key: function, keySpan: nil, value: argument)])))
  }
  static func ref(_ id: String) -> SAMValue { call("Ref", .string(id)) }
  static func getAtt(_ id: String, _ attribute: String) -> SAMValue {
    call("Fn::GetAtt", .list([.string(id), .string(attribute)]))
  }
  static func sub(_ text: String) -> SAMValue { call("Fn::Sub", .string(text)) }
  static func sub(_ text: String, _ variables: SAMValue) -> SAMValue {
    call("Fn::Sub", .list([.string(text), variables]))
  }
  static func ifElse(_ condition: String, _ then: SAMValue, _ other: SAMValue) -> SAMValue {
    call("Fn::If", .list([.string(condition), then, other]))
  }
  static var noValue: SAMValue { .ref("AWS::NoValue") }
  static var null: SAMValue { SAMValue(.null) }
  static func string(_ text: String) -> SAMValue { SAMValue(.string(text)) }
  static func list(_ items: [SAMValue]) -> SAMValue { SAMValue(.list(items)) }
  static func map(_ map: SAMMap) -> SAMValue { SAMValue(.map(map)) }
  static func bool(_ value: Bool) -> SAMValue { SAMValue(.bool(value)) }
  static func number(_ value: Int) -> SAMValue { SAMValue(.number(String(value))) }
  static var emptyMap: SAMValue { SAMValue(.map(SAMMap())) }

  /// A made value with a place.
  static func at(_ span: Span?, _ value: SAMValue) -> SAMValue { SAMValue(value.kind, span) }

  /// An object of the members that there are.
  static func object(_ members: KeyValuePairs<String, SAMValue?>) -> SAMValue {
    var map = SAMMap()
    map.reserve(members.count)
    for (key, value) in members { if let value { map.set(key, value) } }
    return SAMValue(.map(map))
  }
}

extension SAMValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self.init(.string(value)) }
  init(booleanLiteral value: Bool) { self.init(.bool(value)) }
  init(integerLiteral value: Int) { self.init(.number(String(value))) }
  init(arrayLiteral elements: SAMValue...) { self.init(.list(elements)) }
  init(dictionaryLiteral elements: (String, SAMValue)...) {
    var map = SAMMap()
    map.reserve(elements.count)
    for (key, value) in elements { map.set(key, value) }
    self.init(.map(map))
  }
}

extension SAMValue: Equatable {
  /// Whether both hold the same; places and the order of members do not count.
  static func == (a: SAMValue, b: SAMValue) -> Bool {
    switch (a.kind, b.kind) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b || (Double(a) != nil && Double(a) == Double(b))
    case (.string(let a), .string(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.map(let a), .map(let b)): a.count == b.count && a.entries.allSatisfy { b[$0.key] == $0.value }
    default: false
    }
  }
}
