public import Source

/// A light handle on one node of a ``SyntaxTree``. Aliases are followed: a node stands where its anchor's content is.
public struct Node: Sendable {
  /// The tree that holds it.
  public let tree: SyntaxTree
  let index: UInt32
  private let written: UInt32

  init(_ tree: SyntaxTree, _ index: UInt32) {
    self.tree = tree
    self.index = tree.arena.target(index)
    self.written = index
  }

  var record: Arena.Record { tree.arena.records[Int(index)] }
}

extension Node {
  /// What a node is.
  public enum Kind: Sendable {
    case scalar, sequence, mapping
  }

  /// How a scalar was written (YAML 1.2.2, chapter 7.3 and 8.1).
  public enum Style: Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  /// What it is.
  public var kind: Kind {
    switch record.form {
    case .sequence: .sequence
    case .mapping: .mapping
    case .plain, .singleQuoted, .doubleQuoted, .literal, .folded, .alias: .scalar
    }
  }

  /// How a scalar was written; `plain` for collections.
  public var style: Style {
    switch record.form {
    case .singleQuoted: .singleQuoted
    case .doubleQuoted: .doubleQuoted
    case .literal: .literal
    case .folded: .folded
    case .plain, .sequence, .mapping, .alias: .plain
    }
  }

  /// Where the content stands: quotes and brackets included, tag and anchor left out. A block collection ends where its
  /// last child ends; a value that was left out is empty.
  public var span: Span {
    let record = record
    return tree.span(record.start, record.end)
  }

  /// Where the node stands with its tag.
  public var fullSpan: Span {
    let record = record
    return tree.span(tree.arena.fullStart(record), record.end)
  }

  /// Whether it has a tag.
  public var hasTag: Bool { record.tag != 0 }

  /// The tag: `!Ref`, `!Fn::Sub`. The tags of YAML's own types, such as `!!str`, only tell how a scalar is read and are
  /// not given.
  public var tag: String? { tagEntry?.text }

  /// Where the tag was written.
  public var tagSpan: Span? { tagEntry.map { tree.span($0.start, $0.end) } }

  /// Where the alias stands through which this node was reached; nil if it was reached directly.
  public var aliasSpan: Span? {
    guard written != index else { return nil }
    let record = tree.arena.records[Int(written)]
    return tree.span(record.start, record.end)
  }

  private var tagEntry: Arena.Tag? {
    let tag = record.tag
    return tag == 0 ? nil : tree.arena.tags[Int(tag) - 1]
  }
}

extension Node: Hashable {
  /// Whether both are the same node of the same tree.
  public static func == (a: Node, b: Node) -> Bool { a.tree === b.tree && a.index == b.index }

  /// Hashes the identity.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(tree))
    hasher.combine(index)
  }
}
