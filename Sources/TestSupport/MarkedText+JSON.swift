public import Diagnostics
public import Source

extension MarkedText {
  /// The text as JSON.
  public func datum() throws(JSONError) -> Datum {
    try Datum(json: SourceFile(path: "x.json", text: text), id: SourceID(0))
  }

  /// Whether findings of one code stand exactly at the marks, and nothing else is found.
  public func isFound(_ code: String, _ findings: Findings) -> Bool {
    Set(findings.diagnostics.map { "\($0.rule.code) \($0.span.start)" }) == Set(offsets.map { "\(code) \($0)" })
  }
}
