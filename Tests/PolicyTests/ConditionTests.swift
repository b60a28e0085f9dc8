import Policy
import Source
import Testing

/// Condition operators, row by row (IAM User Guide, IAM JSON policy elements: Condition operators).
@Suite struct ConditionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let condition: String
    let context: [String: [String]]
    let wanted: String
    var testDescription: String { "\(condition) with \(context.sorted { $0.key < $1.key })" }

    init(_ condition: String, _ context: [String: [String]], _ wanted: String) {
      self.condition = condition
      self.context = context
      self.wanted = wanted
    }
  }

  static let yes = "allow"
  static let no = "implicit deny"

  static let texts: [Case] = [
    Case("{StringEquals: {k: v}}", ["k": ["v"]], yes), Case("{StringEquals: {k: v}}", ["k": ["V"]], no),
    Case("{StringEquals: {k: [u, v]}}", ["k": ["v"]], yes), Case("{StringEquals: {k: v}}", [:], no),
    Case("{StringEquals: {K: v}}", ["k": ["v"]], yes), Case("{StringEquals: {k: 'v*'}}", ["k": ["vw"]], no),
    Case("{StringEquals: {k: 'v*'}}", ["k": ["v*"]], yes), Case("{StringEquals: {k: v, l: w}}", ["k": ["v"]], no),
    Case("{StringEquals: {k: v}, Bool: {b: 'true'}}", ["k": ["v"], "b": ["true"]], yes),
    Case("{StringEquals: {k: v}, Bool: {b: 'true'}}", ["k": ["v"], "b": ["false"]], no),
    Case("{stringequals: {k: v}}", ["k": ["v"]], yes),
    Case("{StringNotEquals: {k: v}}", ["k": ["v"]], no), Case("{StringNotEquals: {k: v}}", ["k": ["w"]], yes),
    Case("{StringNotEquals: {k: [v, w]}}", ["k": ["w"]], no), Case("{StringNotEquals: {k: v}}", [:], yes),
    Case("{StringEqualsIgnoreCase: {k: v}}", ["k": ["V"]], yes),
    Case("{StringNotEqualsIgnoreCase: {k: v}}", ["k": ["V"]], no),
    Case("{StringLike: {k: 'a*c?'}}", ["k": ["abbcd"]], yes), Case("{StringLike: {k: 'a*c?'}}", ["k": ["abbc"]], no),
    Case("{StringLike: {k: 'a?c'}}", ["k": ["aüc"]], yes), Case("{StringLike: {k: 'A*'}}", ["k": ["ab"]], no),
    Case("{StringLike: {k: 'a*:c'}}", ["k": ["ab:b:c"]], yes),
    Case("{StringNotLike: {k: 'a*'}}", ["k": ["ab"]], no), Case("{StringNotLike: {k: 'a*'}}", [:], yes),
  ]

  static let typed: [Case] = [
    Case("{NumericEquals: {k: '10'}}", ["k": ["10.0"]], yes), Case("{NumericEquals: {k: '10'}}", ["k": ["ten"]], no),
    Case("{NumericNotEquals: {k: '10'}}", ["k": ["11"]], yes), Case("{NumericNotEquals: {k: '10'}}", [:], yes),
    Case("{NumericLessThan: {k: '10'}}", ["k": ["10"]], no), Case("{NumericLessThan: {k: '10'}}", ["k": ["9"]], yes),
    Case("{NumericLessThan: {k: '10'}}", [:], no), Case("{NumericLessThanEquals: {k: '10'}}", ["k": ["10"]], yes),
    Case("{NumericGreaterThan: {k: '10'}}", ["k": ["10"]], no),
    Case("{NumericGreaterThanEquals: {k: '10'}}", ["k": ["10"]], yes),
    Case("{NumericEquals: {k: inf}}", ["k": ["inf"]], no),
    Case("{DateEquals: {k: '2026-11-24T10:00:00Z'}}", ["k": ["2026-11-24T11:00:00+01:00"]], yes),
    Case("{DateEquals: {k: '1970-01-02'}}", ["k": ["86400"]], yes),
    Case("{DateNotEquals: {k: '1970-01-02'}}", ["k": ["86400"]], no),
    Case("{DateNotEquals: {k: '1970-01-02'}}", [:], yes),
    Case("{DateLessThan: {k: '2024-02-29T00:00:00Z'}}", ["k": ["2024-02-28T23:59:59.9Z"]], yes),
    Case("{DateLessThanEquals: {k: '2024-03-01'}}", ["k": ["2024-03-01T00:00:00Z"]], yes),
    Case("{DateGreaterThan: {k: '2024-02-29'}}", ["k": ["2024-03-01"]], yes),
    Case("{DateGreaterThanEquals: {k: '2024-02-29'}}", ["k": ["2024-02-28"]], no),
    Case("{DateEquals: {k: '2024-13-01'}}", ["k": ["2024-13-01"]], no),
    Case("{Bool: {k: 'true'}}", ["k": ["true"]], yes), Case("{Bool: {k: 'true'}}", ["k": ["false"]], no),
    Case("{Bool: {k: 'false'}}", [:], no), Case("{Bool: {k: 'on!'}}", ["k": ["on!"]], no),
    Case("{BinaryEquals: {k: 'QmluYXJ5'}}", ["k": ["QmluYXJ5"]], yes),
    Case("{BinaryEquals: {k: 'QmluYXJ5'}}", ["k": ["QmluYXJ6"]], no),
    Case("{IpAddress: {k: '203.0.113.0/24'}}", ["k": ["203.0.113.9"]], yes),
    Case("{IpAddress: {k: '203.0.113.0/24'}}", ["k": ["203.0.114.9"]], no),
    Case("{IpAddress: {k: '203.0.113.9'}}", ["k": ["203.0.113.9"]], yes),
    Case("{IpAddress: {k: '0.0.0.0/0'}}", ["k": ["::1"]], no),
    Case("{IpAddress: {k: '2001:db8::/33'}}", ["k": ["2001:DB8:7fff::5"]], yes),
    Case("{IpAddress: {k: '2001:db8::/33'}}", ["k": ["2001:db8:8000::5"]], no),
    Case("{NotIpAddress: {k: '203.0.113.0/24'}}", ["k": ["203.0.113.9"]], no),
    Case("{NotIpAddress: {k: '203.0.113.0/24'}}", [:], yes),
    Case("{ArnLike: {k: 'arn:aws:sns:*:111122223333:a*'}}", ["k": ["arn:aws:sns:eu:111122223333:ab"]], yes),
    Case("{ArnLike: {k: 'arn:aws:sns:*:a*'}}", ["k": ["arn:aws:sns:eu:111122223333:ab"]], no),
    Case("{ArnLike: {k: 'arn:aws:*:ab'}}", ["k": ["arn:aws:sns:eu:1:ab"]], no),
    Case("{ArnEquals: {k: 'arn:aws:sns:*:*:ab'}}", ["k": ["arn:aws:sns:eu:1:ab"]], yes),
    Case("{ArnEquals: {k: 'arn:aws:sns:*:*:ab'}}", ["k": ["arn:aws:sns:eu:1:AB"]], no),
    Case("{ArnNotEquals: {k: 'arn:aws:sns:*:*:ab'}}", ["k": ["arn:aws:sns:eu:1:ab"]], no),
    Case("{ArnNotLike: {k: 'arn:aws:sns:*:*:ab'}}", [:], yes), Case("{ArnLike: {k: 'x*'}}", ["k": ["xy"]], no),
  ]

  static let presence: [Case] = [
    Case("{Null: {k: 'true'}}", [:], yes), Case("{Null: {k: 'true'}}", ["k": ["v"]], no),
    Case("{Null: {k: 'false'}}", [:], no), Case("{Null: {k: 'false'}}", ["k": ["v"]], yes),
    Case("{StringEqualsIfExists: {k: v}}", [:], yes), Case("{StringEqualsIfExists: {k: v}}", ["k": ["w"]], no),
    Case("{NumericLessThanIfExists: {k: '1'}}", [:], yes), Case("{StringNotEqualsIfExists: {k: v}}", [:], yes),
    Case("{'ForAllValues:StringEquals': {k: [a, b]}}", ["k": ["a", "b", "a"]], yes),
    Case("{'ForAllValues:StringEquals': {k: [a, b]}}", ["k": ["a", "c"]], no),
    Case("{'ForAllValues:StringEquals': {k: [a, b]}}", [:], yes),
    Case("{'ForAllValues:StringEquals': {k: [a, b]}}", ["k": []], yes),
    Case("{'ForAllValues:StringNotEquals': {k: [a, b]}}", ["k": ["c", "d"]], yes),
    Case("{'ForAllValues:StringNotEquals': {k: [a, b]}}", ["k": ["c", "a"]], no),
    Case("{'ForAnyValue:StringEquals': {k: [a, b]}}", ["k": ["c", "b"]], yes),
    Case("{'ForAnyValue:StringEquals': {k: [a, b]}}", ["k": ["c"]], no),
    Case("{'ForAnyValue:StringEquals': {k: [a, b]}}", [:], no),
    Case("{'ForAnyValue:StringNotEquals': {k: [a, b]}}", ["k": ["a", "c"]], yes),
    Case("{'ForAnyValue:StringNotEquals': {k: [a, b]}}", ["k": ["a", "b"]], no),
    Case("{'ForAnyValue:StringNotEquals': {k: a}}", [:], no),
    Case("{StringLikes: {k: v}}", ["k": ["v"]], "depends on condition operator `StringLikes`"),
    Case("{NullIfExists: {k: 'true'}}", [:], "depends on condition operator `NullIfExists`"),
    Case("{StringEquals: {k: a}}", ["k": ["a", "b"]], "depends on condition key `k`, which has several values"),
  ]

  static let variables: [Case] = [
    Case("{StringEquals: {k: '${l}'}}", ["k": ["v"], "l": ["v"]], yes),
    Case("{StringEquals: {k: '${l}'}}", ["k": ["v"], "l": ["w"]], no),
    Case("{StringEquals: {k: '${l}'}}", ["k": ["v"]], no), Case("{StringNotEquals: {k: '${l}'}}", ["k": ["v"]], no),
    Case("{StringNotEquals: {k: '${l}'}}", ["k": ["v"], "l": ["w"]], yes),
    Case("{StringEquals: {k: ['${l}', v]}}", ["k": ["v"]], yes),
    Case("{StringEquals: {k: \"${l, 'v'}\"}}", ["k": ["v"]], yes),
    Case("{StringEquals: {k: \"a-${L, 'v'}-b\"}}", ["k": ["a-w-b"], "l": ["w"]], yes),
    Case("{StringLike: {k: 'a${*}'}}", ["k": ["a*"]], yes), Case("{StringLike: {k: 'a${*}'}}", ["k": ["ab"]], no),
    Case("{StringLike: {k: '${l}'}}", ["k": ["ab"], "l": ["a*"]], no),
    Case("{NumericEquals: {k: '${l}'}}", ["k": ["1"], "l": ["1"]], no),
    Case("{ArnLike: {k: 'arn:aws:sns:*:*:${l}'}}", ["k": ["arn:aws:sns:eu:1:a"], "l": ["a"]], yes),
  ]

  static let unknowns: [Case] = [
    Case("{StringEquals: {k: '<A>'}}", ["k": ["<A>"]], yes),
    Case("{StringEquals: {k: '<A>'}}", ["k": ["v"]], "depends on A"),
    Case("{StringEquals: {k: 'x-<A>'}}", ["k": ["y-v"]], no), Case("{StringEquals: {k: '<A>x'}}", ["k": ["<A>y"]], no),
    Case("{StringNotEquals: {k: '<A>'}}", ["k": ["<A>"]], no),
    Case("{StringEquals: {k: ['<A>', v]}}", ["k": ["v"]], yes),
    Case("{NumericLessThan: {k: '<A>'}}", ["k": ["1"]], "depends on A"),
    Case("{NumericEquals: {k: '<A>'}}", ["k": ["<A>"]], yes),
    Case("{NumericLessThan: {k: '<A>'}}", ["k": ["<A>"]], "depends on A"),
    Case("{ArnLike: {k: 'arn:aws:sns:<R>:<A>:t'}}", ["k": ["arn:aws:sns:<R>:<A>:t"]], yes),
    Case("{ArnLike: {k: 'arn:aws:sns:<R>:<A>:t'}}", ["k": ["arn:aws:sns:<R>:1:t"]], "depends on A"),
    Case("{ArnLike: {k: 'arn:aws:sns:<R>:<A>:t'}}", ["k": ["arn:aws:sns:<R>:<A>:u"]], no),
    Case("{ArnLike: {k: '<Topic>'}}", ["k": ["arn:aws:sns:eu:1:u"]], "depends on Topic"),
    Case("{StringEquals: {k: !Ref Any}}", ["k": ["v"]], "depends on Any"),
    Case("!Ref Any", [:], "depends on Any"), Case("{StringEquals: !Ref Any}", [:], "depends on Any"),
  ]

  @Test(arguments: texts + typed + presence + variables + unknowns) func decides(_ example: Case) {
    let policy = Given.policy("[{Effect: Allow, Action: '*', Resource: '*', Condition: \(example.condition)}]")
    let request = Given.request(context: example.context)
    #expect(PolicySet(identity: [policy]).decide(request).word == example.wanted)
  }

  @Test func aKeyThatIsNotGivenMayBeThere() {
    let policy = Given.policy("[{Effect: Allow, Action: '*', Resource: '*', Condition: {StringEquals: {k: v}}}]")
    let request = Given.request(isContextComplete: false)
    #expect(PolicySet(identity: [policy]).decide(request).word == "depends on condition key `k`")
  }

  @Test func variablesArePlainTextInTheOldVersion() {
    let text = "[{Effect: Allow, Action: '*', Resource: '*', Condition: {StringEquals: {k: '${l}'}}}]"
    let policies = PolicySet(identity: [Given.policy(text, version: "2008-10-17")])
    #expect(policies.decide(Given.request(context: ["k": ["v"], "l": ["v"]])).word == Self.no)
    #expect(policies.decide(Given.request(context: ["k": ["${l}"], "l": ["v"]])).word == Self.yes)
  }

  @Test(arguments: ConditionOperator.names) func everyOperatorIsKnown(_ name: String) {
    #expect(ConditionOperator(name) != nil)
    #expect(ConditionOperator("ForAnyValue:" + name) != nil)
    #expect((ConditionOperator(name + "IfExists") == nil) == (name == "Null"))
  }
}
