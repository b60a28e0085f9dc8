import Diagnostics
import Source
import TestSupport
import Testing

@testable import Events

@Suite struct InputTransformerTests {
  /// A code, and a transformer with marks.
  static let refused: [(String, String)] = [
    ("", #"{"InputPathsMap": {"a": "$.detail.a"}, "InputTemplate": "<a>"}"#),
    ("STK481", #"{"InputPathsMap": {"a": "$.detail.a"}, "InputTemplate": "[<a>, ↓<b>, <b>]"}"#),
    ("STK482", #"{"InputTemplate": ↓"order <aws.events.rule-name>"}"#),
    ("STK483", #"{"InputPathsMap": {"a": "↓detail.a"}, "InputTemplate": "<a>"}"#),
    ("STK483", #"{"InputPathsMap": {"a": "$.detail↓[?(@.x)]"}, "InputTemplate": "<a>"}"#),
    ("STK483", #"{"InputPathsMap": {"a": "$.detail↓."}, "InputTemplate": "<a>"}"#),
    ("STK485", #"{"InputPathsMap": {↓"AWSx": "$.id"}, "InputTemplate": "<AWSx>"}"#),
  ]

  @Test(arguments: refused) func aFaultStandsWhereItIs(_ code: String, _ text: String) throws {
    let marked = MarkedText(text)
    var findings = Findings()
    _ = InputTransformer(reading: try marked.datum(), into: &findings)
    marked.expect(code, findings)
  }

  private func render(_ paths: String, _ template: String, _ event: String) throws -> String {
    var findings = Findings()
    let member = { (key: String, value: Datum) in Datum.Member(key: key, keySpan: value.span, value: value) }
    let span = Span(SourceID(0), 0, 0)
    let datum = Datum(
      .map([
        member("InputPathsMap", try json(paths)),
        member("InputTemplate", Datum(.string(PartialText(template)), span)),
      ]), span)
    let transformer = InputTransformer(reading: datum, into: &findings)
    try #require(findings.diagnostics.map(\.message) == [])
    let delivery = InputTransformer.Delivery(ruleARN: "arn:x", ruleName: "r", ingestionTime: "2026-11-24T00:00:00Z")
    return transformer.render(try json(event), delivery)
  }

  @Test func valuesStandWhereTheirNamesStood() throws {
    let event = #"{"id": "1", "detail": {"a": "x\"y", "n": 1.50, "l": [{"k": 1}, {"k": 2}], "o": {"p": null}}}"#
    let paths =
      ##"{"a": "$.detail.a", "n": "$.detail.n", "l": "$.detail.l[*].k", "o": "$.detail.o", "k": "$.detail['l'][1].k", "none": "$.x.y"}"##
    #expect(try render(paths, "\"say <a>, <n>\"", event) == #""say x\"y, 1.50""#)
    #expect(try render(paths, "{\"a\": <a>, \"l\": <l>, \"k\": <k>}", event) == #"{"a": "x\"y", "l": [1,2], "k": 2}"#)
    #expect(try render(paths, "{\"o\": <o>}", event) == #"{"o": {"p":null}}"#)
    #expect(try render(paths, "\"<none>|1 < 2\"", event) == #""|1 < 2""#)
    #expect(try render(paths, "[<aws.events.event>, \"<aws.events.rule-name>\"]", event) == #"[{"id":"1"}, "r"]"#)
  }
}
