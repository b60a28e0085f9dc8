public import Diagnostics
public import Source

extension SyntaxTree {
  /// The key path from the root to the deepest node that covers a span, as it was written: aliases and merges are not
  /// followed. Empty for the root, and for a span of another file.
  public func path(at span: Span) -> [KeyPathElement] {
    guard span.source == source, var node = arena.root else { return [] }
    var path: [KeyPathElement] = []
    path.reserveCapacity(8)
    while true {
      let record = arena.records[Int(node)]
      guard record.form == .mapping || record.form == .sequence else { return path }
      let isMapping = record.form == .mapping
      guard let child = lastChild(of: record, startingAtOrBefore: span.start, step: isMapping ? 2 : 1) else {
        return path
      }
      let value = arena.edges[child + (isMapping ? 1 : 0)]
      guard arena.records[Int(value)].end >= span.end else { return path }
      let position = child - Int(record.first)
      if isMapping {
        let key = arena.records[Int(arena.target(arena.edges[child]))]
        // No step can be written for a key that is no text.
        guard key.form.isScalar else { return path }
        path.append(.key(arena.string(key)))
      } else {
        path.append(.index(position))
      }
      guard arena.fullStart(arena.records[Int(value)]) <= span.start else { return path }
      node = value
    }
  }

  /// The edge of the last child, or key, that starts at or before an offset.
  private func lastChild(of record: Arena.Record, startingAtOrBefore offset: UInt32, step: Int) -> Int? {
    let edges = arena.writtenEdges(record)
    var low = 0
    var high = edges.count / step
    while low < high {
      let middle = (low + high) / 2
      let child = arena.records[Int(arena.edges[edges.lowerBound + middle * step])]
      if arena.fullStart(child) <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : edges.lowerBound + (low - 1) * step
  }
}
