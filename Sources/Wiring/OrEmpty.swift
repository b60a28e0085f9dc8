/// A value whose absence means one that holds nothing.
public protocol Emptiable: Codable, Equatable {
  /// The value that holds nothing.
  static var empty: Self { get }
}

extension Array: Emptiable where Element: Codable & Equatable {
  /// No items.
  public static var empty: [Element] { [] }
}

extension Members: Emptiable {
  /// No members.
  public static var empty: Members { Members() }
}

extension Bool: Emptiable {
  /// No.
  public static var empty: Bool { false }
}

/// A member of a type of the plan that may be left out in JSON, where it then means nothing, none or no. The types need no
/// reading of their own for it.
@propertyWrapper
public struct OrEmpty<Value: Emptiable & Sendable>: Codable, Sendable, Equatable {
  /// The value.
  public var wrappedValue: Value

  /// Makes one.
  public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

  /// Reads the value itself.
  public init(from decoder: any Decoder) throws { wrappedValue = try Value(from: decoder) }

  /// Writes the value itself.
  public func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

extension KeyedDecodingContainer {
  /// What the compiler calls for a member that is an ``OrEmpty``: what is absent is empty.
  func decode<Value>(_ type: OrEmpty<Value>.Type, forKey key: Key) throws -> OrEmpty<Value> {
    OrEmpty(wrappedValue: try decodeIfPresent(Value.self, forKey: key) ?? .empty)
  }
}
