import Diagnostics
import Source
import Template

/// Adds keys to what a person wrote in the stack language, keeping its layout. Gives no edit where the layout is not plain.
struct EntryEdit {
  /// A key further in is not laid out plainly; it also bounds how far back a line is read.
  private static let deepestIndent = 256

  private let entry: Resource
  private let text: [UInt8]
  private let context: CheckContext

  /// The entry of a resource; nil if its author wrote it otherwise, as raw CloudFormation say.
  init?(_ resource: Resource, _ context: CheckContext) {
    // A raw resource has a type of its own place, and a derived one no text of its own.
    guard resource.origin == .declared, resource.typeSpan == resource.span, resource.extent != resource.span,
      context.sources[resource.extent.source]?.isJSON == false
    else { return nil }
    entry = resource
    text = Array(context.sources.text(resource.extent).utf8)
    self.context = context
  }

  /// The offset in the file one past the entry's last written byte; comments after it are not its own.
  private var end: Int {
    var end = text.count
    while end > 0, [0x20, 0x09, 0x0A, 0x0D].contains(text[end - 1]) { end -= 1 }
    return end
  }

  private func at(_ offset: Int) -> Span {
    let offset = Int(entry.extent.start) + offset
    return Span(entry.extent.source, offset, offset)
  }

  /// The edit that adds a key, and after the entry a sibling of it.
  func adding(_ key: String, sibling: String? = nil) -> [Edit]? {
    guard let body = bodyStart else { return nil }
    let after = sibling.flatMap { sibling in siblingIndent.map { "\n\($0)\(sibling)" } }
    if sibling != nil, after == nil { return nil }
    if text[body] == UInt8(ascii: "{") {
      guard text[end - 1] == UInt8(ascii: "}"), end - 1 > body else { return nil }
      let inner = text[(body + 1)..<(end - 1)]
      let filled = inner.lastIndex { $0 != 0x20 && $0 != 0x0A }
      let insertion = filled.map { (at($0 + 1), ", \(key)") } ?? (at(body + 1), inner.isEmpty ? " \(key) " : " \(key)")
      return [Edit(insertion.0, insertion.1)] + (after.map { [Edit(at(end), $0)] } ?? [])
    }
    guard let indent = bodyIndent(body), !lastLineIsComment else { return nil }
    return [Edit(at(end), "\n\(indent)\(key)" + (after ?? ""))]
  }

  /// The edit that adds a sibling after the entry.
  func addingSibling(_ sibling: String) -> [Edit]? {
    guard let indent = siblingIndent, !lastLineIsComment else { return nil }
    return [Edit(at(end), "\n\(indent)\(sibling)")]
  }

  private var lastLineIsComment: Bool {
    let line = text[..<end].split(separator: 0x0A).last ?? []
    return line.contains(UInt8(ascii: "#"))
  }

  /// The offset of the first byte of the value.
  private var bodyStart: Int? {
    guard let colon = text[min(entry.span.length, text.count)...].firstIndex(of: UInt8(ascii: ":")) else { return nil }
    return text[(colon + 1)...].firstIndex { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D }
  }

  /// The blanks before the first key of a value in block style.
  private func bodyIndent(_ body: Int) -> String? {
    guard let newline = text[..<body].lastIndex(of: 0x0A) else { return nil }
    let indent = text[(newline + 1)..<body]
    return indent.allSatisfy { $0 == 0x20 } ? String(decoding: indent, as: UTF8.self) : nil
  }

  /// The blanks before the entry's key, if nothing else stands before it on its line.
  private var siblingIndent: String? {
    guard let file = context.sources[entry.extent.source] else { return nil }
    let start = Int(entry.span.start)
    let before = Array(file.text(max(0, start - Self.deepestIndent)..<start).utf8)
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 }
    guard let lineStart = lineStart ?? (start < Self.deepestIndent ? 0 : nil) else { return nil }
    let indent = before[lineStart...]
    return indent.allSatisfy { $0 == 0x20 } ? String(decoding: indent, as: UTF8.self) : nil
  }
}
