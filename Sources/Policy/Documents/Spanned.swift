public import Source

/// A value and where it was written, or the place that made it necessary.
public struct Spanned<Value: Sendable & Equatable>: Sendable, Equatable {
  /// The value.
  public var value: Value
  /// Its place.
  public var span: Span

  /// Makes a value with its place.
  public init(_ value: Value, _ span: Span) {
    self.value = value
    self.span = span
  }
}
