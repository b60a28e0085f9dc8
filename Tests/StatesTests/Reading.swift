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
