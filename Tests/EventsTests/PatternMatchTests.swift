import Diagnostics
import Source
import Testing

@testable import Events

@Suite struct PatternMatchTests {
  private func matches(_ pattern: String, _ event: String) throws -> Bool {
    var findings = Findings()
    let compiled = EventPattern(reading: try json(pattern), for: .filter, into: &findings)
    try #require(findings.diagnostics.isEmpty)
    return compiled.matches(try json(event))
  }

  /// A pattern for the field `a`, values that match, values that do not.
  static let values: [(String, [String], [String])] = [
    (#"["x"]"#, [#""x""#, #"["y", "x"]"#], [#""X""#, "1", "null", "[]", "{}"]),
    ("[1.0]", ["1", "1.0", "10e-1"], [#""1""#, "1.1", "true"]),
    ("[null]", ["null"], [#""""#, #""null""#, "false"]),
    ("[true]", ["true"], ["false", #""true""#]),
    (#"[{"prefix": "ab"}]"#, [#""abc""#], [#""aab""#, "1"]),
    (#"[{"prefix": {"equals-ignore-case": "äB"}}]"#, [#""Äbc""#], [#""abc""#]),
    (#"[{"suffix": "ab"}]"#, [#""cab""#], [#""abc""#]),
    (#"[{"equals-ignore-case": "aB"}]"#, [#""Ab""#], [#""abc""#]),
    (#"[{"wildcard": "a*b\\*c"}]"#, [#""aXXb*c""#, #""ab*c""#], [#""abXc""#, #""aXb*cd""#]),
    (#"[{"anything-but": "x"}]"#, [#""y""#, "1", "null", #"["x", "y"]"#], [#""x""#, "[]"]),
    (#"[{"anything-but": [1, 2]}]"#, ["3", #""1""#], ["1.0", "2"]),
    (#"[{"anything-but": {"prefix": ["a", "b"]}}]"#, [#""c""#], [#""ab""#, #""bc""#]),
    (#"[{"anything-but": {"wildcard": "*/tmp/*"}}]"#, [#""/var""#], [#""/x/tmp/y""#]),
    (#"[{"numeric": [">", 0, "<=", 5]}]"#, ["5", "0.01"], ["0", "5.01", #""3""#]),
    (#"[{"cidr": "10.0.0.0/24"}]"#, [#""10.0.0.255""#], [#""10.0.1.0""#, #""::1""#]),
    (#"[{"cidr": "2001:db8::/32"}]"#, [#""2001:db8:ffff::1""#], [#""2001:db9::""#]),
    (#"["::1"]"#, [#""0:0:0:0:0:0:0:1""#], [#""::2""#]),
    (#"[{"exists": true}]"#, [#""x""#, "null", "[1]"], ["[]", "{}", #"{"b": 1}"#]),
    (#"[{"exists": false}]"#, ["[]", #"{"b": 1}"#], [#""x""#, "null"]),
  ]

  @Test(arguments: values) func valuesMatch(_ pattern: String, _ matching: [String], _ others: [String]) throws {
    for value in matching { #expect(try matches("{\"a\": \(pattern)}", "{\"a\": \(value)}"), "\(value)") }
    for value in others { #expect(try !matches("{\"a\": \(pattern)}", "{\"a\": \(value)}"), "\(value)") }
  }

  /// Pattern, event, whether it matches.
  static let structures: [(String, String, Bool)] = [
    (#"{"a": {"b": [1]}}"#, #"{"a.b": 1}"#, true),
    (#"{"a": {"x": [1], "y": [2]}}"#, #"{"a": [{"x": 1, "y": 2}]}"#, true),
    (#"{"a": {"x": [1], "y": [2]}}"#, #"{"a": [{"x": 1}, {"y": 2}]}"#, false),
    (#"{"a": {"x": [1]}, "b": {"y": [2]}}"#, #"{"a": [{"x": 1}], "b": [{}, {"y": 2}]}"#, true),
    (#"{"a": {"x": [1], "y": [{"exists": false}]}}"#, #"{"a": [{"x": 1}, {"y": 2}]}"#, true),
    (#"{"a": {"y": [{"exists": false}]}}"#, #"{"a": [{"x": 1}, {"y": 2}]}"#, false),
    (#"{"a": {"y": [{"exists": false}, 3]}}"#, #"{"a": [{"x": 1}, {"y": 2}]}"#, false),
    (#"{"s": [1], "$or": [{"a": [1]}, {"b": [1]}]}"#, #"{"s": 1, "b": 1}"#, true),
    (#"{"s": [1], "$or": [{"a": [1]}, {"b": [1]}]}"#, #"{"b": 1}"#, false),
  ]

  @Test(arguments: structures) func structuresMatch(_ pattern: String, _ event: String, _ isMatch: Bool) throws {
    #expect(try matches(pattern, event) == isMatch)
  }

  @Test func hostileInputIsAnsweredSoon() throws {
    let stars = String(repeating: "*a", count: 5)
    let text = String(repeating: "a", count: 50_000) + "b"
    #expect(try !matches("{\"a\": [{\"wildcard\": \"\(stars)\"}]}", "{\"a\": \"\(text)\"}"))
    let fields = (0..<60).map { "\"k\($0)\": {\"x\": [1], \"y\": [1]}" }.joined(separator: ",")
    let lists = (0..<60).map { "\"k\($0)\": [{\"x\": 1}, {\"y\": 1}]" }.joined(separator: ",")
    #expect(try !matches("{\(fields)}", "{\(lists)}"))
  }
}
