import Diagnostics
import Source
import TestSupport
import Testing

extension MarkedText {
  /// Compares findings with the marks.
  func expect(_ code: String, _ findings: Findings, _ place: SourceLocation = #_sourceLocation) {
    let found = findings.diagnostics.map { "\($0.rule.code) \($0.span.start)" }
    #expect(isFound(code, findings), "\(text): \(found)", sourceLocation: place)
  }

  typealias SourceLocation = Testing.SourceLocation
}

func json(_ text: String) throws -> Datum { try MarkedText(text).datum() }

/// The text after the first fix of every finding.
func fixed(_ text: String, _ findings: Findings) -> String {
  var bytes = Array(text.utf8)
  let edits = findings.diagnostics.compactMap(\.fixes.first).flatMap(\.edits)
  for edit in edits.sorted(by: { $0.span.start > $1.span.start }) {
    bytes.replaceSubrange(edit.span.range, with: Array(edit.replacement.utf8))
  }
  return String(decoding: bytes, as: UTF8.self)
}
