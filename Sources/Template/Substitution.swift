public import Source

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
  /// The references in the text that are no variables, in order.
  public let references: [Reference]

  /// Parses the argument of `Fn::Sub`; nil if it is malformed.
  init?(_ argument: Value) {
    switch argument.kind {
    case .string(let text): self.init(text, span: argument.span, variables: ValueMap())
    case .list(let items):
      guard items.count == 2, case .string(let text) = items[0].kind, let variables = items[1].map else { return nil }
      self.init(text, span: items[0].span, variables: variables)
    case .null, .bool, .number, .map, .intrinsic: return nil
    }
  }

  /// Parses a text; `${!Literal}` stands for `${Literal}`.
  ///
  /// Spans of references are exact when the text stands in the source as it is (no escapes), else the whole text's.
  public init(_ text: String, span: Span, variables: ValueMap) {
    self.variables = variables
    let isVerbatim = span.length == text.utf8.count || span.length == text.utf8.count + 2
    let offset = Int(span.start) + (span.length == text.utf8.count + 2 ? 1 : 0)
    var text = text
    let parts = text.withUTF8 { bytes in
      Self.parts(bytes) { isVerbatim ? Span(span.source, offset + $0.lowerBound, offset + $0.upperBound) : span }
    }
    self.parts = parts
    references = parts.compactMap { part in
      guard case .reference(let name) = part, variables.position(name.text) == nil else { return nil }
      return Reference(inSubstitution: name)
    }
  }

  /// Splits a text; `place` gives where a range of its bytes stands.
  private static func parts(_ bytes: UnsafeBufferPointer<UInt8>, _ place: (Range<Int>) -> Span) -> [Part] {
    var parts: [Part] = []
    // What of the text is not told yet begins here; before it may stand what an escaped `${!` left.
    var start = 0
    var literal = ""
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    func close(before end: Int) {
      if start < end { literal += text(start..<end) }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = ""
    }
    // Behind the last brace that closes, no search for one starts: a text of `${` alone would be searched over and over.
    let last = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
    var next = 0
    while let index = bytes.position(of: UInt8(ascii: "$"), from: next), index + 1 < last {
      guard bytes[index + 1] == UInt8(ascii: "{"), let end = bytes.position(of: UInt8(ascii: "}"), from: index + 2)
      else {
        next = index + 1
        continue
      }
      if bytes[index + 2] == UInt8(ascii: "!") {
        literal += text(start..<index + 2)
        start = index + 3
      } else {
        close(before: index)
        // Blanks around a name are no part of it.
        var (first, last) = (index + 2, end)
        while first < last, bytes[first] == 0x20 { first += 1 }
        while first < last, bytes[last - 1] == 0x20 { last -= 1 }
        parts.append(.reference(Name(text(first..<last), place(first..<last))))
        start = end + 1
      }
      next = end + 1
    }
    close(before: bytes.count)
    return parts
  }
}
