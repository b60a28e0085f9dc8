import Denials
import Diagnostics
import Source
import YAML

/// Edits that add to a list or a mapping of a file, in the style in which it is written.
struct NodeEdits {
  let sources: SourceMap

  /// What is added under a key that is not there yet.
  enum Addition {
    /// A list with one item.
    case list(FlowText)
    /// A mapping with one entry.
    case entry(String, FlowText)
  }

  /// Whether a file is JSON, where everything is quoted.
  func isJSON(_ source: SourceID) -> Bool { sources[source]?.isJSON ?? false }

  /// Adds an item to the list at a key; one item that stands for a list becomes one of two.
  func append(_ item: FlowText, to value: Node) -> [Edit]? {
    guard value.aliasSpan == nil, value.tag == nil, let file = sources[value.span.source] else { return nil }
    let text = written(item, value.span.source)
    switch value.kind {
    case .sequence:
      let isFlow = value.isFlow(file) || isJSON(value.span.source)
      return append(isFlow ? text : item.yamlItem, toSequence: value, file)
    case .mapping where !value.isFlow(file): return makeList(of: value, adding: item.yamlItem, file)
    case .mapping, .scalar:
      guard !value.isNull, value.style != .literal, value.style != .folded else { return nil }
      return [Edit(value.span.atStart, "["), Edit(value.span.atEnd, ", \(text)]")]
    }
  }

  /// Adds a key to a mapping.
  func add(_ key: String, _ addition: Addition, to mapping: Node) -> [Edit]? {
    guard mapping.kind == .mapping, mapping.aliasSpan == nil, let file = sources[mapping.span.source] else {
      return nil
    }
    let source = mapping.span.source
    guard mapping.isFlow(file) else { return addLines(key, addition, to: mapping, file) }
    let value: FlowText
    switch addition {
    case .list(let item): value = .list([item])
    case .entry(let name, let item): value = .map([(name, item)])
    }
    let whole = written(.map([(key, value)]), source)
    let inner = String(whole.dropFirst(2).dropLast(2))
    guard let last = mapping.entries.last else {
      let start = Int(mapping.span.start) + 1
      return [Edit(Span(source, start, start), " \(inner) ")]
    }
    return [Edit(end(of: last), ", \(inner)")]
  }

  /// Adds an entry to a mapping of entries, such as `policies:`.
  func add(entry name: String, _ value: FlowText, to mapping: Node) -> [Edit]? {
    guard mapping.kind == .mapping, mapping.aliasSpan == nil, mapping.tag == nil,
      let file = sources[mapping.span.source]
    else { return nil }
    if mapping.isFlow(file) {
      let inner = String(written(.map([(name, value)]), mapping.span.source).dropFirst(2).dropLast(2))
      guard let last = mapping.entries.last else { return nil }
      return [Edit(end(of: last), ", \(inner)")]
    }
    guard let first = mapping.entries.first, let last = mapping.entries.last else { return nil }
    let indent = String(repeating: " ", count: column(first.key.span, file))
    return [Edit(endOfLine(end(of: last), file), "\n\(indent)\(name): \(written(value, mapping.span.source))")]
  }

  private func written(_ item: FlowText, _ source: SourceID) -> String { isJSON(source) ? item.json : item.yaml }
}

extension NodeEdits {
  private func append(_ text: String, toSequence value: Node, _ file: SourceFile) -> [Edit]? {
    guard let last = value.items.last, let first = value.items.first else {
      let start = Int(value.span.start) + 1
      return value.isFlow(file) ? [Edit(Span(value.span.source, start, start), text)] : nil
    }
    if value.isFlow(file) { return [Edit((last.aliasSpan ?? last.span).atEnd, ", \(text)")] }
    let start = Int((first.aliasSpan ?? first.fullSpan).start)
    guard let dash = file.columnOfDash(beforeItemAt: start) else { return nil }
    let indent = String(repeating: " ", count: dash)
    return [Edit(endOfLine((last.aliasSpan ?? last.span).atEnd, file), "\n\(indent)- \(text)")]
  }

  /// A block mapping becomes the first item of a list: a dash before its first key, two blanks before its other lines.
  private func makeList(of value: Node, adding text: String, _ file: SourceFile) -> [Edit]? {
    guard let first = value.entries.first, let last = value.entries.last else { return nil }
    let start = first.key.span
    let line = file.lineIndex(of: Int(start.start))
    guard file.bytes[file.lineRange(line).lowerBound..<Int(start.start)].allSatisfy({ $0 == UInt8(ascii: " ") }) else {
      return nil
    }
    var edits = [Edit(start.atStart, "- ")]
    let end = end(of: last)
    let lastLine = file.lineIndex(of: max(0, Int(end.end) - 1))
    for index in (line + 1)..<max(line + 1, lastLine + 1) where !file.lineRange(index).isEmpty {
      let begin = file.lineRange(index).lowerBound
      edits.append(Edit(Span(start.source, begin, begin), "  "))
    }
    let indent = String(repeating: " ", count: column(start, file))
    edits.append(Edit(endOfLine(end, file), "\n\(indent)- \(text)"))
    return edits
  }

  private func addLines(_ key: String, _ addition: Addition, to mapping: Node, _ file: SourceFile) -> [Edit]? {
    guard let first = mapping.entries.first, let last = mapping.entries.last else { return nil }
    let indent = String(repeating: " ", count: column(first.key.span, file))
    let source = mapping.span.source
    var text = "\n\(indent)\(key):\n\(indent)  "
    switch addition {
    case .list(let item): text += "- \(item.yamlItem)"
    case .entry(let name, let item): text += "\(name): \(written(item, source))"
    }
    return [Edit(endOfLine(end(of: last), file), text)]
  }

  /// The end of an entry; of one without a value, the end of its key and colon.
  private func end(of entry: (key: Node, value: Node)) -> Span {
    let value = entry.value.aliasSpan ?? entry.value.span
    return max(value.end, entry.key.span.end) == value.end ? value.atEnd : entry.key.span.atEnd
  }

  /// The end of the line that holds the last byte before a place: behind a comment, if one stands there.
  private func endOfLine(_ place: Span, _ file: SourceFile) -> Span {
    var last = max(0, Int(place.end) - 1)
    while last > 0, file.bytes.indices.contains(last), [0x0A, 0x0D, 0x20].contains(file.bytes[last]) { last -= 1 }
    let end = file.lineRange(file.lineIndex(of: last)).upperBound
    return Span(place.source, end, end)
  }

  private func column(_ span: Span, _ file: SourceFile) -> Int {
    Int(span.start) - file.lineRange(file.lineIndex(of: Int(span.start))).lowerBound
  }
}
