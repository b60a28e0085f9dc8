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
      #expect(try authorizer.denial(of: Permission("sqs:SendMessage", on: stack.arn("queues.orders")), to: intake) == nil)
    }
    let fulfil = try stack.handler("functions.fulfil")
    #expect(try authorizer.denial(of: Permission("sqs:ReceiveMessage", on: stack.arn("queues.orders")), to: fulfil) == nil)
    let logs = "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/x:log-stream:y"
    #expect(authorizer.denial(of: Permission("logs:PutLogEvents", on: logs), to: fulfil) == nil)
    #expect(narrator.occurrences.isEmpty)
  }

  @Test func aDerivedRoleIsExplainedAtItsFunction() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let error = try authorizer.denial(
      of: Permission("sqs:SendMessage", on: stack.arn("queues.ledger")), to: stack.handler("functions.intake"))
    #expect(
      error
        == ServiceError(
          "AccessDenied",
          "User: arn:aws:sts::000000000000:assumed-role/shop-IntakeRole/shop-IntakeFunction is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs:us-east-1:000000000000:shop-LedgerQueue because no identity-based policy allows the sqs:sendmessage action",
          status: 403))
    #expect(narrator.occurrences.count == 1)
    expectText(
      stack.rendered(try #require(narrator.occurrences.first)),
      """
      """)
  }
}

func expectText(_ text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(text == expected + "\n", "\n\(text)", sourceLocation: sourceLocation)
}
