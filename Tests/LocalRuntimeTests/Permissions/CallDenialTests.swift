import LocalRuntime
import Testing
import WireProtocols
import Wiring

/// What the handlers of a stack may call, what they are answered, and what is told.
@Suite struct CallDenialTests {
  @Test func whatTheRoleAllowsIsAllowed() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let intake = try stack.handler("functions.intake")
    for _ in 0..<3 {
      #expect(
        try authorizer.denial(of: Permission("sqs:SendMessage", on: stack.arn("queues.orders")), to: intake) == nil)
    }
    let fulfil = try stack.handler("functions.fulfil")
    #expect(
      try authorizer.denial(of: Permission("sqs:ReceiveMessage", on: stack.arn("queues.orders")), to: fulfil) == nil)
    let logs = "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/x:log-stream:y"
    #expect(authorizer.denial(of: Permission("logs:PutLogEvents", on: logs), to: fulfil) == nil)
    #expect(narrator.occurrences.isEmpty)
  }

  @Test func aDerivedRoleIsExplainedAtItsFunction() async throws {
    try await expectDenial(
      of: "sqs:SendMessage", on: "queues.ledger", to: "functions.intake", in: LocalStack.orders,
      """
      error[STK001]: `functions.intake` may not call `sqs:SendMessage` on `queues.ledger`
       --> stack.yaml:4:3
        |
      4 |   intake:
        |   ^^^^^^ nothing in its `access:` allows it
      5 |     access:
      6 |       - send: queues.orders
        |         ------------------- this is on `queues.orders`, not on `queues.ledger`
        |
        = help: add to `access:` of `functions.intake`:  `- send: queues.ledger`, or for this action alone  `- { allow: sqs:SendMessage, on: queues.ledger }`
        = AWS answers 403 AccessDenied
        = more: stackc explain STK001
      """)
  }

  @Test func aNamedRoleIsExplainedAtTheRole() async throws {
    try await expectDenial(
      of: "sqs:ChangeMessageVisibility", on: "queues.orders", to: "functions.fulfil", in: LocalStack.orders,
      """
      error[STK001]: `functions.fulfil` may not call `sqs:ChangeMessageVisibility` on `queues.orders`
        --> stack.yaml:11:3
         |
      11 |   worker:
         |   ^^^^^^ this role has 3 statements, none of which allows it
      12 |     trusts: lambda.amazonaws.com
      13 |     allow:
      14 |       - actions: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]
         |         ------------------------------------------------------------------------ this does not allow `sqs:ChangeMessageVisibility`
         |
         = help: add to `allow:` of `roles.worker`:  `- { actions: sqs:ChangeMessageVisibility, on: queues.orders }`
         = AWS answers 403 AccessDenied
         = more: stackc explain STK001
      """)
  }

  @Test func aConditionThatFailsIsQuoted() async throws {
    try await expectDenial(
      of: "sns:Publish", on: "topics.shipped", to: "functions.fulfil", in: LocalStack.orders,
      """
      error[STK001]: `functions.fulfil` may not call `sns:Publish` on `topics.shipped`
        --> stack.yaml:11:3
         |
      11 |   worker:
         |   ^^^^^^ this role has 3 statements, none of which allows it
      ...
      16 |       - actions: sns:Publish
         |         -------------------- `aws:RequestedRegion` is `us-east-1`, this wants `StringEquals` `eu-west-1`
         |
         = help: add to `allow:` of `roles.worker`:  `- { actions: sns:Publish, on: topics.shipped }`
         = AWS answers 403 AuthorizationError
         = more: stackc explain STK001
      """)
  }

  @Test func aDenyIsExplainedWhereItIsWritten() async throws {
    let text = LocalStack.orders.replacing(
      "    managed:", with: "    deny: { actions: \"sqs:*\", on: queues.ledger }\n    managed:")
    try await expectDenial(
      of: "sqs:DeleteQueue", on: "queues.ledger", to: "functions.fulfil", in: text,
      """
      error[STK001]: `functions.fulfil` may not call `sqs:DeleteQueue` on `queues.ledger`
        --> stack.yaml:19:11
         |
      19 |     deny: { actions: "sqs:*", on: queues.ledger }
         |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this Deny holds, whatever else allows it
         |
         = help: narrow the Deny by `Action`, `Resource` or `Condition`, or take it away
         = AWS answers 403 AccessDenied
         = more: stackc explain STK001
      """)
  }

  @Test func aDenyOfTheResourceHoldsEvenForTheAdministrator() async throws {
    let stack = try LocalStack(
      LocalStack.orders
        + "policies:\n  keep: { on: queues.ledger, allow: sqs:PurgeQueue, to: { anyone: true }, effect: deny }\n")
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let administrator = Caller(.administrator, accessKey: "me", session: "")
    let ledger = try stack.arn("queues.ledger")
    #expect(authorizer.denial(of: Permission("sqs:DeleteQueue", on: ledger), to: administrator) == nil)
    #expect(
      authorizer.denial(of: Permission("sqs:PurgeQueue", on: ledger), to: administrator)?.message
        == "User: arn:aws:iam::000000000000:root is not authorized to perform: sqs:purgequeue on resource: \(ledger) with an explicit deny in a resource-based policy"
    )
    expectText(
      stack.rendered(try #require(narrator.occurrences.first)),
      """
      error[STK001]: the administrator may not call `sqs:PurgeQueue` on `queues.ledger`
        --> stack.yaml:30:3
         |
      30 |   keep: { on: queues.ledger, allow: sqs:PurgeQueue, to: { anyone: true }, effect: deny }
         |   ^^^^ this Deny holds, whatever else allows it
         |
         = help: narrow the Deny by `Action`, `Resource` or `Condition`, or take it away
         = AWS answers 403 AccessDenied
         = more: stackc explain STK001
      """)
  }

  @Test func anActionWithoutAccessWordIsOfferedAsItIs() async throws {
    try await expectDenial(
      of: "sqs:PurgeQueue", on: "queues.orders", to: "functions.intake", in: LocalStack.orders,
      """
      error[STK001]: `functions.intake` may not call `sqs:PurgeQueue` on `queues.orders`
       --> stack.yaml:4:3
        |
      4 |   intake:
        |   ^^^^^^ nothing in its `access:` allows it
      5 |     access:
      6 |       - send: queues.orders
        |         ------------------- this allows `sqs:GetQueueUrl`, `sqs:SendMessage`, not `sqs:PurgeQueue`
        |
        = help: add to `access:` of `functions.intake`:  `- { allow: sqs:PurgeQueue, on: queues.orders }`
        = AWS answers 403 AccessDenied
        = more: stackc explain STK001
      """)
  }

  @Test func anIndexIsNamedAsTheStackNamesIt() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let index = try stack.arn("tables.orders") + "/index/byDay"
    let error = authorizer.denial(
      of: Permission("dynamodb:Query", on: index), to: try stack.handler("functions.fulfil"))
    #expect(error?.shape == "AccessDeniedException" && error?.status == 400)
    let told = try #require(narrator.occurrences.first)
    #expect(told.message == "`functions.fulfil` may not call `dynamodb:Query` on `tables.orders/index/byDay`")
    #expect(
      told.help == [
        "add to `allow:` of `roles.worker`:  `- { actions: dynamodb:Query, on: tables.orders/index/byDay }`"
      ])
  }

  @Test func aBoundaryLimits() async throws {
    let text = """
      resources:
        Limit:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Version: "2012-10-17"
              Statement:
                - { Effect: Allow, Action: "sqs:*", Resource: "*" }
      roles:
        worker:
          trusts: lambda.amazonaws.com
          allow: { actions: "*", on: "*" }
          properties: { PermissionsBoundary: !Ref Limit }
      functions:
        f: { runtime: python3.13, handler: app.handle, code: src, role: roles.worker }
      topics: { news: {} }

      """
    let error = try await expectDenial(
      of: "sns:Publish", on: "topics.news", to: "functions.f", in: text,
      """
      error[STK001]: `functions.f` may not call `sns:Publish` on `topics.news`
       --> stack.yaml:6:9
        |
      6 |         Version: "2012-10-17"
        |         ^^^^^^^^^^^^^^^^^^^^^ the permissions boundary of `functions.f` does not allow it
      7 |         Statement:
      8 |           - { Effect: Allow, Action: "sqs:*", Resource: "*" }
        |             ------------------------------------------------- this allows `sqs:*`, not `sns:Publish`
        |
        = help: allow `sns:Publish` in the boundary, which limits what the role's policies can allow
        = AWS answers 403 AuthorizationError
        = more: stackc explain STK001
      """)
    #expect(error.shape == "AuthorizationErrorException")
    #expect(error.message.hasSuffix("because no permissions boundary allows the SNS:Publish action"))
  }

  @Test func aCallerWithoutCredentialsIsAnonymous() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, _) = await StackAuthorizer.of(stack)
    let error = try authorizer.denial(
      of: Permission("sqs:SendMessage", on: stack.arn("queues.orders")),
      to: Caller(.anonymous, accessKey: "", session: ""))
    #expect(
      error?.message
        == "User: anonymous is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs:us-east-1:000000000000:shop-OrdersQueue because no resource-based policy allows the sqs:sendmessage action"
    )
  }

  @Test func aRoleThatIsGoneMayNothing() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let caller = Caller(.role(arn: "arn:aws:iam::000000000000:role/gone"), accessKey: "", session: "s")
    #expect(authorizer.denial(of: Permission("lambda:InvokeFunction", on: "*"), to: caller)?.status == 403)
    expectText(
      stack.rendered(try #require(narrator.occurrences.first)),
      """
      error[STK001]: `arn:aws:iam::000000000000:role/gone` may not call `lambda:InvokeFunction`
        = note: the role `arn:aws:iam::000000000000:role/gone` is not of this stack, so nothing is known of its policies
        = AWS answers 403 AccessDeniedException
        = more: stackc explain STK001
      """)
  }
}

/// Expects a denial to a function's handler, and what the terminal shows of it.
@discardableResult
func expectDenial(
  of action: String, on resource: String, to function: String, in text: String, _ expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> ServiceError {
  let stack = try LocalStack(text)
  let (authorizer, narrator) = await StackAuthorizer.of(stack)
  let error = try authorizer.denial(of: Permission(action, on: stack.arn(resource)), to: stack.handler(function))
  #expect(narrator.occurrences.count == 1, sourceLocation: sourceLocation)
  expectText(stack.rendered(try #require(narrator.occurrences.first)), expected, sourceLocation: sourceLocation)
  return try #require(error, sourceLocation: sourceLocation)
}

func expectText(_ text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(text == expected + "\n", "\n\(text)", sourceLocation: sourceLocation)
}
