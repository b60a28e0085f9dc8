import Events
import Source
import Testing
import Wiring

@testable import LocalRuntime

private let function = "arn:aws:lambda:us-east-1:000000000000:function:insight"
private let failures = "arn:aws:sqs:us-east-1:000000000000:failures"

@Suite(.timeLimit(.minutes(1))) struct AsyncInvocationsTests {
  let store = FakeStore()
  let deliverer = FakeDeliverer()
  let narrator = FakeNarrator()
  let clock = ManualClock()

  private func queue(
    _ change: (inout FunctionPlan, inout AsyncInvocationPlan) -> Void = { _, _ in }
  ) async throws -> AsyncInvocations {
    let invocations = try await AsyncInvocations(
      store: store, deliverer: deliverer, narrator: narrator, clock: clock)
    var plan = WiringPlan(stack: "s")
    var insight = FunctionPlan(
      id: "Insight", name: "insight", arn: function, role: "arn:aws:iam::000000000000:role/r", logGroup: "l")
    insight.place = Place(file: "stack.yaml", line: 5, column: 3)
    var settings = AsyncInvocationPlan(id: "C")
    change(&insight, &settings)
    insight.asyncInvocations = [settings]
    plan.functions = [insight]
    await invocations.apply(RunPlan(plan, edge: "", folder: ""))
    return invocations
  }

  private func running(
    _ invocations: AsyncInvocations, _ invoker: FakeInvoker, _ body: () async throws -> Void
  ) async throws {
    let task = Task { await invocations.run(with: invoker) }
    try await body()
    task.cancel()
    await task.value
  }

  private func event(_ payload: String = #"{"n":1}"#, of arn: String = function) -> Invocation {
    Invocation(of: arn, payload: Array(payload.utf8), requestID: "id-1", origin: "test")
  }

  @Test func invokesAndForgets() async throws {
    let invocations = try await queue()
    let invoker = FakeInvoker()
    try await running(invocations, invoker) {
      try await invocations.enqueue(event())
      #expect(await invoker.invocations.item(0).payload == Array(#"{"n":1}"#.utf8))
    }
    #expect(store.contents(of: "async").isEmpty)
    #expect(deliverer.orders.items.isEmpty && narrator.lines.isEmpty)
  }

  @Test func goesOnAfterARestart() async throws {
    try await queue().enqueue(event())
    let second = try await queue()
    let invoker = FakeInvoker()
    try await running(second, invoker) {
      let invocation = await invoker.invocations.item(0)
      #expect(invocation.requestID == "id-1" && invocation.origin == "test")
    }
    #expect(store.contents(of: "async").isEmpty)
  }

  @Test func retriesTwiceAndSendsARecordToOnFailure() async throws {
    let invocations = try await queue { $1.onFailure = failures }
    let invoker = FakeInvoker(then: FakeInvoker.failure)
    try await running(invocations, invoker) {
      try await invocations.enqueue(event())
      await invoker.invocations.first(1)
      await clock.untilSleeping()
      clock.advance(seconds: 60)
      await invoker.invocations.first(2)
      await clock.untilSleeping()
      clock.advance(seconds: 119)
      #expect(invoker.invocations.items.count == 2)
      clock.advance(seconds: 1)
      let order = await deliverer.orders.item(0)
      #expect(order.parcel.target == failures)
      #expect(order.parcel.sender == .role("arn:aws:iam::000000000000:role/r", service: "lambda.amazonaws.com"))
      #expect(
        order.parcel.body
          == #"{"version":"1.0","timestamp":"2026-01-01T00:03:00.000Z","requestContext":{"requestId":"id-1","#
          + #""functionArn":"\#(function):$LATEST","condition":"RetriesExhausted","approximateInvokeCount":3},"#
          + #""requestPayload":{"n":1},"responseContext":{"statusCode":200,"executedVersion":"$LATEST","#
          + #""functionError":"Unhandled"},"responsePayload":{"errorMessage":"boom","errorType":"E"}}"#)
    }
    #expect(
      narrator.lines == [
        "delivery-retried: `insight` failed, is tried again in 1 min (1 of 2)",
        "delivery-retried: `insight` failed, is tried again in 2 min (2 of 2)",
        "dead-lettered: `insight` failed 3 times; the event goes to queue `failures`",
      ])
    #expect(narrator.told.items.allSatisfy { $0.place?.line == 5 })
    #expect(store.contents(of: "async").isEmpty)
  }

  @Test func sendsTheEventItselfToADeadLetterQueue() async throws {
    let invocations = try await queue {
      $0.deadLetter = failures
      $1.retries = 0
    }
    try await running(invocations, FakeInvoker(then: FakeInvoker.failure)) {
      try await invocations.enqueue(event())
      let parcel = await deliverer.orders.item(0).parcel
      #expect(parcel.body == #"{"n":1}"#)
      #expect(
        parcel.attributes == [
          "RequestID": .init(type: "String", text: "id-1"), "ErrorCode": .init(type: "Number", text: "200"),
          "ErrorMessage": .init(type: "String", text: "boom"),
        ])
    }
  }

  @Test func tellsOfALostEvent() async throws {
    let invocations = try await queue { $1.retries = 0 }
    try await running(invocations, FakeInvoker(then: FakeInvoker.failure)) {
      try await invocations.enqueue(event())
      let told = await narrator.told.item(0)
      #expect(told.message == "`insight` failed 1 time, and the event is lost")
      #expect(told.help == ["give it `onFailure`"])
    }
    #expect(store.contents(of: "async").isEmpty)
  }

  @Test func throttlesBackOffUntilTheEventIsTooOld() async throws {
    let invocations = try await queue {
      $1.maxAge = 60
      $1.onFailure = failures
    }
    let invoker = FakeInvoker(then: FakeInvoker.throttle)
    try await running(invocations, invoker) {
      try await invocations.enqueue(event())
      for (index, wait) in [1, 2, 4, 8, 16].enumerated() {
        await invoker.invocations.first(index + 1)
        await clock.untilSleeping()
        clock.advance(seconds: wait)
      }
      await invoker.invocations.first(6)
      await clock.untilSleeping()
      clock.advance(seconds: 29)
      let record = try #require(JSON.read(await deliverer.orders.item(0).parcel.body))
      #expect(record["requestContext"]?["condition"]?.literal == "EventAgeExceeded")
      #expect(record["responseContext"] == nil)
    }
    #expect(invoker.invocations.items.count == 6)
  }

  @Test func triesNothingAgainWithoutConcurrency() async throws {
    let invocations = try await queue {
      $0.reservedConcurrency = 0
      $1.onFailure = failures
    }
    try await running(invocations, FakeInvoker(then: FakeInvoker.throttle)) {
      try await invocations.enqueue(event())
      let record = try #require(JSON.read(await deliverer.orders.item(0).parcel.body))
      #expect(record["requestContext"]?["condition"]?.literal == "RetriesExhausted")
    }
  }

  @Test func sendsARecordOfSuccessToABus() async throws {
    let bus = "arn:aws:events:us-east-1:000000000000:event-bus/shop"
    let invocations = try await queue { $1.onSuccess = bus }
    let returned = InvocationResult(.returned, payload: Array(#""done""#.utf8), executedVersion: "3")
    try await running(invocations, FakeInvoker([returned])) {
      try await invocations.enqueue(event())
      let parcel = await deliverer.orders.item(0).parcel
      #expect(parcel.event?.source == "lambda")
      #expect(parcel.event?.detailType == "Lambda Function Invocation Result - Success")
      let record = try #require(JSON.read(parcel.body))
      #expect(record["responsePayload"]?.literal == "done")
      #expect(record["responseContext"]?["executedVersion"]?.literal == "3")
      #expect(record["responseContext"]?["functionError"] == nil)
    }
  }

  @Test func takesSettingsByQualifier() async throws {
    let invocations = try await queue {
      $0.aliases = [AliasPlan(id: "A", name: "live", arn: function + ":live", version: "1")]
      $1.qualifier = "live"
      $1.retries = 0
      $1.onFailure = failures
    }
    try await running(invocations, FakeInvoker(then: FakeInvoker.failure)) {
      try await invocations.enqueue(event(of: function + ":live"))
      let record = try #require(JSON.read(await deliverer.orders.item(0).parcel.body))
      #expect(record["requestContext"]?["functionArn"]?.literal == function + ":live")
    }
  }

  @Test func refusesParcelsForFunctionsThatAreNotThere() async throws {
    let invocations = try await queue()
    let sender = Sender.service("sns.amazonaws.com", source: "t")
    let outcome = await invocations.receive(Parcel(to: function + "x", from: sender, body: "{}"))
    guard case .failed(let failure) = outcome else {
      Issue.record("it was taken")
      return
    }
    #expect(failure.code == "ResourceNotFoundException" && !failure.isRetriable)
    #expect(await invocations.receive(Parcel(to: function, from: sender, body: "{}")) == .delivered)
    #expect(store.contents(of: "async").count == 1)
  }
}
