import Diagnostics
import Source
import Testing

@testable import States

/// JSON in which each `↓` stands right before a place where a finding must start.
struct Marked {
  let text: String
  let marks: [Int]

  init(_ marked: String) {
    var text = ""
    var marks: [Int] = []
    for scalar in marked.unicodeScalars {
      if scalar == "↓" { marks.append(text.utf8.count) } else { text.unicodeScalars.append(scalar) }
    }
    self.text = text
    self.marks = marks
  }

  func datum() throws -> Datum { try Datum(json: SourceFile(path: "x.json", text: text), id: SourceID(0)) }

  /// Compares findings with the marks.
  func expect(_ code: String, _ findings: Findings, _ place: SourceLocation = #_sourceLocation) {
    let found = findings.diagnostics.map { "\($0.rule.code) \($0.span.start)" }
    #expect(Set(found) == Set(marks.map { "\(code) \($0)" }), "\(text)", sourceLocation: place)
  }

  typealias SourceLocation = Testing.SourceLocation
}

func json(_ text: String) throws -> Datum { try Marked(text).datum() }

/// The text after the first fix of every finding.
func fixed(_ text: String, _ findings: Findings) -> String {
  var bytes = Array(text.utf8)
  let edits = findings.diagnostics.compactMap(\.fixes.first).flatMap(\.edits)
  for edit in edits.sorted(by: { $0.span.start > $1.span.start }) {
    bytes.replaceSubrange(edit.span.range, with: Array(edit.replacement.utf8))
  }
  return String(decoding: bytes, as: UTF8.self)
}
