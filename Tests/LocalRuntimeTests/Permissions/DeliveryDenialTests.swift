import LocalRuntime
import Testing
import WireProtocols
import Wiring

/// What services may deliver, by the target's policy or the role that they were given.
@Suite struct DeliveryDenialTests {
  @Test func theStatementOfAnArrowAdmitsItsSource() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let sender = Sender.service("sns.amazonaws.com", source: try stack.arn("topics.shipped"))
    #expect(try authorizer.denial(of: Permission("sqs:SendMessage", on: stack.arn("queues.ledger")), to: sender) == nil)
    #expect(narrator.occurrences.isEmpty)
  }

  @Test func anotherSourceIsToldAtTheStatement() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let sender = Sender.service("sns.amazonaws.com", source: try stack.arn("topics.other"))
    let error = try authorizer.denial(of: Permission("sqs:SendMessage", on: stack.arn("queues.ledger")), to: sender)
    #expect(
      error?.message
        == "sns.amazonaws.com is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs:us-east-1:000000000000:shop-LedgerQueue because no resource-based policy allows the sqs:sendmessage action"
    )
    expectText(
      stack.rendered(try #require(narrator.occurrences.first)),
      """
      error[STK002]: `topics.other` may not deliver to `queues.ledger`: its policy does not let sns.amazonaws.com call `sqs:SendMessage` for this source
        --> stack.yaml:25:21
         |
      25 |     subscriptions: [queues.ledger]
         |                     ^^^^^^^^^^^^^ `aws:SourceArn` is that of `topics.other`, this wants that of `topics.shipped`
         |
         = help: add under `policies:`  `otherMayDeliver: { on: queues.ledger, allow: sqs:SendMessage, to: { service: sns.amazonaws.com }, when: { ArnEquals: { aws:SourceArn: "${topics.other.arn}" } } }`
         = help: or write the arrow from `topics.other` in the stack language, which derives the statement
         = SNS does not try again: the message goes to the subscription's dead-letter queue, or is lost
         = more: stackc explain STK002
      """)
  }

  @Test func aTargetWithoutPolicyIsToldAtTheTarget() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let sender = Sender.service("events.amazonaws.com", source: "arn:aws:events:us-east-1:000000000000:rule/nightly")
    #expect(try authorizer.denial(of: Permission("sqs:SendMessage", on: stack.arn("queues.orders")), to: sender) != nil)
    expectText(
      stack.rendered(try #require(narrator.occurrences.first)),
      """
      error[STK002]: `arn:aws:events:us-east-1:000000000000:rule/nightly` may not deliver to `queues.orders`: its policy does not let events.amazonaws.com call `sqs:SendMessage` for this source
        --> stack.yaml:21:3
         |
      21 |   orders: { visibilityTimeout: 3m }
         |   ^^^^^^ it has no policy
         |
         = help: add under `policies:`  `sourceMayDeliver: { on: queues.orders, allow: sqs:SendMessage, to: { service: events.amazonaws.com }, when: { ArnEquals: { aws:SourceArn: arn:aws:events:us-east-1:000000000000:rule/nightly } } }`
         = EventBridge does not try again: the event goes to the target's dead-letter queue, or is lost
         = more: stackc explain STK002
      """)
  }

  @Test func aRoleMustTrustTheServiceThatUsesIt() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let role = try stack.arn("roles.worker")
    let permission = Permission("sqs:ReceiveMessage", on: try stack.arn("queues.orders"))
    #expect(authorizer.denial(of: permission, to: .role(role, service: "lambda.amazonaws.com")) == nil)
    #expect(narrator.occurrences.isEmpty)
    #expect(
      authorizer.denial(of: permission, to: .role(role, service: "events.amazonaws.com"))?.message
        == "events.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: \(role) because no role trust policy allows the sts:AssumeRole action"
    )
    expectText(
      stack.rendered(try #require(narrator.occurrences.first)),
      """
      error[STK002]: `events.amazonaws.com` may not assume `roles.worker`, which it was given to deliver with
        --> stack.yaml:12:13
         |
      12 |     trusts: lambda.amazonaws.com
         |             ^^^^^^^^^^^^^^^^^^^^ this is for `lambda.amazonaws.com`, not for `events.amazonaws.com`
         |
         = help: let `events.amazonaws.com` assume it: name it in the role's `trusts:`, or in its `AssumeRolePolicyDocument`
         = EventBridge does not try again: the event goes to the target's dead-letter queue, or is lost
         = more: stackc explain STK002
      """)
  }

  @Test func aRoleThatIsUsedMustAllow() async throws {
    let stack = try LocalStack(LocalStack.orders)
    let (authorizer, narrator) = await StackAuthorizer.of(stack)
    let permission = Permission("sqs:SendMessage", on: try stack.arn("queues.orders"))
    let sender = Sender.role(try stack.arn("roles.worker"), service: "lambda.amazonaws.com")
    #expect(authorizer.denial(of: permission, to: sender)?.message.contains("no identity-based policy") == true)
    expectText(
      stack.rendered(try #require(narrator.occurrences.first)),
      """
      error[STK002]: lambda.amazonaws.com may not call `sqs:SendMessage` on `queues.orders` with the role of `roles.worker`
        --> stack.yaml:11:3
         |
      11 |   worker:
         |   ^^^^^^ this role has 3 statements, none of which allows it
      12 |     trusts: lambda.amazonaws.com
      13 |     allow:
      14 |       - actions: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]
         |         ------------------------------------------------------------------------ this does not allow `sqs:SendMessage`
         |
         = help: add to `allow:` of `roles.worker`:  `- { actions: sqs:SendMessage, on: queues.orders }`
         = lambda.amazonaws.com does not deliver
         = more: stackc explain STK002
      """)
  }

  @Test func aPermissionOfAnAliasIsForTheAliasAlone() async throws {
    let stack = try LocalStack(
      """
      functions:
        f: { runtime: python3.13, handler: app.handle, code: src, aliases: { live: { version: latest } } }
      rules:
        nightly: { schedule: rate(1 day), to: functions.f }
      resources:
        Live:
          Type: AWS::Lambda::Permission
          Properties:
            { Action: lambda:InvokeFunction, Principal: sns.amazonaws.com, FunctionName: !Sub "${FFunction}:live" }

      """)
    let (authorizer, _) = await StackAuthorizer.of(stack)
    let function = try stack.arn("functions.f")
    func isDenied(_ qualifier: String, _ sender: Sender) -> Bool {
      authorizer.denial(of: Permission("lambda:InvokeFunction", on: function + qualifier), to: sender) != nil
    }
    let rule = Sender.service("events.amazonaws.com", source: try stack.arn("rules.nightly"))
    let topic = Sender.service("sns.amazonaws.com", source: "arn:aws:sns:us-east-1:000000000000:t")
    #expect(!isDenied("", rule) && isDenied(":live", rule))
    #expect(isDenied("", topic) && !isDenied(":live", topic))
  }
}
