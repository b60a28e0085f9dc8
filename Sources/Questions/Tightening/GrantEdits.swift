public import Diagnostics
public import Source
import YAML

/// What has been decided of grants so far, as edits of the texts as they were: whole lists go when all their entries do.
public struct GrantEdits: Sendable {
  private let sources: SourceMap
  private var removed: [GrantPlace] = []
  private var narrowed: [Edit] = []

  /// Begins with nothing.
  public init(_ sources: SourceMap) { self.sources = sources }

  /// Adds the removal of a grant.
  public mutating func remove(_ grant: Grant) { removed.append(grant.place) }

  /// Adds edits that narrow one.
  public mutating func narrow(by edits: [Edit]) { narrowed += edits }

  /// All edits; nil where the text cannot take one of them.
  public var edits: [Edit]? {
    var edits = narrowed
    for (list, places) in Dictionary(grouping: removed, by: \.list) {
      guard let first = places.first, let file = sources[list.span.source], list.aliasSpan == nil else { return nil }
      let items = list.kind == .sequence ? Array(list.items) : [list]
      let gone = Set(places.map(\.item))
      guard gone.count < items.count else {
        guard let edit = removal(ofEntry: first.key, in: first.owner, file) else { return nil }
        edits.append(edit)
        continue
      }
      for (index, item) in items.enumerated() where gone.contains(item) {
        let isFirst = items[..<index].allSatisfy(gone.contains)
        guard let edit = removal(ofItem: index, of: items, isFirst: isFirst, file) else { return nil }
        edits.append(edit)
      }
    }
    return edits
  }

  private func removal(ofEntry key: Node, in owner: Node, _ file: SourceFile) -> Edit? {
    let entries = Array(owner.entries)
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
    let entry = entries[index]
    let source = key.span.source
    let end = max(entry.value.fullSpan.end, key.span.end)
    if owner.isFlow(file) {
      if index > 0 { return Edit(Span(source, Int(entries[index - 1].value.fullSpan.end), Int(end)), "") }
      guard entries.count > 1 else { return nil }
      return Edit(Span(source, Int(key.fullSpan.start), Int(entries[1].key.fullSpan.start)), "")
    }
    let line = file.lineRange(file.lineIndex(of: Int(key.fullSpan.start)))
    let head = file.bytes[line.lowerBound..<Int(key.fullSpan.start)]
    guard entries.count > 1, head.allSatisfy({ $0 == UInt8(ascii: " ") }) else { return nil }
    return lines(from: line.lowerBound, to: Int(end), file, source)
  }

  private func removal(ofItem index: Int, of items: [Node], isFirst: Bool, _ file: SourceFile) -> Edit? {
    let item = items[index]
    let source = item.span.source
    if file.columnOfDash(beforeItemAt: Int(item.fullSpan.start)) != nil {
      let line = file.lineRange(file.lineIndex(of: Int(item.fullSpan.start)))
      return lines(from: line.lowerBound, to: Int(item.fullSpan.end), file, source)
    }
    if isFirst {
      return Edit(Span(source, Int(item.fullSpan.start), Int(items[index + 1].fullSpan.start)), "")
    }
    return Edit(Span(source, Int(items[index - 1].fullSpan.end), Int(item.fullSpan.end)), "")
  }

  /// Whole lines, their ends included.
  private func lines(from start: Int, to end: Int, _ file: SourceFile, _ source: SourceID) -> Edit {
    let last = file.lineIndex(of: max(start, end - 1))
    let next = last + 1 < file.lineStarts.count ? Int(file.lineStarts[last + 1]) : file.bytes.count
    return Edit(Span(source, start, next), "")
  }
}

extension Node {
  /// Whether it stands in brackets or braces.
  func isFlow(_ file: SourceFile) -> Bool {
    let start = Int(span.start)
    guard file.bytes.indices.contains(start) else { return false }
    return file.bytes[start] == UInt8(ascii: "{") || file.bytes[start] == UInt8(ascii: "[")
  }
}
