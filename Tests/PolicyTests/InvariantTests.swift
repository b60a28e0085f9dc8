import Policy
import Source
import Testing

/// Properties that hold for any policies and requests, tried on seeded random ones.
@Suite struct InvariantTests {
  /// SplitMix64, so that a failure can be repeated.
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(next() % UInt64(values.count))] }
  }

  static let actions = ["sqs:SendMessage", "sqs:*", "sqs:Send*", "*", "sns:Publish", "s?s:*Message"]
  static let resources = [
    "*", Given.queue, "arn:aws:sqs:*:*:*", "arn:aws:sqs:eu-west-1:111122223333:o*", "arn:aws:sqs:<R>:<A>:orders", "<Q>",
    "arn:aws:sns:eu-west-1:111122223333:posts",
  ]
  static let conditions = [
    "", "", "{StringEquals: {k: v}}", "{StringNotEquals: {k: v}}", "{'ForAllValues:StringLike': {k: ['v*']}}",
    "{StringEquals: {k: '<V>'}}", "{Null: {k: 'true'}}", "{NumericLessThan: {n: '5'}}", "{Unknown: {k: v}}",
  ]
  static let principals = [
    "'*'", "{AWS: '111122223333'}", "{AWS: 'arn:aws:iam::111122223333:role/worker'}", "{AWS: '<P>'}",
    "{Service: sns.amazonaws.com}",
  ]

  static func statement(_ random: inout Generator, effect: String? = nil, withPrincipal: Bool) -> PolicyStatement {
    let not = random.pick(["", "", "", "Not"])
    var text = "[{Effect: \(effect ?? random.pick(["Allow", "Allow", "Deny"])), "
    if withPrincipal { text += "\(random.pick(["", "", "Not"]))Principal: \(random.pick(principals)), " }
    text +=
      "\(not)Action: ['\(random.pick(actions))'], \(random.pick(["", "", "Not"]))Resource: ['\(random.pick(resources))']"
    let condition = random.pick(conditions)
    text += condition.isEmpty ? "}]" : ", Condition: \(condition)}]"
    return Given.document(text).statements[0]
  }

  static func request(_ random: inout Generator) -> AccessRequest {
    Given.request(
      random.pick(["sqs:SendMessage", "sns:Publish", "sqs:ReceiveMessage"]),
      on: random.pick([
        Given.queue, "arn:aws:sqs:<R>:<A>:orders", "arn:aws:sns:eu-west-1:111122223333:posts",
        "arn:aws:sqs:eu-west-1:444455556666:orders",
      ]), by: random.pick([Given.role, Given.session, Given.user, .anonymous, .service("sns.amazonaws.com")]),
      context: random.pick([[:], ["k": ["v"]], ["k": ["v", "w"], "n": ["3"]], ["k": ["<V>"]]]))
  }

  struct Layers {
    var identity: [PolicyStatement]
    var resource: [PolicyStatement]
    var boundary: [PolicyStatement]?

    var policies: PolicySet {
      func policy(_ statements: [PolicyStatement], _ kind: PolicyKind) -> [CompiledPolicy] {
        [CompiledPolicy(PolicyDocument(statements, span: Given.nowhere), as: kind)]
      }
      return PolicySet(
        identity: policy(identity, .identity), resource: policy(resource, .resource),
        boundary: boundary.map { policy($0, .boundary) })
    }
  }

  static func layers(_ random: inout Generator) -> Layers {
    func some(_ random: inout Generator, _ withPrincipal: Bool) -> [PolicyStatement] {
      (0..<random.pick([0, 1, 2, 4])).map { _ in statement(&random, withPrincipal: withPrincipal) }
    }
    return Layers(
      identity: some(&random, false), resource: some(&random, true),
      boundary: random.pick([true, false, false]) ? some(&random, false) : nil)
  }

  /// How much an answer allows: nothing, perhaps, surely.
  static func rank(_ decision: Decision) -> Int {
    switch decision.outcome {
    case .implicitDeny, .explicitDeny: 0
    case .depends: 1
    case .allow: 2
    }
  }

  @Test(arguments: 0..<1500) func holds(_ seed: Int) {
    var random = Generator(state: UInt64(seed))
    let before = Self.layers(&random)
    let request = Self.request(&random)
    let decision = before.policies.decide(request)
    #expect(before.policies.explain(request).decision == decision)

    var denied = before
    denied.identity.append(Self.statement(&random, effect: "Deny", withPrincipal: false))
    #expect(Self.rank(denied.policies.decide(request)) <= Self.rank(decision), "a Deny allowed")
    denied = before
    denied.resource.append(Self.statement(&random, effect: "Deny", withPrincipal: true))
    #expect(Self.rank(denied.policies.decide(request)) <= Self.rank(decision), "a Deny allowed")

    var allowed = before
    allowed.identity.append(Self.statement(&random, effect: "Allow", withPrincipal: false))
    #expect(Self.rank(allowed.policies.decide(request)) >= Self.rank(decision), "an Allow denied")
    allowed = before
    allowed.resource.append(Self.statement(&random, effect: "Allow", withPrincipal: true))
    #expect(Self.rank(allowed.policies.decide(request)) >= Self.rank(decision), "an Allow denied")

    var shuffled = before
    shuffled.identity.shuffle(using: &random)
    shuffled.resource.shuffle(using: &random)
    #expect(Self.rank(shuffled.policies.decide(request)) == Self.rank(decision), "the order mattered")
  }

  @Test(arguments: 0..<500) func narrowingAResourceNeverAllowsMore(_ seed: Int) {
    var random = Generator(state: UInt64(seed) &+ 1 << 32)
    let narrower = [
      "*": "arn:aws:sqs:*:*:*", "arn:aws:sqs:*:*:*": "arn:aws:sqs:eu-west-1:111122223333:o*",
      "arn:aws:sqs:eu-west-1:111122223333:o*": Given.queue,
    ]
    let wide = random.pick(narrower.keys.sorted())
    var layers = Self.layers(&random)
    let statement = { (resource: String) in
      Given.document("[{Effect: Allow, Action: 'sqs:*', Resource: '\(resource)'}]").statements[0]
    }
    let request = Self.request(&random)
    layers.identity.append(statement(wide))
    let before = layers.policies.decide(request)
    layers.identity[layers.identity.count - 1] = statement(narrower[wide] ?? wide)
    #expect(Self.rank(layers.policies.decide(request)) <= Self.rank(before))
  }
}
