import Diagnostics
import Events
import Source
import Testing
import Wiring

@testable import LocalRuntime

private let queue = "arn:aws:sqs:us-east-1:000000000000:orders"
private let function = "arn:aws:lambda:us-east-1:000000000000:function:fulfil"

@Suite(.timeLimit(.minutes(1))) struct EventSourcePollerTests {
  let clock = ManualClock()
  let source: FakeSource
  let narrator = FakeNarrator()
  let authorizer = FakeAuthorizer()

  init() { source = FakeSource(clock: clock) }

  private func plan(_ change: (inout EventSourceMappingPlan) -> Void = { _ in }) -> RunPlan {
    var plan = WiringPlan(stack: "s")
    plan.functions = [
      FunctionPlan(
        id: "F", name: "fulfil", arn: function, role: "arn:aws:iam::000000000000:role/r", logGroup: "l")
    ]
    var mapping = EventSourceMappingPlan(id: "M", uuid: "uuid-1", source: queue, function: function)
    mapping.place = Place(file: "stack.yaml", line: 8, column: 9)
    change(&mapping)
    plan.eventSourceMappings = [mapping]
    return RunPlan(plan, edge: "", folder: "")
  }

  /// Runs a poller while `body` does something.
  private func running(
    _ invoker: any FunctionInvoker, _ change: (inout EventSourceMappingPlan) -> Void = { _ in },
    _ body: (EventSourcePoller) async throws -> Void
  ) async throws {
    let poller = EventSourcePoller(
      source: source, invoker: invoker, authorizer: authorizer, narrator: narrator, clock: clock)
    await poller.apply(plan(change))
    let task = Task { await poller.run() }
    try await body(poller)
    task.cancel()
    (invoker as? GatedInvoker)?.openAll()
    await task.value
  }

  private func bodies(_ invocation: Invocation) throws -> [String] {
    let event = try #require(JSON.read(invocation.payload))
    return event["Records"]?.items?.compactMap { $0["body"]?.literal } ?? []
  }

  @Test func invokesWithAWSsRecordAndDeletes() async throws {
    let invoker = FakeInvoker()
    source.add("a") { message in
      message.attributes = ["n": .init(type: "Number", text: "1"), "z": .init(type: "Binary", bytes: [0, 255])]
      message.md5OfAttributes = "md5a"
    }
    try await running(invoker) { _ in
      let payload = await invoker.invocations.item(0).payload
      #expect(
        String(decoding: payload, as: UTF8.self)
          == #"{"Records":[{"messageId":"id-a","receiptHandle":"handle-a","body":"a","#
          + #""attributes":{"ApproximateReceiveCount":"1"},"messageAttributes":{"#
          + #""n":{"stringValue":"1","stringListValues":[],"binaryListValues":[],"dataType":"Number"},"#
          + #""z":{"binaryValue":"AP8=","stringListValues":[],"binaryListValues":[],"dataType":"Binary"}},"#
          + #""md5OfBody":"md5","md5OfMessageAttributes":"md5a","eventSource":"aws:sqs","#
          + #""eventSourceARN":"\#(queue)","awsRegion":"us-east-1"}]}"#)
      #expect(await source.deleted.item(0) == "handle-a")
    }
    #expect(
      Set(authorizer.asked.items.map(\.permission.action)) == [
        "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes",
      ])
    #expect(
      authorizer.asked.items.first?.sender
        == .role("arn:aws:iam::000000000000:role/r", service: "lambda.amazonaws.com"))
  }

  @Test func deletesNothingOnAFunctionError() async throws {
    source.add("a", "b")
    try await running(FakeInvoker([FakeInvoker.failure])) { _ in
      let told = await narrator.told.item(0)
      #expect(told.rule.name == "batch-failed")
      #expect(told.message == "`fulfil` failed with all 2 messages of `orders`")
      #expect(told.notes.map(\.message) == ["boom"])
      #expect(told.place?.line == 8)
    }
    #expect(source.deleted.items.isEmpty)
  }

  @Test func keepsWhatTheHandlerNames() async throws {
    source.add("a", "b", "c")
    let answer = InvocationResult(
      .returned, payload: Array(#"{"batchItemFailures":[{"itemIdentifier":"id-b"}]}"#.utf8))
    try await running(FakeInvoker([answer]), { $0.reportsFailures = true }) { _ in
      #expect(await source.deleted.first(2) == ["handle-a", "handle-c"])
      #expect(await narrator.told.item(0).message == "`fulfil` failed with 1 of 3 messages of `orders`")
    }
  }

  @Test func ignoresNamesUnlessAskedFor() async throws {
    source.add("a", "b")
    let answer = InvocationResult(
      .returned, payload: Array(#"{"batchItemFailures":[{"itemIdentifier":"id-b"}]}"#.utf8))
    try await running(FakeInvoker([answer])) { _ in
      #expect(await source.deleted.first(2) == ["handle-a", "handle-b"])
    }
  }

  @Test(arguments: [
    ("", BatchAnswer.success), ("null", .success), ("{}", .success), (#"{"batchItemFailures":null}"#, .success),
    (#"{"batchItemFailures":[]}"#, .success), (#"{"batchItemFailures":[{"itemIdentifier":"a"}]}"#, .failed(["a"])),
    (
      #"{"batchItemFailures":[{"itemIdentifier":""}]}"#,
      .malformed("an item of `batchItemFailures` has no `itemIdentifier`")
    ),
    (
      #"{"batchItemFailures":[{"itemIdentifier":null}]}"#,
      .malformed("an item of `batchItemFailures` has no `itemIdentifier`")
    ),
    (#"{"batchItemFailures":[{"id":"a"}]}"#, .malformed("an item of `batchItemFailures` has no `itemIdentifier`")),
    (#"{"batchItemFailures":[{"itemIdentifier":"x"}]}"#, .malformed("`x` is no message of the batch")),
    (#"{"batchItemFailures":"a"}"#, .malformed("`batchItemFailures` is no list")),
    ("oops", .malformed("the answer is no JSON")),
  ])
  func readsAnswers(text: String, answer: BatchAnswer) {
    #expect(BatchAnswer(Array(text.utf8), ids: ["a", "b"]) == answer)
  }

  @Test func deletesWhatTheFilterKeepsOutAndTellsOnce() async throws {
    let invoker = FakeInvoker()
    source.add(#"{"kind":"order"}"#, #"{"kind":"other"}"#, "text")
    try await running(invoker, { $0.filters = [#"{"body":{"kind":["order"]}}"#] }) { _ in
      let bodies0 = try bodies(await invoker.invocations.item(0))
      #expect(bodies0 == [#"{"kind":"order"}"#])
      #expect(await source.deleted.first(3).count == 3)
      source.add("more")
      await source.deleted.first(4)
    }
    #expect(invoker.invocations.items.count == 1)
    #expect(narrator.lines == ["filtered-out: a message of `orders` matches no filter of its mapping to `fulfil`"])
  }

  @Test func waitsForTheWindowUntilTheBatchIsFull() async throws {
    let invoker = FakeInvoker()
    let window: (inout EventSourceMappingPlan) -> Void = {
      $0.batchSize = 3
      $0.batchWindow = 5
    }
    try await running(invoker, window) { _ in
      source.add("a")
      await source.polls.first(2)
      source.add("b")
      await source.polls.first(3)
      source.add("c")
      let bodies0 = try bodies(await invoker.invocations.item(0))
      #expect(bodies0 == ["a", "b", "c"])
      source.add("d")
      await source.polls.first(5)
      await clock.untilSleeping()
      clock.advance(seconds: 5)
      let bodies1 = try bodies(await invoker.invocations.item(1))
      #expect(bodies1 == ["d"])
    }
  }

  @Test func keepsToTheMostBatchesAtATime() async throws {
    let invoker = GatedInvoker()
    let limits: (inout EventSourceMappingPlan) -> Void = {
      $0.batchSize = 1
      $0.maximumConcurrency = 2
    }
    source.add("a", "b", "c")
    try await running(invoker, limits) { _ in
      await invoker.begun.first(2)
      await clock.untilSleeping()
      #expect(invoker.begun.items.count == 2)
      invoker.open()
      await invoker.begun.first(3)
    }
  }

  @Test func growsByOneASecond() {
    let start = Moment(milliseconds: 0)
    var slots = BatchSlots(maximumConcurrency: nil, now: start)
    for _ in 0..<5 {
      let (isFree, begins) = (slots.isFree(now: start), slots.begin(PollBatch(messages: [], group: nil)))
      #expect(isFree && begins)
    }
    let (isFull, hasGrown) = (!slots.isFree(now: start), slots.isFree(now: start.adding(seconds: 1)))
    #expect(isFull && hasGrown)
  }

  @Test func hasOneBatchOfAGroupInFlight() async throws {
    let invoker = GatedInvoker()
    let fifo: (inout EventSourceMappingPlan) -> Void = {
      $0.source += ".fifo"
      $0.batchSize = 1
    }
    source.add("g1", "g2", group: "g")
    source.add("h1", group: "h")
    try await running(invoker, fifo) { _ in
      let first = try await invoker.begun.first(2).flatMap(bodies)
      #expect(Set(first) == ["g1", "h1"])
      invoker.open()
      invoker.open()
      let bodies2 = try bodies(await invoker.begun.item(2))
      #expect(bodies2 == ["g2"])
    }
  }

  @Test func keepsToTheMostBatchesOfDifferentGroups() async throws {
    let invoker = GatedInvoker()
    let fifo: (inout EventSourceMappingPlan) -> Void = {
      $0.source += ".fifo"
      $0.maximumConcurrency = 2
    }
    for group in ["g", "h", "i"] { source.add(group, group: group) }
    try await running(invoker, fifo) { _ in
      await invoker.begun.first(2)
      await clock.untilSleeping()
      #expect(invoker.begun.items.count == 2)
      invoker.open()
      let last = try bodies(await invoker.begun.item(2))
      #expect(last == ["i"])
    }
  }

  @Test func cutsBatchesByGroupAndSize() {
    func message(_ id: String, _ group: String?, bytes: Int = 1) -> PolledMessage {
      PolledMessage(
        id: id, receiptHandle: id, body: String(repeating: "x", count: bytes), systemAttributes: [:], attributes: [:],
        md5OfBody: "", md5OfAttributes: nil, messageGroup: group)
    }
    let fifo = EventSourcePoller.batches(
      [message("1", "a"), message("2", "b"), message("3", "a")], isFIFO: true)
    #expect(fifo.map { $0.messages.map(\.id) } == [["1", "3"], ["2"]])
    let large = EventSourcePoller.batches(
      (1...7).map { message(String($0), nil, bytes: 1_047_000) }, isFIFO: false)
    #expect(large.map(\.messages.count) == [6, 1])
  }

  @Test func tellsOfADeniedPollOnceAndTriesAgain() async throws {
    authorizer.deny(["sqs:ReceiveMessage \(queue)"])
    let invoker = FakeInvoker()
    source.add("a")
    try await running(invoker) { _ in
      let told = await narrator.told.item(0)
      #expect(told.rule.name == "poll-denied")
      #expect(told.message == "`fulfil` cannot receive from `orders`: its role lacks `sqs:ReceiveMessage`")
      await clock.untilSleeping()
      clock.advance(seconds: 30)
      await clock.untilSleeping()
      authorizer.deny([])
      clock.advance(seconds: 30)
      await invoker.invocations.first(1)
    }
    #expect(narrator.lines.count == 1)
  }

  @Test func backsOffWhenThrottled() async throws {
    let invoker = FakeInvoker([FakeInvoker.throttle])
    source.add("a")
    try await running(invoker, { $0.batchSize = 1 }) { _ in
      await invoker.invocations.first(1)
      await clock.untilSleeping()
      clock.advance(seconds: 20)
      source.add("b")
      let bodies1 = try bodies(await invoker.invocations.item(1))
      #expect(bodies1 == ["b"])
    }
    #expect(!source.deleted.items.contains("handle-a"))
  }

  @Test func stopsPollingWhatAReloadTookAway() async throws {
    let invoker = FakeInvoker()
    try await running(invoker) { poller in
      await source.polls.first(1)
      await poller.apply(plan { $0.enabled = false })
      await poller.apply(plan { $0.batchSize = 2 })
      await source.polls.first(2)
      source.add("a")
      await invoker.invocations.first(1)
      #expect(source.polls.items.prefix(2) == [10, 2])
    }
  }
}
