import Policy
import Source
import Testing

/// Policies and names made to be slow, and made to be large: what cannot be decided in a bounded time is said to be open.
/// None of these tests looks at a clock; a matcher that tries again and again would not end.
@Suite struct HostileTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let pattern: String
    let text: String
    let wanted: String
    var testDescription: String { "\(pattern.prefix(20))… on \(text.prefix(20))…" }

    init(_ pattern: String, _ text: String, _ wanted: String = "implicit deny") {
      self.pattern = pattern
      self.text = text
      self.wanted = wanted
    }
  }

  static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  static let backtracking: [Case] = [
    Case(many("*a", 1000) + "b", many("a", 2000)), Case(many("?*", 1000) + "b", many("a", 2000)),
    Case(many("*a", 500) + "<H>b", many("a", 1000) + "<G>", "depends on H, G"),
    Case(many("<A>*", 300) + "b", many("<B>a", 300)),
    Case("*" + many("a", 1000) + "b*", many("a", 2000)),
    Case("*" + many("a", 1000) + "b*", many("a", 1500) + "b", "allow"),
    Case("*" + many("a", 1000) + "?b", many("a", 1500) + "üb", "allow"),
    Case("*" + many("a", 1000) + "?b*c", many("a", 1500) + "übäc", "allow"),
    Case("*" + many("a", 1000) + "?b*c", many("a", 1500) + "übä"), Case("*" + many("?", 1000) + "b*", many("ü", 2000)),
    Case("*" + many("a", 1000) + "<H>b", many("a", 1500) + "<H>b", "allow"),
    Case("*" + many("aaab", 250) + "*c", many("aaab", 249) + many("a", 900) + many("aaab", 250) + "c", "allow"),
    Case("*" + many("ab", 1000) + "c*", many("ab", 2000) + "d"),
  ]

  @Test(arguments: backtracking) func patternsEnd(_ example: Case) {
    let policy = Given.policy("[{Effect: Allow, Action: '*', Resource: 'arn:aws:s3:::\(example.pattern)'}]")
    let decision = PolicySet(identity: [policy]).decide(
      Given.request("s3:GetObject", on: "arn:aws:s3:::\(example.text)"))
    #expect(decision.word == example.wanted)
  }

  @Test func whatIsTooLongToTellIsOpen() {
    let pattern = "*" + Self.many("a", 40_000) + "b*"
    let policy = Given.policy("[{Effect: Allow, Action: '*', Resource: 'arn:aws:s3:::\(pattern)'}]")
    let request = Given.request("s3:GetObject", on: "arn:aws:s3:::" + Self.many("a", 90_000))
    #expect(PolicySet(identity: [policy]).decide(request).word.hasPrefix("depends on a pattern of 40003 characters"))
  }

  /// The search that never tries twice agrees with the one that does, on texts of few letters.
  @Test(arguments: 0..<400) func bothSearchesAgree(_ seed: Int) {
    var random = InvariantTests.Generator(state: UInt64(seed))
    let letters = ["a", "a", "b", "*", "?", "ü"]
    let pattern = (0..<random.pick([3, 8, 70])).map { _ in random.pick(letters) }.joined()
    let text = (0..<random.pick([5, 20, 200])).map { _ in random.pick(["a", "a", "b", "ü"]) }.joined()
    // So much in vain before it that the search changes.
    let tail = "*" + Self.many("z", 200) + "y"
    func decides(_ pattern: String, _ text: String) -> String {
      let policy = Given.policy("[{Effect: Allow, Action: '*', Resource: 'arn:aws:s3:::\(pattern)'}]")
      return PolicySet(identity: [policy]).decide(Given.request("s3:GetObject", on: "arn:aws:s3:::\(text)")).word
    }
    let slow = decides(tail + pattern, Self.many("z", 300) + "y" + text)
    #expect(slow == decides(pattern, text), "\(pattern) on \(text)")
  }

  /// Many statements: each is looked at once, and what is open of them is told for a few (`test_can.py` has 10 MB of them).
  @Test func aHugePolicyIsDecided() {
    let span = Given.nowhere
    func text(_ text: String) -> Datum { Datum(.string(PartialText(text)), span) }
    let statements = (0..<5_000).map { index in
      Datum(
        .map(
          [
            ("Effect", text("Allow")), ("Action", text("s3:GetObject")),
            ("Resource", text("arn:aws:s3:::bucket-\(index)/" + Self.many("*a", 20))),
          ].map { Datum.Member(key: $0.0, keySpan: span, value: $0.1) }), span)
    }
    let document = Datum(
      .map([
        Datum.Member(key: "Version", keySpan: span, value: text("2012-10-17")),
        Datum.Member(key: "Statement", keySpan: span, value: Datum(.list(statements), span)),
      ]), span)
    let policies = PolicySet(identity: [CompiledPolicy(PolicyDocument(reading: document), as: .identity)])
    func word(_ resource: String) -> String { policies.decide(Given.request("s3:GetObject", on: resource)).word }
    #expect(word("arn:aws:s3:::bucket-4999/" + Self.many("a", 40)) == "allow")
    #expect(word("arn:aws:s3:::bucket-4999/" + Self.many("a", 19)) == "implicit deny")
    #expect(word("arn:aws:s3:::<Bucket>/" + Self.many("a", 40)).hasPrefix("depends on"))
  }
}
