public import Source

/// CloudFormation's intrinsic functions ("Intrinsic function reference", AWS CloudFormation Template Reference).
public enum IntrinsicFunction: String, Sendable, CaseIterable {
  case ref = "Ref"
  case getAtt = "Fn::GetAtt"
  case sub = "Fn::Sub"
  case join = "Fn::Join"
  case select = "Fn::Select"
  case split = "Fn::Split"
  case ifElse = "Fn::If"
  case findInMap = "Fn::FindInMap"
  case importValue = "Fn::ImportValue"
  case base64 = "Fn::Base64"
  case cidr = "Fn::Cidr"
  case getAZs = "Fn::GetAZs"
  case equals = "Fn::Equals"
  case and = "Fn::And"
  case or = "Fn::Or"
  case not = "Fn::Not"
  case condition = "Condition"
  case transform = "Fn::Transform"
  case toJsonString = "Fn::ToJsonString"
  case length = "Fn::Length"
  case contains = "Fn::Contains"
  case eachMemberEquals = "Fn::EachMemberEquals"
  case eachMemberIn = "Fn::EachMemberIn"
  case refAll = "Fn::RefAll"
  case valueOf = "Fn::ValueOf"
  case valueOfAll = "Fn::ValueOfAll"

  /// The YAML tag: `!GetAtt`.
  public var tag: String { "!" + (rawValue.hasPrefix("Fn::") ? String(rawValue.dropFirst(4)) : rawValue) }

  /// Whether it gives a truth value and so belongs in conditions.
  public var isConditionFunction: Bool {
    switch self {
    case .equals, .and, .or, .not, .condition: true
    default: false
    }
  }

  /// The function of a YAML tag: `!Ref`, `!GetAtt`, also `!Fn::Sub`.
  public init?(tag: String) {
    guard tag.hasPrefix("!") else { return nil }
    let name = String(tag.dropFirst())
    guard let function = IntrinsicFunction(rawValue: name) ?? IntrinsicFunction(rawValue: "Fn::" + name) else {
      return nil
    }
    self = function
  }
}

/// A call of an intrinsic function.
public struct Intrinsic: Sendable {
  /// The function.
  public var function: IntrinsicFunction
  /// Its argument in the long form: `GetAtt`'s is a list of two.
  public var argument: Value

  /// Makes a call.
  public init(_ function: IntrinsicFunction, _ argument: Value) {
    self.function = function
    self.argument = argument
  }
}

extension Intrinsic {
  /// Argument `index` of a function that takes a list.
  public func argument(_ index: Int) -> Value? {
    guard let items = argument.list, items.indices.contains(index) else { return nil }
    return items[index]
  }

  /// The text and the variables of a `Fn::Sub`; nil if it is none or malformed.
  public var substitution: Substitution? {
    guard function == .sub else { return nil }
    if let text = argument.string { return Substitution(text, span: argument.span, variables: ValueMap()) }
    guard let text = argument(0), let string = text.string else { return nil }
    return Substitution(string, span: text.span, variables: argument(1)?.map ?? ValueMap())
  }
}

/// The parsed text of a `Fn::Sub`.
public struct Substitution: Sendable {
  /// One run of the text.
  public enum Part: Sendable {
    case literal(String)
    /// `${Name}` or `${Name.Attribute}`.
    case reference(Name)
  }

  /// The runs in order.
  public let parts: [Part]
  /// The variables that the second argument gives.
  public let variables: ValueMap

  /// Parses a text; `${!Literal}` stands for `${Literal}`.
  ///
  /// Spans of references are exact when the text stands in the source as it is (no escapes), else the whole text's.
  public init(_ text: String, span: Span, variables: ValueMap) {
    self.variables = variables
    var parts: [Part] = []
    var literal: [UInt8] = []
    let bytes = Array(text.utf8)
    let isVerbatim = span.length == bytes.count || span.length == bytes.count + 2
    let offset = Int(span.start) + (span.length == bytes.count + 2 ? 1 : 0)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "{"),
        let close = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "}"))
      else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      let inner = bytes[(index + 2)..<close]
      if inner.first == UInt8(ascii: "!") {
        literal.append(contentsOf: [UInt8(ascii: "$"), UInt8(ascii: "{")] + inner.dropFirst() + [UInt8(ascii: "}")])
      } else {
        if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal = []
        // Blanks around a name are no part of it.
        let name = inner.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
        let start = inner.startIndex + inner.prefix { $0 == 0x20 }.count
        let place = isVerbatim ? Span(span.source, offset + start, offset + start + name.count) : span
        parts.append(.reference(Name(String(decoding: Array(name), as: UTF8.self), place)))
      }
      index = close + 1
    }
    if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
    self.parts = parts
  }
}
