import Diagnostics
import Source
import TestSupport
import Testing

@testable import Events

@Suite struct PatternCheckTests {
  /// A code, a pattern with marks, and what its fixes make of it.
  static let refused: [(String, String, String?)] = [
    ("STK451", #"↓["a"]"#, nil),
    ("STK451", #"{"source": ↓"shop"}"#, #"{"source": ["shop"]}"#),
    ("STK451", #"{"detail": {"total": ↓5, "ok": ↓true}}"#, #"{"detail": {"total": [5], "ok": [true]}}"#),
    ("STK452", #"{"source": ↓[], "detail": ↓{}}"#, nil),
    ("STK453", #"{"source": [{↓"prefx": "a"}]}"#, #"{"source": [{"prefix": "a"}]}"#),
    ("STK453", #"{"source": [{"anything-but": {↓"numeric": [">", 1]}}]}"#, nil),
    ("STK454", #"{"source": [↓["a"]]}"#, nil),
    ("STK454", #"{"source": [↓{}]}"#, nil),
    ("STK454", #"{"source": [{"prefix": ↓5}]}"#, #"{"source": [{"prefix": "5"}]}"#),
    ("STK454", #"{"source": [{"prefix": "a", ↓"suffix": "b"}]}"#, nil),
    ("STK454", #"{"source": [{"prefix": ↓{"wildcard": "b"}}]}"#, nil),
    ("STK454", #"{"source": [{"exists": ↓"true"}]}"#, nil),
    ("STK454", #"{"source": [{"anything-but": ["a", ↓1]}]}"#, nil),
    ("STK454", #"{"source": [{"anything-but": ↓null}]}"#, nil),
    ("STK454", #"{"source": [{"anything-but": {"prefix": ↓""}}]}"#, nil),
    ("STK455", #"{"detail": {"n": [{"numeric": [">", ↓"1"]}]}}"#, #"{"detail": {"n": [{"numeric": [">", 1]}]}}"#),
    ("STK455", #"{"detail": {"n": [{"numeric": [↓">"]}]}}"#, nil),
    ("STK455", #"{"detail": {"n": [{"numeric": ["<", 1, ↓">", 0]}]}}"#, nil),
    ("STK455", #"{"detail": {"n": [{"numeric": [">", 1, "<", ↓1]}]}}"#, nil),
    ("STK455", #"{"detail": {"n": [{"numeric": [">", 1, "<", 3, ↓4]}]}}"#, nil),
    ("STK455", #"{"detail": {"n": [{"numeric": ["=", ↓1e309]}]}}"#, nil),
    ("STK456", #"{"detail": {"ip": [{"cidr": "10.0.0.0↓/32"}]}}"#, nil),
    ("STK456", #"{"detail": {"ip": [{"cidr": "↓10.0.0/8"}]}}"#, nil),
    ("STK457", #"{"detail": {"p": [{"wildcard": "a↓***b"}]}}"#, #"{"detail": {"p": [{"wildcard": "a*b"}]}}"#),
    ("STK457", #"{"detail": {"p": [{"wildcard": ↓"*:*:*:*:*:event-bus/*"}]}}"#, nil),
    ("STK458", #"{"$or": ↓{"source": ["a"]}}"#, nil),
    ("STK458", #"{"$or": ↓[{"source": ["a"]}]}"#, nil),
    ("STK458", #"{"$or": [{"source": ["a"]}, ↓1]}"#, nil),
    ("STK458", #"{"$or": [{"source": ["a"]}, {"detail": {↓"cidr": ["a"]}}]}"#, nil),
    ("STK460", #"{↓"detailType": ["a"]}"#, #"{"detail-type": ["a"]}"#),
    ("STK460", #"{↓"detailType": ["a"], "$or": [{↓"x": [1]}, {"source": ["b"]}]}"#, nil),
  ]

  @Test(arguments: refused) func aFaultStandsWhereItIs(_ code: String, _ text: String, _ mended: String?) throws {
    let marked = MarkedText(text)
    var findings = Findings()
    _ = EventPattern(reading: try marked.datum(), into: &findings)
    marked.expect(code, findings)
    if let mended { #expect(fixed(marked.text, findings) == mended) }
  }

  @Test func whatIsNotKnownIsNotJudged() throws {
    var findings = Findings()
    let hole = Datum(.unknown(Hole("x")), Span(SourceID(0), 0, 0))
    func member(_ key: String, _ value: Datum) -> Datum.Member { .init(key: key, keySpan: hole.span, value: value) }
    for name in PatternReader.operators.keys.sorted() {
      let value = Datum(.list([Datum(.map([member(name, hole)]), hole.span)]), hole.span)
      _ = EventPattern(reading: Datum(.map([member("source", value)]), hole.span), into: &findings)
    }
    _ = EventPattern(reading: hole, into: &findings)
    _ = EventPattern(reading: Datum(.map([member("detail", hole), member("$or", hole)]), hole.span), into: &findings)
    #expect(findings.diagnostics.map(\.message) == [])
  }

  @Test func sizeIsCountedWithoutWhiteSpace() throws {
    #expect(EventPattern.minifiedSize(try json(#"{ "source" : [ "a", 1.50 , null ] }"#)) == 26)
    var findings = Findings()
    EventPattern.checkSize(try json("{\"source\":[\"\(String(repeating: "a", count: 2_033))\"]}"), into: &findings)
    #expect(findings.diagnostics.isEmpty)
    EventPattern.checkSize(try json("{\"source\":[\"\(String(repeating: "a", count: 2_034))\"]}"), into: &findings)
    EventPattern.checkSize(try json("{\"source\":[\"\(String(repeating: "a", count: 4_096))\"]}"), into: &findings)
    #expect(findings.diagnostics.map(\.severity) == [.warning, .error])
  }

  @Test func alternativesAreCapped() throws {
    let or = (0..<40).map { "{\"k\($0)\":[1]}" }.joined(separator: ",")
    var findings = Findings()
    let text = "{\"a\":{\"$or\":[\(or)]},\"b\":{\"$or\":[\(or)]}}"
    let pattern = EventPattern(reading: try json(text), for: .filter, into: &findings)
    #expect(findings.diagnostics.map(\.rule.code) == ["STK461"])
    #expect(pattern.alternatives.count == EventPattern.mostAlternatives)
  }
}
