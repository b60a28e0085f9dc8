public import Source

/// A value of which parts are worked out when the state runs: with JSONPath the members whose names end in `.$`, with
/// JSONata the strings between `{%` and `%}`.
public indirect enum PayloadTemplate: Sendable {
  /// Nothing in it is worked out.
  case constant(Datum)
  case object([Member])
  case list([PayloadTemplate])
  case expression(StateExpression, Span)
  /// Malformed, or not known before deployment.
  case unknown(Span)

  /// A member of an object.
  public struct Member: Sendable {
    /// The name, without `.$`.
    public let key: String
    /// Where it was written.
    public let keySpan: Span
    /// The value.
    public let value: PayloadTemplate
  }
}
