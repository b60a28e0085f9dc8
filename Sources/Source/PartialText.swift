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

  /// The text, where it is one run that is known, or none: nearly every text is, and needs no list.
  private var known: String
  /// The runs of another text: a hole, or several; none where ``known`` tells all.
  private var runs: [Part] = []

  /// A text that is fully known.
  public init(_ literal: String) { known = literal }

  /// A text of which nothing is known.
  public init(_ hole: Hole) {
    known = ""
    runs = [.hole(hole)]
  }

  /// A text as a template has it, in which each dynamic reference is a hole.
  public init(written text: String) {
    self.init("")
    guard text.holdsDynamicReference else {
      known = text
      return
    }
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
    self.init("")
    for part in parts { append(part) }
  }

  /// The text, if it has no holes.
  public var literal: String? { runs.isEmpty ? known : nil }

  /// The runs in order; no two literals are neighbours and none is empty.
  public var parts: Parts { Parts(text: self) }

  /// The runs of a text.
  public struct Parts: RandomAccessCollection, Sendable {
    fileprivate let text: PartialText

    /// Always 0.
    public var startIndex: Int { 0 }

    /// The count of runs.
    public var endIndex: Int { text.runs.isEmpty ? (text.known.isEmpty ? 0 : 1) : text.runs.count }

    /// The run at a position below `count`.
    public subscript(position: Int) -> Part { text.runs.isEmpty ? .literal(text.known) : text.runs[position] }
  }

  /// Whether an ASCII text stands in a run that is known.
  public func holds(_ part: StaticString) -> Bool {
    parts.contains { if case .literal(let text) = $0 { text.holds(part) } else { false } }
  }

  /// How many bytes of UTF-8 are known of it.
  public var knownLength: Int {
    runs.isEmpty ? known.utf8.count : runs.reduce(0) { $0 + ($1.literal?.utf8.count ?? 0) }
  }

  /// The holes, in order.
  public var holes: [Hole] { parts.compactMap { if case .hole(let hole) = $0 { hole } else { nil } } }

  /// Adds a run at the end.
  public mutating func append(_ part: Part) {
    switch part {
    case .literal(""): break
    case .literal(let text) where runs.isEmpty: known += text
    case .literal(let text):
      if case .literal(let last)? = runs.last {
        runs[runs.count - 1] = .literal(last + text)
      } else {
        runs.append(part)
      }
    case .hole:
      if !known.isEmpty { runs = [.literal(known)] }
      known = ""
      runs.append(part)
    }
  }

  /// Adds a text at the end.
  public mutating func append(_ text: PartialText) {
    if runs.isEmpty, known.isEmpty { return self = text }
    for part in text.parts { append(part) }
  }
}

extension PartialText: CustomStringConvertible, ExpressibleByStringLiteral {
  /// The text with each hole as `${name}`.
  public var description: String {
    if let literal { return literal }
    return parts.map { part in
      switch part {
      case .literal(let text): text
      case .hole(let hole): hole.written
      }
    }.joined()
  }

  /// A text that is fully known.
  public init(stringLiteral value: String) { self.init(value) }
}
