/// A value that is not known before deployment: a parameter without default, a generated name, an import.
public struct Hole: Hashable, Sendable {
  /// What the hole stands for, as a person would write it: `AWS::Region`, `Orders.QueueName`, `parameters.stage`.
  public let name: String
  /// Whether it is sure to be a list.
  public let isList: Bool

  /// Makes a hole; equal names mean equal values.
  public init(_ name: String, isList: Bool = false) {
    self.name = name
    self.isList = isList
  }

  /// How it stands in a text: a dynamic reference as it is written, anything else as a placeholder.
  public var written: String { name.hasPrefix("{{") ? name : "${\(name)}" }
}

/// A string of which some parts may not be known.
public struct PartialText: Hashable, Sendable {
  /// One run of a text.
  public enum Part: Hashable, Sendable {
    case literal(String)
    case hole(Hole)

    /// The text of a run that is known.
    public var literal: String? { if case .literal(let text) = self { text } else { nil } }
  }

  /// The runs in order; no two literals are neighbours and none is empty.
  public private(set) var parts: [Part]

  /// A text that is fully known.
  public init(_ literal: String) { parts = literal.isEmpty ? [] : [.literal(literal)] }

  /// A text as a template has it, in which each dynamic reference is a hole.
  public init(written text: String) {
    guard text.holdsDynamicReference else {
      self.init(text)
      return
    }
    self.init(parts: [])
    var rest = text[...]
    while let start = rest.firstRange(of: "{{resolve:"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      append(.literal(String(rest[..<start.lowerBound])))
      append(.hole(Hole(String(rest[start.lowerBound..<end.upperBound]))))
      rest = rest[end.upperBound...]
    }
    append(.literal(String(rest)))
  }

  /// Joins runs.
  public init(parts: some Sequence<Part>) {
    self.parts = []
    for part in parts { append(part) }
  }

  /// The text, if it has no holes.
  public var literal: String? {
    guard let first = parts.first else { return "" }
    guard parts.count == 1, case .literal(let text) = first else { return nil }
    return text
  }

  /// Whether an ASCII text stands in a run that is known.
  public func holds(_ part: StaticString) -> Bool {
    parts.contains { if case .literal(let text) = $0 { text.holds(part) } else { false } }
  }

  /// The holes, in order.
  public var holes: [Hole] { parts.compactMap { if case .hole(let hole) = $0 { hole } else { nil } } }

  /// Adds a run at the end.
  public mutating func append(_ part: Part) {
    guard case .literal(let text) = part else { return parts.append(part) }
    guard !text.isEmpty else { return }
    if case .literal(let last) = parts.last {
      parts[parts.count - 1] = .literal(last + text)
    } else {
      parts.append(part)
    }
  }

  /// Adds a text at the end.
  public mutating func append(_ text: PartialText) { for part in text.parts { append(part) } }
}

extension PartialText: CustomStringConvertible, ExpressibleByStringLiteral {
  /// The text with each hole as `${name}`.
  public var description: String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .hole(let hole): hole.written
      }
    }.joined()
  }

  /// A text that is fully known.
  public init(stringLiteral value: String) { self.init(value) }
}
