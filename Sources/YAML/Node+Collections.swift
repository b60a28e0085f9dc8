public import Source

extension Node {
  /// The items of a sequence; empty for anything else.
  public var items: Items {
    let record = record
    return Items(tree: tree, edges: record.form == .sequence ? tree.arena.writtenEdges(record) : 0..<0)
  }

  /// The entries of a mapping in source order, merges (`<<`) followed; empty for anything else. Keys are scalars, and no
  /// two have the same text.
  public var entries: Entries {
    Entries(tree: tree, edges: record.form == .mapping ? tree.arena.entryEdges(index) : 0..<0)
  }

  /// The value of a key, if this is a mapping that has it.
  public subscript(key: String) -> Node? { entry(key)?.value }

  /// The entry of a key, if this is a mapping that has it.
  public func entry(_ key: String) -> (key: Node, value: Node)? {
    guard record.form == .mapping else { return nil }
    let arena = tree.arena
    var key = key
    let found = key.withUTF8 { wanted -> Int? in
      let edges = arena.entryEdges(index)
      return stride(from: edges.lowerBound, to: edges.upperBound - 1, by: 2).first { edge in
        let record = arena.records[Int(arena.target(arena.edges[edge]))]
        guard Int(record.count) == wanted.count else { return false }
        return arena.withText(record) { $0.elementsEqual(wanted) }
      }
    }
    return found.map { (Node(tree, arena.edges[$0]), Node(tree, arena.edges[$0 + 1])) }
  }

  /// The items of a sequence.
  public struct Items: RandomAccessCollection, Sendable {
    let tree: SyntaxTree
    let edges: Range<Int>

    /// Always 0.
    public var startIndex: Int { 0 }
    /// The number of items.
    public var endIndex: Int { edges.count }
    /// The item at a position.
    public subscript(position: Int) -> Node { Node(tree, tree.arena.edges[edges.lowerBound + position]) }
  }

  /// The entries of a mapping.
  public struct Entries: RandomAccessCollection, Sendable {
    let tree: SyntaxTree
    let edges: Range<Int>

    /// Always 0.
    public var startIndex: Int { 0 }
    /// The number of entries.
    public var endIndex: Int { edges.count / 2 }
    /// The entry at a position.
    public subscript(position: Int) -> (key: Node, value: Node) {
      let edge = edges.lowerBound + 2 * position
      return (Node(tree, tree.arena.edges[edge]), Node(tree, tree.arena.edges[edge + 1]))
    }

    /// The text of the key at a position, and where it stands.
    public func key(_ position: Int) -> (text: String, span: Span) {
      let arena = tree.arena
      let record = arena.records[Int(arena.target(arena.edges[edges.lowerBound + 2 * position]))]
      return (record.form.isScalar ? arena.string(record) : "", tree.span(record.start, record.end))
    }

    /// The value at a position.
    public func value(_ position: Int) -> Node { Node(tree, tree.arena.edges[edges.lowerBound + 2 * position + 1]) }
  }
}
