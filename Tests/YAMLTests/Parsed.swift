import Diagnostics
import Source
import YAML

/// A text, its tree and what was found in it.
struct Parsed {
  let file: SourceFile
  let tree: SyntaxTree
  let findings: [Diagnostic]

  init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  init(bytes: [UInt8]) {
    file = SourceFile(path: "test.yaml", bytes: bytes)
    var found = Findings()
    tree = SyntaxTree.parse(file, id: SourceID(0), into: &found)
    found.sort()
    findings = found.diagnostics
  }

  var codes: [String] { findings.map(\.rule.code) }

  func text(_ span: Span) -> String { file.text(span.range) }

  /// Where a text stands, by its first occurrence.
  func span(of text: String) -> Span? {
    let whole = file.bytes
    let wanted = Array(text.utf8)
    guard let start = whole.indices.first(where: { whole[$0...].starts(with: wanted) }) else { return nil }
    return Span(SourceID(0), start, start + wanted.count)
  }
}

/// A tree as one line, to compare whole documents: scalars as JSON would have them, tags before what they mark.
func outline(_ node: Node?) -> String {
  guard let node else { return "nothing" }
  let tag = node.tag.map { $0 + " " } ?? ""
  switch node.kind {
  case .sequence: return tag + "[" + node.items.map { outline($0) }.joined(separator: ", ") + "]"
  case .mapping:
    return tag + "{" + node.entries.map { $0.key.text + ": " + outline($0.value) }.joined(separator: ", ") + "}"
  case .scalar:
    switch node.scalar {
    case .null: return tag + "null"
    case .bool(let value): return tag + String(value)
    case .integer(let value): return tag + String(value)
    case .number(let text): return tag + text
    case .string(let text): return tag + "\"" + text + "\""
    }
  }
}
