/// Plain data with its place in the source: what the compiler knows of a value once intrinsics are resolved.
///
/// Policies, event patterns and state machines are read from this one type, whichever file they came from. What
/// cannot be known before deployment is a ``Hole``; two holes of one name hold the same value.
public struct Datum: Sendable, Equatable {
  /// The value.
  public var kind: Kind
  /// Where it was written, or the place that made it necessary.
  public var span: Span

  /// A JSON value (RFC 8259) whose strings may have holes.
  public enum Kind: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number as it was written.
    case number(String)
    case string(PartialText)
    case list([Datum])
    /// Members in source order; names are unique.
    case map([Member])
    /// A whole value that is not known.
    case unknown(Hole)
  }

  /// One name and value of a map.
  public struct Member: Sendable, Equatable {
    /// The name.
    public var key: String
    /// Where the name was written.
    public var keySpan: Span
    /// The value.
    public var value: Datum

    /// Makes a member.
    public init(key: String, keySpan: Span, value: Datum) {
      self.key = key
      self.keySpan = keySpan
      self.value = value
    }
  }

  /// Makes a datum.
  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

extension Datum {
  /// The value of a member, if this is a map that has it.
  public subscript(key: String) -> Datum? { member(key)?.value }

  /// A member by name, if this is a map that has it.
  public func member(_ key: String) -> Member? { members?.first { $0.key == key } }

  /// The members, if this is a map.
  public var members: [Member]? { if case .map(let members) = kind { members } else { nil } }

  /// The items, if this is a list.
  public var items: [Datum]? { if case .list(let items) = kind { items } else { nil } }

  /// The items of a list, or a lone value as a list of one: AWS takes both in many places.
  public var itemsOrSelf: [Datum] { items ?? [self] }

  /// The text, if this is a string, or a number or boolean, which AWS takes for one.
  public var text: PartialText? {
    switch kind {
    case .string(let text): text
    case .number(let text): PartialText(text)
    case .bool(let value): PartialText(value ? "true" : "false")
    case .unknown(let hole): PartialText(hole)
    case .null, .list, .map: nil
    }
  }

  /// The text, if this is a string without holes.
  public var literal: String? { if case .string(let text) = kind { text.literal } else { nil } }
}
