import Policy
import Source
import Testing

/// When a statement holds: action, resource and principal (IAM User Guide, IAM JSON policy elements).
@Suite struct StatementTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let statement: String
    let action: String
    let resource: String
    let wanted: String
    var testDescription: String { "\(action) on \(resource) under \(statement)" }

    init(_ statement: String, _ action: String, _ resource: String, _ wanted: String) {
      self.statement = statement
      self.action = action
      self.resource = resource
      self.wanted = wanted
    }
  }

  static let yes = "allow"
  static let no = "implicit deny"
  static let q = Given.queue

  static let actions: [Case] = [
    Case("Action: 'sqs:SendMessage', Resource: '*'", "sqs:SendMessage", q, yes),
    Case("Action: 'SQS:sendmessage', Resource: '*'", "sqs:SendMessage", q, yes),
    Case("Action: 'sqs:Send*', Resource: '*'", "sqs:SendMessage", q, yes),
    Case("Action: 'sqs:*Messag?', Resource: '*'", "sqs:SendMessage", q, yes),
    Case("Action: 'sqs:Receive*', Resource: '*'", "sqs:SendMessage", q, no),
    Case("Action: '*', Resource: '*'", "sqs:SendMessage", q, yes),
    Case("Action: '*:*', Resource: '*'", "sqs:SendMessage", q, yes),
    Case("Action: [], Resource: '*'", "sqs:SendMessage", q, no),
    Case("Action: [s3:GetObject, sqs:SendMessage], Resource: '*'", "sqs:SendMessage", q, yes),
    Case("NotAction: 's3:*', Resource: '*'", "sqs:SendMessage", q, yes),
    Case("NotAction: ['s3:*', 'sqs:*'], Resource: '*'", "sqs:SendMessage", q, no),
    Case("NotAction: 's3:*', Resource: 'arn:aws:s3:::b'", "sqs:SendMessage", q, no),
    Case("Action: !Ref Actions, Resource: '*'", "sqs:SendMessage", q, "depends on Actions"),
    Case("Action: 'sqs:<Verb>Message', Resource: '*'", "sqs:SendMessage", q, "depends on Verb"),
    Case("Action: 'sqs:<Verb>Message', Resource: '*'", "sns:Publish", q, no),
  ]

  static let resources: [Case] = [
    Case("Action: '*', Resource: '\(q)'", "sqs:SendMessage", q, yes),
    Case("Action: '*', Resource: 'arn:aws:sqs:eu-west-1:111122223333:Orders'", "sqs:SendMessage", q, no),
    Case("Action: '*', Resource: 'arn:aws:sqs:*:111122223333:ord*'", "sqs:SendMessage", q, yes),
    Case("Action: '*', Resource: 'arn:aws-cn:sqs:*:*:*'", "sqs:SendMessage", q, no),
    Case("Action: '*', Resource: 'arn:aws:sqs:*:orders'", "sqs:SendMessage", q, no),
    Case("Action: '*', Resource: 'arn:aws:sqs'", "sqs:SendMessage", q, yes),
    Case("Action: '*', Resource: 'arn:aws:sqs:*'", "sqs:SendMessage", q, yes),
    Case("Action: '*', Resource: 'arn:aws:s3:::b/*/test/*'", "s3:GetObject", "arn:aws:s3:::b/1/2/test/3/object", yes),
    Case(
      "Action: '*', Resource: 'arn:aws:lambda:*:*:function:f*'", "lambda:InvokeFunction",
      "arn:aws:lambda:eu-west-1:111122223333:function:f:live", yes),
    Case("Action: '*', NotResource: 'arn:aws:s3:::b'", "sqs:SendMessage", q, yes),
    Case("Action: '*', NotResource: '\(q)'", "sqs:SendMessage", q, no),
    Case("Action: '*'", "sqs:SendMessage", q, no), Case("Action: '*', Resource: []", "sqs:SendMessage", q, no),
    Case("Action: '*', NotResource: []", "sqs:SendMessage", q, no),
    Case("Action: '*', Resource: '*'", "sqs:ListQueues", "*", yes),
    Case("Action: '*', Resource: '\(q)'", "sqs:ListQueues", "*", no),
    Case("Action: '*', Resource: '*', Principal: '*'", "sqs:SendMessage", q, no),
    Case(
      "Action: '*', Resource: 'arn:aws:s3:::b/${aws:PrincipalType}/*'", "s3:GetObject",
      "arn:aws:s3:::b/AssumedRole/x", yes),
    Case("Action: '*', Resource: 'arn:aws:s3:::b/${aws:username}/*'", "s3:GetObject", "arn:aws:s3:::b/ann/x", no),
  ]

  static let a = "arn:<AWS::Partition>:sqs:<AWS::Region>:<AWS::AccountId>"
  static let unknowns: [Case] = [
    Case("Action: '*', Resource: '\(a):<Orders.QueueName>'", "sqs:SendMessage", "\(a):<Orders.QueueName>", yes),
    Case("Action: '*', Resource: '\(a):*'", "sqs:SendMessage", "\(a):<Orders.QueueName>", yes),
    Case("Action: '*', Resource: 'arn:*:sqs:*:*:*'", "sqs:SendMessage", "\(a):<Orders.QueueName>", yes),
    Case(
      "Action: '*', Resource: '\(a):failed'", "sqs:SendMessage", "\(a):<Orders.QueueName>",
      "depends on Orders.QueueName"),
    Case("Action: '*', Resource: '\(a):failed'", "sqs:SendMessage", "\(a):orders-<Stage>", no),
    Case("Action: '*', Resource: '\(a):*-dev'", "sqs:SendMessage", "\(a):orders-<Stage>", "depends on Stage"),
    Case("Action: '*', Resource: '\(a):<Stage>-*'", "sqs:SendMessage", "\(a):<Stage>-orders", yes),
    Case("Action: '*', Resource: '\(a):<Stage>-a'", "sqs:SendMessage", "\(a):<Stage>-x-a", no),
    Case(
      "Action: '*', Resource: 'arn:<AWS::Partition>:sns:<AWS::Region>:<AWS::AccountId>:x'", "sqs:SendMessage",
      "\(a):<Orders.QueueName>", no),
    Case(
      "Action: '*', Resource: '\(q)'", "sqs:SendMessage", "\(a):orders",
      "depends on AWS::Region, AWS::AccountId, AWS::Partition"),
    Case(
      "Action: '*', Resource: !Ref Queue", "sqs:SendMessage", "\(a):orders",
      "depends on Queue, AWS::Partition, AWS::Region, AWS::AccountId"),
    Case("Action: '*', Resource: '<Bucket.Arn>/*'", "s3:GetObject", "<Bucket.Arn>/key", yes),
    Case("Action: '*', Resource: '<Bucket.Arn>'", "s3:GetObject", "<Bucket.Arn>/key", no),
    Case("Action: '*', Resource: ['<X>', '*']", "sqs:SendMessage", q, yes),
    Case("Action: '*', NotResource: !Ref Queue", "sqs:SendMessage", q, "depends on Queue"),
  ]

  @Test(arguments: actions + resources + unknowns) func identityStatementDecides(_ example: Case) {
    let policy = Given.policy("[{Effect: Allow, \(example.statement)}]")
    // Whoever lives in the account of the stack calls what lives there too.
    let isDeployed = example.resource.contains("<AWS::AccountId>")
    let own = Principal.role(Given.text("<Worker.Arn>"), account: Given.text("<AWS::AccountId>"))
    let decision = PolicySet(identity: [policy]).decide(
      Given.request(example.action, on: example.resource, by: isDeployed ? own : Given.role))
    #expect(decision.word == example.wanted)
  }

  @Test(arguments: [
    (PolicyKind.identity, "arn:aws:sqs", true), (.identity, "arn:aws:sqs:*", true), (.resource, "arn:aws:sqs", false),
    (.resource, "arn:aws:sqs:*", true), (.serviceControl, "arn:aws:sqs", false),
    (.serviceControl, "arn:aws:sqs:*", true),
    (.resourceControl, "arn:aws:sqs:*", false), (.session, "arn:aws:sqs", true), (.boundary, "arn:aws:sqs", true),
    (.endpoint, "arn:aws:sqs", false),
  ])
  func shortARNsExpandByKind(_ kind: PolicyKind, _ resource: String, _ isMatched: Bool) {
    let principal = kind.namesPrincipal ? "Principal: '*', " : ""
    let deny = Given.policy("[{Effect: Deny, \(principal)Action: '*', Resource: '\(resource)'}]", as: kind)
    let allow = Given.policy("[{Effect: Allow, Principal: '*', Action: '*', Resource: '*'}]", as: .endpoint)
    let own = Given.policy("[{Effect: Allow, Action: '*', Resource: '*'}]")
    let policies = PolicySet(
      identity: kind == .identity ? [own, deny] : [own], resource: kind == .resource ? [deny] : [],
      boundary: kind == .boundary ? [own, deny] : nil, session: kind == .session ? [own, deny] : nil,
      endpoint: kind == .endpoint ? [allow, deny] : nil, serviceControl: kind == .serviceControl ? [[own, deny]] : [],
      resourceControl: kind == .resourceControl ? [[deny]] : [])
    #expect(policies.decide(Given.request()).word == (isMatched ? "explicit deny" : "allow"))
  }

  struct Spared: CustomTestStringConvertible, Sendable {
    let effect: String
    let named: [String]
    let caller: Principal
    var hasBoundary = false
    let wanted: String
    var testDescription: String { "\(effect) NotPrincipal \(named) called by \(caller.form)" }
  }

  static let root = "arn:aws:iam::111122223333:root"
  static let roleARN = "arn:aws:iam::111122223333:role/worker"
  static let sessionARN = "arn:aws:sts::111122223333:assumed-role/worker/run"
  static let userARN = "arn:aws:iam::111122223333:user/ann"
  static let notPrincipals: [Spared] = [
    Spared(effect: "Allow", named: [userARN], caller: Given.user, wanted: no),
    Spared(effect: "Allow", named: [roleARN], caller: Given.session, wanted: no),
    Spared(effect: "Allow", named: [userARN], caller: Given.role, wanted: yes),
    Spared(effect: "Allow", named: [userARN], caller: .anonymous, wanted: yes),
    Spared(effect: "Deny", named: [userARN, root], caller: Given.user, wanted: yes),
    Spared(effect: "Deny", named: [userARN], caller: Given.user, wanted: "explicit deny"),
    Spared(effect: "Deny", named: [userARN, root], caller: Given.user, hasBoundary: true, wanted: "explicit deny"),
    Spared(effect: "Deny", named: [userARN, root], caller: Given.role, wanted: "explicit deny"),
    Spared(effect: "Deny", named: [roleARN, root], caller: Given.session, wanted: "explicit deny"),
    Spared(effect: "Deny", named: [roleARN, sessionARN, root], caller: Given.session, wanted: yes),
    Spared(
      effect: "Deny", named: [roleARN, sessionARN, root], caller: Given.role, wanted: "depends on role session name"),
    Spared(effect: "Deny", named: [roleARN, root], caller: Given.role, wanted: "explicit deny"),
  ]

  @Test(arguments: notPrincipals) func notPrincipalSpares(_ example: Spared) {
    let names = example.named.map { "'\($0)'" }.joined(separator: ", ")
    let statement = "{Effect: \(example.effect), NotPrincipal: {AWS: [\(names)]}, Action: '*', Resource: '*'}"
    let all = "{Effect: Allow, Principal: '*', Action: '*', Resource: '*'}"
    let policy = Given.policy(example.effect == "Deny" ? "[\(all), \(statement)]" : "[\(statement)]", as: .resource)
    let own = Given.policy("[{Effect: Allow, Action: '*', Resource: '*'}]")
    let policies = PolicySet(resource: [policy], boundary: example.hasBoundary ? [own] : nil)
    #expect(policies.decide(Given.request(by: example.caller)).word == example.wanted)
  }

  @Test(arguments: [
    ("arn:aws:iam::111122223333:role/path/worker", Principal.Form.role), ("arn:aws:iam::111122223333:user/ann", .user),
    ("arn:aws:sts::111122223333:assumed-role/worker/run", .session), ("arn:aws:iam::111122223333:root", .account),
    ("arn:aws:sts::111122223333:federated-user/ann", .federatedUser), ("111122223333", .account), ("*", .anonymous),
    ("sns.amazonaws.com", .service), ("arn:aws:iam::111122223333:oidc-provider/x", .federated),
  ])
  func principalIsRead(_ text: String, _ form: Principal.Form) {
    #expect(Principal(named: text)?.form == form)
  }

  @Test(arguments: ["", "arn:aws:iam::111122223333:", "arn:aws:sqs:eu:1:q", "worker", "arn:aws:sts::1:assumed-role/x"])
  func noPrincipalIsRead(_ text: String) { #expect(Principal(named: text) == nil) }

  @Test func anUnknownStatementMayAllowOrDeny() {
    let maybe = Given.policy("[!Ref Extra]")
    let allow = Given.policy("[{Effect: Allow, Action: '*', Resource: '*'}, !Ref Extra]")
    #expect(PolicySet(identity: [maybe]).decide(Given.request()).word == "depends on Extra")
    #expect(PolicySet(identity: [allow]).decide(Given.request()).word == "depends on Extra")
    let effect = Given.policy("[{Effect: '<Effect>', Action: '*', Resource: '*'}]")
    #expect(PolicySet(identity: [effect]).decide(Given.request()).word == "depends on Effect")
  }

  @Test func theNearestMissFailsInTheFewestParts() throws {
    let policy = Given.policy(
      """
      - {Sid: far, Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::b'}
      - {Sid: wrongQueue, Effect: Allow, Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:zzz'}
      - {Sid: near, Effect: Allow, Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:order'}
      - {Sid: conditional, Effect: Allow, Action: 'sqs:Get*', Resource: '*', Condition: {Bool: {k: 'true'}}}
      """)
    let derivation = PolicySet(identity: [policy]).explain(Given.request())
    let layer = try #require(derivation.layers.first { $0.layer == .identity })
    #expect(layer.statements.map(\.mismatches.count) == [2, 1, 1, 2])
    #expect(layer.statements[3].mismatches.map(\.element) == ["Action", "Condition"])
    #expect(layer.statements[3].mismatches[1].condition?.key == "k")
    let nearest = try #require(derivation.nearestMiss(in: .identity))
    #expect(nearest.statement.sid?.value == "near")
    #expect(nearest.mismatches.first?.actual == [PartialText(Given.queue)])
  }
}
