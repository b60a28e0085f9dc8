import Diagnostics
import Source
import TestSupport
import Testing

@testable import Events

@Suite struct FilterPolicyTests {
  /// A code (empty for none), a policy with marks, the scope.
  static let policies: [(String, String, FilterPolicy.Scope)] = [
    ("", #"{"a": ["x"], "b": [{"numeric": [">", 1]}]}"#, .messageAttributes),
    ("STK473", #"{"a": ↓{"b": ["x"]}}"#, .messageAttributes),
    ("", #"{"a": {"b": ["x"]}}"#, .messageBody),
    ("STK471", #"{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],↓"f":[1]}"#, .messageAttributes),
    ("STK471", #"{"a":[1],"b":[1],"$or":[{"c":[1],"d":[1]},{"e":[1],↓"f":[1]}]}"#, .messageAttributes),
    ("STK472", #"↓{"a":[1,2,3,4,5,6,7,8,9,10,11,12,13],"b":[1,2,3,4,5,6,7,8,9,10,11,12]}"#, .messageAttributes),
    ("STK472", #"↓{"a":{"b":{"c":[1,2,3,4]}},"d":{"e":[1,2,3]},"f":[1,2,3]}"#, .messageBody),
    ("STK453", #"{"a":[{↓"Prefix":"x"}]}"#, .messageAttributes),
  ]

  @Test(arguments: policies) func limitsAreChecked(_ code: String, _ text: String, _ scope: FilterPolicy.Scope) throws {
    let marked = MarkedText(text)
    var findings = Findings()
    _ = FilterPolicy(reading: try marked.datum(), scope: scope, into: &findings)
    marked.expect(code, findings)
  }

  @Test func messagesAreMatched() throws {
    var findings = Findings()
    let policy = FilterPolicy(
      reading: try json(#"{"country": ["de", "fr"]}"#), scope: .messageAttributes, into: &findings)
    #expect(policy.matches(try json(#"{"country": "fr", "x": 1}"#)))
    #expect(policy.matches(try json(#"{"country": ["it", "de"]}"#)))
    #expect(!policy.matches(try json(#"{"x": 1}"#)))
    #expect(!policy.matches(try json(#""de""#)))
  }
}
