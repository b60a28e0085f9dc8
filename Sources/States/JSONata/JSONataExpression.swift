/// An expression in JSONata 2.0.6 (docs.jsonata.org; Developer Guide, "Transforming data with JSONata").
public struct JSONataExpression: Sendable, Hashable {
  /// The text between `{%` and `%}`.
  public let text: String
  /// What it means.
  public let root: JSONataNode
}

/// A part of an expression.
public struct JSONataNode: Sendable, Hashable {
  /// What it is.
  public let kind: Kind
  /// Where it stands, in UTF-8 bytes of the expression.
  public let range: Range<Int>
  /// Parts on the longest way to a leaf, from 1.
  let depth: Int

  /// The parts of the language.
  public indirect enum Kind: Sendable, Hashable {
    case string(String)
    /// A number as it was written.
    case number(String)
    case bool(Bool)
    case null
    case regex(pattern: String, flags: String)
    /// A field of the context.
    case name(String)
    /// `$name`; `$` is the context (an empty name), `$$` the outermost one (`$`).
    case variable(String)
    /// `*`, `**` and `%`: every member, everything below, the parent.
    case wildcard
    case descendants
    case parent
    case negation(JSONataNode)
    case array([JSONataNode])
    /// `[1..3]`: only inside of an array.
    case range(JSONataNode, JSONataNode)
    case object([Pair])
    /// `a.b`
    case step(JSONataNode, JSONataNode)
    /// `a[b]`
    case predicate(JSONataNode, JSONataNode)
    /// `a[]`: a list, also of one.
    case keptList(JSONataNode)
    /// `a^(b)`
    case sort(JSONataNode, [SortTerm])
    /// `a{b: c}`
    case group(JSONataNode, [Pair])
    /// `a@$b` and `a#$b`: the item and its position as variables.
    case focus(JSONataNode, String)
    case position(JSONataNode, String)
    case binary(String, JSONataNode, JSONataNode)
    /// `$a := b`
    case binding(String, JSONataNode)
    case conditional(JSONataNode, JSONataNode, JSONataNode?)
    /// `(a; b)`
    case block([JSONataNode])
    /// Nil arguments stand for `?`: the call makes a function of them.
    case call(JSONataNode, [JSONataNode?])
    case lambda(parameters: [String], signature: String?, body: JSONataNode)
    /// `|a|b, c|`
    case transform(JSONataNode, update: JSONataNode, delete: JSONataNode?)
  }

  /// A name and value of an object.
  public struct Pair: Sendable, Hashable {
    /// The name.
    public let key: JSONataNode
    /// The value.
    public let value: JSONataNode
  }

  /// What a list is sorted by.
  public struct SortTerm: Sendable, Hashable {
    /// What is compared.
    public let by: JSONataNode
    /// Whether the greatest comes first.
    public let isDescending: Bool
  }

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
    depth = (kind.parts.map(\.depth).max() ?? 0) + 1
  }
}

extension JSONataNode.Kind {
  /// The parts inside, in the order they were written.
  var parts: [JSONataNode] {
    switch self {
    case .string, .number, .bool, .null, .regex, .name, .variable, .wildcard, .descendants, .parent: []
    case .negation(let inner), .keptList(let inner), .focus(let inner, _), .position(let inner, _),
      .binding(_, let inner), .lambda(_, _, let inner):
      [inner]
    case .array(let items), .block(let items): items
    case .range(let a, let b), .step(let a, let b), .predicate(let a, let b), .binary(_, let a, let b): [a, b]
    case .object(let pairs): pairs.flatMap { [$0.key, $0.value] }
    case .sort(let inner, let terms): [inner] + terms.map(\.by)
    case .group(let inner, let pairs): [inner] + pairs.flatMap { [$0.key, $0.value] }
    case .conditional(let a, let b, let c): [a, b] + [c].compactMap(\.self)
    case .call(let function, let arguments): [function] + arguments.compactMap(\.self)
    case .transform(let a, let b, let c): [a, b] + [c].compactMap(\.self)
    }
  }
}
