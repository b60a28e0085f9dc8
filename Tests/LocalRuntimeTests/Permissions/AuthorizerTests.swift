import LocalRuntime
import Testing
import WireProtocols
import Wiring

/// Modes, policies that change, time, and many callers at once.
@Suite struct AuthorizerTests {
  private static let administrator = Caller(.administrator, accessKey: "me", session: "")

  @Test func softTellsAndLetsThrough() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack, .soft)
    let permission = Permission("sqs:SendMessage", on: try stack.arn("queues.ledger"))
    #expect(authorizer.denial(of: permission, to: try stack.handler("functions.intake")) == nil)
    #expect(
      narrator.occurrences.map(\.consequences) == [
        ["let through, since permissions are soft; else AWS answers 403 AccessDenied"]
      ])
  }

  @Test func offSaysNothing() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack, .off)
    let permission = Permission("sqs:SendMessage", on: try stack.arn("queues.ledger"))
    #expect(authorizer.denial(of: permission, to: try stack.handler("functions.intake")) == nil)
    #expect(narrator.occurrences.isEmpty)
  }

  @Test func anAnswerIsForgottenWhenThePolicyChanges() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, _) = await StackAuthorizer.of(stack)
    let ledger = try stack.arn("queues.ledger")
    let permission = Permission("sqs:SendMessage", on: ledger)
    let intake = try stack.handler("functions.intake")
    #expect(authorizer.denial(of: permission, to: intake) != nil)
    try authorizer.setPolicy(
      #"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "\#(ledger)"}}"#,
      of: ledger)
    #expect(authorizer.denial(of: permission, to: intake) == nil)
    try authorizer.setPolicy(nil, of: ledger)
    #expect(authorizer.denial(of: permission, to: intake) != nil)
    #expect(authorizer.policy(of: ledger) == nil)
  }

  @Test func aReloadTakesTheNewPoliciesAndKeepsWhatACallSet() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, _) = await StackAuthorizer.of(stack)
    let intake = try stack.handler("functions.intake")
    let orders = Permission("sqs:SendMessage", on: try stack.arn("queues.orders"))
    let ledger = try stack.arn("queues.ledger")
    #expect(authorizer.denial(of: orders, to: intake) == nil)
    let set = #"{"Statement":[{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*"}]}"#
    try authorizer.setPolicy(set, of: ledger)
    let edited = try LocalStack(LocalStack.orders.replacing("- send: queues.orders", with: "- send: queues.ledger"))
    await authorizer.apply(edited.runPlan)
    #expect(authorizer.denial(of: orders, to: intake) != nil)
    #expect(authorizer.policy(of: ledger) == set)
    // The stack's own policy of the queue changes: it counts again.
    await authorizer.apply(
      try LocalStack(LocalStack.orders.replacing("subscriptions: [queues.ledger]", with: "subscriptions: []")).runPlan)
    #expect(authorizer.policy(of: ledger) == nil)
  }

  @Test(arguments: [
    ("arn:aws:sqs:us-east-1:000000000000:q", "InvalidAttributeValue"),
    ("arn:aws:sns:us-east-1:000000000000:t", "InvalidParameterException"),
    ("arn:aws:lambda:us-east-1:000000000000:function:f", "InvalidParameterValueException"),
    ("arn:aws:events:us-east-1:000000000000:event-bus/b", "ValidationException"),
    ("arn:aws:s3:::b", "MalformedPolicyDocument"),
  ]) func aMalformedPolicyIsRefused(resource: String, shape: String) async throws {
    let (authorizer, _) = await StackAuthorizer.of(try LocalStack(LocalStack.orders))
    for text in [
      "{", "[]", #"{"Statement": [{"Effect": "Alow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}]}"#,
      #"{"Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}]}"#,
      String(repeating: "[", count: 2000), "{\"Statement\": \"" + String(repeating: "x", count: 70_000) + "\"}",
    ] {
      let error = #expect(throws: ServiceError.self) { try authorizer.setPolicy(text, of: resource) }
      #expect(error?.shape == shape)
    }
    #expect(authorizer.policy(of: resource) == nil)
  }

  @Test func permissionsOfAFunctionAreOneDocument() async throws {
    let stack = try LocalStack(
      """
      functions:
        f: { runtime: python3.13, handler: app.handle, code: src }
      rules:
        a: { schedule: rate(1 day), to: functions.f }
        b: { schedule: rate(2 days), to: functions.f }

      """)
    let (authorizer, _) = await StackAuthorizer.of(stack)
    let text = try #require(authorizer.policy(of: try stack.arn("functions.f")))
    #expect(text.hasPrefix(#"{"Version":"2012-10-17","Id":"default","Statement":[{"#))
    #expect(text.ranges(of: "lambda:InvokeFunction").count == 2)
  }

  @Test func timeDecidesAnew() async throws {
    let text = LocalStack.orders.replacing(
      #"when: { StringEquals: { "aws:RequestedRegion": eu-west-1 } }"#,
      with: #"when: { DateLessThan: { "aws:CurrentTime": "2026-01-01T00:00:10Z" } }"#)
    let stack = try LocalStack(text)
    // The clock stands at 2026-01-01T00:00:00Z.
    let clock = ManualClock()
    let (authorizer, _) = await StackAuthorizer.of(stack, clock: clock)
    let permission = Permission("sns:Publish", on: try stack.arn("topics.shipped"))
    let fulfil = try stack.handler("functions.fulfil")
    #expect(authorizer.denial(of: permission, to: fulfil) == nil)
    clock.advance(seconds: 9)
    #expect(authorizer.denial(of: permission, to: fulfil) == nil)
    clock.advance(seconds: 1)
    #expect(authorizer.denial(of: permission, to: fulfil) != nil)
  }

  @Test func theCircumstancesOfACallAreKnown() async throws {
    let conditions = [
      #"StringEquals: { "aws:PrincipalArn": "arn:aws:iam::000000000000:role/shop-WorkerRole" }"#,
      #"StringLike: { "aws:userid": "AROA*:shop-FulfilFunction" }"#,
      #"ArnEquals: { "lambda:SourceFunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:shop-FulfilFunction" }"#,
      #"Bool: { "aws:SecureTransport": "true", "aws:ViaAWSService": "false", "aws:PrincipalIsAWSService": "false" }"#,
      #"IpAddress: { "aws:SourceIp": "127.0.0.0/8" }"#,
      #"StringEquals: { "aws:RequestedRegion": us-east-1, "aws:ResourceAccount": "000000000000" }"#,
      #"NumericGreaterThan: { "aws:EpochTime": "1767225599" }"#,
      #"StringEquals: { "sns:Protocol": sqs }"#,
    ]
    for condition in conditions {
      let stack = try LocalStack(
        LocalStack.orders.replacing(#"StringEquals: { "aws:RequestedRegion": eu-west-1 }"#, with: condition))
      let (authorizer, _) = await StackAuthorizer.of(stack)
      let permission = Permission(
        "sns:Publish", on: try stack.arn("topics.shipped"), context: ["sns:Protocol": ["sqs"]])
      #expect(authorizer.denial(of: permission, to: try stack.handler("functions.fulfil")) == nil, "\(condition)")
    }
  }

  @Test func anUnknownManagedPolicyIsToldOnce() async throws {
    let stack = try LocalStack(
      LocalStack.orders.replacing("service-role/AWSLambdaBasicExecutionRole", with: "NoSuchPolicy"))
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    await authorizer.apply(stack.runPlan)
    #expect(
      narrator.occurrences.map(\.message) == [
        "the managed policy `arn:aws:iam::aws:policy/NoSuchPolicy` of `roles.worker` is not known here"
      ])
    #expect(narrator.occurrences.first?.place?.line == 11)
    let logs = Permission("logs:PutLogEvents", on: "arn:aws:logs:us-east-1:000000000000:log-group:g")
    #expect(authorizer.denial(of: logs, to: try stack.handler("functions.fulfil")) != nil)
    #expect(
      narrator.occurrences.last?.notes.map(\.message) == [
        "`arn:aws:iam::aws:policy/NoSuchPolicy` is not known here, and allows nothing"
      ])
  }

  @Test func manyCallersAndChangesAtOnce() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, _) = await StackAuthorizer.of(stack)
    let orders = try stack.arn("queues.orders")
    let ledger = try stack.arn("queues.ledger")
    let intake = try stack.handler("functions.intake")
    let allow = #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"\#(ledger)"}]}"#
    await withTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<500 {
            #expect(authorizer.denial(of: Permission("sqs:SendMessage", on: orders), to: intake) == nil)
            _ = authorizer.denial(of: Permission("sqs:SendMessage", on: ledger), to: intake)
          }
        }
      }
      group.addTask {
        for _ in 0..<100 {
          try? authorizer.setPolicy(allow, of: ledger)
          #expect(authorizer.denial(of: Permission("sqs:SendMessage", on: ledger), to: intake) == nil)
          try? authorizer.setPolicy(nil, of: ledger)
          #expect(authorizer.denial(of: Permission("sqs:SendMessage", on: ledger), to: intake) != nil)
        }
      }
    }
  }

  @Test func whatIsOutsideOfTheStackHasNoPolicy() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let outside = "arn:aws:sqs:us-east-1:111111111111:theirs"
    let permission = Permission("sqs:SendMessage", on: outside)
    #expect(authorizer.denial(of: permission, to: Self.administrator) != nil)
    #expect(
      authorizer.denial(
        of: permission, to: .service("sns.amazonaws.com", source: "arn:aws:sns:us-east-1:000000000000:t")) != nil)
    #expect(
      narrator.occurrences.last?.notes.map(\.message) == [
        "`\(outside)` is not of this stack, so nothing is known of its policy"
      ])
    try authorizer.setPolicy(
      #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sqs:*","Resource":"\#(outside)"}]}"#,
      of: outside)
    #expect(authorizer.denial(of: permission, to: Self.administrator) == nil)
  }
}
