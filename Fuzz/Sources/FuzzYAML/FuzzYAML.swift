import Diagnostics
import FuzzSupport
import Source
import YAML

/// The package manager links an executable's `main` to the name of its target and `_main`.
@_cdecl("FuzzYAML_main")
func entry(_ count: CInt, _ arguments: Arguments) -> CInt { runFuzzer(count, arguments) { fuzz($0, $1) } }

/// Reads any bytes as YAML, then uses everything that a reader of the tree would.
private func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let file = SourceFile(path: "fuzz.yaml", bytes: bytes)
  var findings = Findings()
  let tree = SyntaxTree.parse(file, id: SourceID(0), into: &findings)
  check(tree.isComplete || findings.contains(atLeast: .error), "an incomplete tree, and nothing said")
  for finding in findings.diagnostics {
    check(inside(finding.span, file), "a finding outside of the file")
    check(finding.notes.allSatisfy { inside($0.span, file) }, "a note outside of the file")
    check(finding.fixes.allSatisfy { $0.edits.allSatisfy { inside($0.span, file) } }, "a fix outside of the file")
    _ = tree.path(at: finding.span)
  }
  check(tree.comments().allSatisfy { inside($0.span, file) }, "a comment outside of the file")
  walk(tree, file)
  return 0
}

/// Most nodes visited, since aliases can multiply them.
private let mostVisited = 20_000

private func walk(_ tree: SyntaxTree, _ file: SourceFile) {
  var stack = [tree.root].compactMap(\.self)
  var visited = 0
  while let node = stack.popLast(), visited < mostVisited {
    visited += 1
    check(inside(node.span, file) && inside(node.fullSpan, file), "a node outside of the file")
    check(node.fullSpan.start <= node.span.start, "a node that starts before its tag")
    check(node.tagSpan.map { inside($0, file) } ?? true, "a tag outside of the file")
    _ = (node.text, node.scalar, node.tag, node.isNull)
    if visited % 64 == 0 { _ = tree.path(at: node.span) }
    stack += node.items
    for entry in node.entries {
      check(entry.key.kind == .scalar, "a key that is no scalar")
      stack.append(entry.value)
    }
    if let first = node.entries.first { check(node[first.key.text] != nil, "a key that is not found") }
  }
}

private func inside(_ span: Span, _ file: SourceFile) -> Bool {
  span.start <= span.end && Int(span.end) <= file.bytes.count
}
