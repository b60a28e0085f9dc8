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

  /// How it is held. Nearly every text is one run that is known, which needs no list.
  private enum Storage: Hashable, Sendable {
    /// One run that is known, or none if it is empty.
    case literal(String)
    /// A hole, or several runs.
    case mixed([Part])
  }

  private var storage: Storage

  /// A text that is fully known.
  public init(_ literal: String) { storage = .literal(literal) }

  /// A text of which nothing is known.
  public init(_ hole: Hole) { storage = .mixed([.hole(hole)]) }

  /// A text as a template has it, in which each dynamic reference is a hole.
  public init(written text: String) {
    self.init("")
    guard text.holdsDynamicReference else {
      storage = .literal(text)
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
    storage = .literal("")
    for part in parts { append(part) }
  }

  /// The text, if it has no holes.
  public var literal: String? { if case .literal(let text) = storage { text } else { nil } }

  /// The runs in order; no two literals are neighbours and none is empty.
  public var parts: Parts { Parts(text: self) }

  /// The runs of a text.
  public struct Parts: RandomAccessCollection, Sendable {
    fileprivate let text: PartialText

    /// Always 0.
    public var startIndex: Int { 0 }

    /// The count of runs.
    public var endIndex: Int {
      switch text.storage {
      case .literal(let literal): literal.isEmpty ? 0 : 1
      case .mixed(let parts): parts.count
      }
    }

    /// The run at a position below `count`.
    public subscript(position: Int) -> Part {
      switch text.storage {
      case .literal(let literal): .literal(literal)
      case .mixed(let parts): parts[position]
      }
    }
  }

  /// Whether an ASCII text stands in a run that is known.
  public func holds(_ part: StaticString) -> Bool {
    parts.contains { if case .literal(let text) = $0 { text.holds(part) } else { false } }
  }

  /// The holes, in order.
  public var holes: [Hole] { parts.compactMap { if case .hole(let hole) = $0 { hole } else { nil } } }

  /// Adds a run at the end.
  public mutating func append(_ part: Part) {
    if case .literal("") = part { return }
    switch (storage, part) {
    case (.literal(""), .literal(let text)): storage = .literal(text)
    case (.literal(""), .hole): storage = .mixed([part])
    case (.literal(let known), .literal(let text)): storage = .literal(known + text)
    case (.literal(let known), .hole): storage = .mixed([.literal(known), part])
    case (.mixed(var parts), _):
      // The list must be held here alone, so that it is not copied to be changed.
      storage = .literal("")
      if case .literal(let text) = part, case .literal(let last)? = parts.last {
        parts[parts.count - 1] = .literal(last + text)
      } else {
        parts.append(part)
      }
      storage = .mixed(parts)
    }
  }

  /// Adds a text at the end.
  public mutating func append(_ text: PartialText) {
    if case .literal("") = storage { return self = text }
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
