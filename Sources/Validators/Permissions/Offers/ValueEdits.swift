import Diagnostics
import Source
import Template

/// Edits that add to a list or an object of a file, in the style in which it is written.
struct ValueEdits {
  let sources: SourceMap

  /// Whether a file is JSON, where everything is quoted.
  func isJSON(_ source: SourceID) -> Bool { sources[source]?.isJSON ?? false }

  /// Adds items to a list; one object that stands for a list becomes the first of it.
  func append(_ items: [FlowText], to value: Value) -> [Edit]? {
    guard let file = sources[value.span.source], let first = byte(at: Int(value.span.start), file) else { return nil }
    let texts = items.map { written($0, value.span.source) }
    guard let list = value.list else {
      // Written out over several lines it would have to be moved, and is left to its author.
      guard value.map != nil, first == UInt8(ascii: "{") else { return nil }
      return [Edit(value.span.atStart, "["), Edit(value.span.atEnd, ", \(texts.joined(separator: ", "))]")]
    }
    guard let last = list.map(\.span).max(by: { $0.end < $1.end }) else { return nil }
    if first == UInt8(ascii: "[") { return [Edit(last.atEnd, texts.map { ", \($0)" }.joined())] }
    guard let start = list.first?.span.start, let dash = file.columnOfDash(beforeItemAt: Int(start)) else { return nil }
    let indent = String(repeating: " ", count: dash)
    let lines = items.map { "\n\(indent)- \($0.yamlItem)" }.joined()
    return [Edit(endOfLine(last, file), lines)]
  }

  /// Adds a member to an object of which at least one is written.
  func add(_ key: String, _ value: FlowText, to map: ValueMap) -> [Edit]? {
    guard let first = map.entries.first, let last = map.entries.map({ end(of: $0) }).max(by: { $0.end < $1.end }),
      last.source == first.keySpan.source, let file = sources[first.keySpan.source]
    else { return nil }
    let source = first.keySpan.source
    if isInFlow(first.keySpan, file) { return [Edit(last.atEnd, ", \(member(key, value, source))")] }
    let column = file.column(of: Int(first.keySpan.start))
    guard isFirstOfLine(first.keySpan, file) else { return nil }
    let line = "\n\(String(repeating: " ", count: column))\(member(key, value, source))"
    return [Edit(endOfLine(last, file), line)]
  }

  /// Adds a resource behind the last one that a template, or the section `resources` of a stack, has.
  func addResource(_ id: String, _ type: String, _ properties: FlowText, to template: StackTemplate) -> [Edit]? {
    let written = template.resources.filter { $0.origin == .declared && $0.propertiesSpan != nil }
    guard let last = written.max(by: { $0.extent.end < $1.extent.end }), last.extent.length > last.span.length,
      let file = sources[last.span.source]
    else { return nil }
    let source = last.span.source
    if isInFlow(last.span, file) {
      let whole = FlowText.map([("Type", .text(type)), ("Properties", properties)])
      return [Edit(last.extent.atEnd, ", \(member(id, whole, source))")]
    }
    guard isFirstOfLine(last.span, file) else { return nil }
    let outer = "\n" + String(repeating: " ", count: file.column(of: Int(last.span.start)))
    let lines = "\(outer)\(id):\(outer)  Type: \(type)\(outer)  Properties: \(properties.yaml)"
    return [Edit(endOfLine(last.extent, file), lines)]
  }

  /// Makes a resource of a template wait for another one.
  func addDependency(on id: String, of resource: Resource) -> [Edit]? {
    guard let file = sources[resource.span.source] else { return nil }
    if let last = resource.dependsOn.last {
      let names = resource.dependsOn.map { Value.string($0.text, $0.span) }
      if let dash = file.columnOfDash(beforeItemAt: Int(last.span.start)) {
        return [Edit(endOfLine(last.span, file), "\n\(String(repeating: " ", count: dash))- \(id)")]
      }
      let text = written(.text(id), last.span.source)
      let isList = isInFlow(names[0].span, file, opening: UInt8(ascii: "["))
      let place = quoted(last.span, file)
      return isList
        ? [Edit(place.atEnd, ", \(text)")] : [Edit(place.atStart, "["), Edit(place.atEnd, ", \(text)]")]
    }
    guard let key = resource.propertiesSpan.map({ quoted($0, file) }) else { return nil }
    let member = member("DependsOn", .text(id), key.source)
    if isInFlow(key, file) { return [Edit(key.atStart, "\(member), ")] }
    guard isFirstOfLine(key, file) else { return nil }
    return [Edit(key.atStart, "\(member)\n\(String(repeating: " ", count: file.column(of: Int(key.start))))")]
  }

  // MARK: Styles

  private func written(_ item: FlowText, _ source: SourceID) -> String { isJSON(source) ? item.json : item.yaml }

  private func member(_ key: String, _ value: FlowText, _ source: SourceID) -> String {
    String(written(.map([(key, value)]), source).dropFirst(2).dropLast(2))
  }

  private func byte(at offset: Int, _ file: SourceFile) -> UInt8? {
    file.bytes.indices.contains(offset) ? file.bytes[offset] : nil
  }

  /// The end of a member; of one without a value, the end of its key.
  private func end(of entry: ValueMap.Entry) -> Span {
    entry.value.span.source == entry.keySpan.source && entry.value.span.end > entry.keySpan.end
      ? entry.value.span : entry.keySpan
  }

  /// A name with its quotes, if it stands in some.
  func quoted(_ span: Span, _ file: SourceFile) -> Span {
    guard span.start > 0, let before = byte(at: Int(span.start) - 1, file), [0x22, 0x27].contains(before),
      byte(at: Int(span.end), file) == before
    else { return span }
    return Span(span.source, Int(span.start) - 1, Int(span.end) + 1)
  }

  /// Whether what stands before a key opens or continues an object, or a list, on one line.
  private func isInFlow(_ key: Span, _ file: SourceFile, opening: UInt8 = UInt8(ascii: "{")) -> Bool {
    var index = Int(quoted(key, file).start) - 1
    while let mark = byte(at: index, file), [0x20, 0x09, 0x0A, 0x0D].contains(mark) { index -= 1 }
    guard let mark = byte(at: index, file) else { return false }
    return mark == opening || mark == UInt8(ascii: ",")
  }

  private func isFirstOfLine(_ key: Span, _ file: SourceFile) -> Bool {
    let start = Int(quoted(key, file).start)
    let line = file.lineRange(file.lineIndex(of: start))
    return file.bytes[line.lowerBound..<max(line.lowerBound, start)].allSatisfy { $0 == UInt8(ascii: " ") }
  }

  private func endOfLine(_ span: Span, _ file: SourceFile) -> Span {
    let end = file.endOfLine(before: Int(span.end))
    return Span(span.source, end, end)
  }
}
