import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

/// What time brings: delays, visibility timeouts, waits, retention.
@Suite struct TimeTests {
  @Test func delaysByTheQueueAndByTheMessage() async throws {
    let bench = try await SQSBench([SQSBench.queue("jobs") { $0.delay = 10 }])
    try await bench.send("queue")
    try await bench.send("own", ["DelaySeconds": 3])
    try await bench.send("now", ["DelaySeconds": 0])
    #expect(try await bench.counts() == ["1", "0", "2"])
    #expect(try await bench.bodies() == ["now"])
    bench.clock.advance(seconds: 3)
    #expect(try await bench.bodies() == ["own"])
    bench.clock.advance(seconds: 7)
    #expect(try await bench.bodies() == ["queue"])
  }

  @Test func changesVisibilityFromNowUpToTwelveHours() async throws {
    let bench = try await SQSBench()
    try await bench.send("a")
    let message = try #require(try await bench.receive().first)
    func change(_ seconds: Int) async -> ServiceError? {
      await bench.refusal(
        "ChangeMessageVisibility",
        [
          "QueueUrl": .string(SQSBench.url("jobs")), "ReceiptHandle": message["ReceiptHandle"],
          "VisibilityTimeout": .integer(Int64(seconds)),
        ])
    }
    bench.clock.advance(seconds: 20)
    #expect(await change(60) == nil)
    bench.clock.advance(seconds: 59)
    #expect(try await bench.receive().isEmpty)
    #expect(
      await change(43_200)?.message
        == "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"
    )
    #expect(await change(43_200 - 79) == nil)
    #expect(await change(43_201)?.shape == "InvalidParameterValue")
    #expect(await change(0) == nil)
    #expect(await change(10)?.shape == "MessageNotInflight")
    let again = try #require(try await bench.receive().first)
    try await bench.delete(again)
    #expect(
      await change(10)?.message.hasSuffix("Message does not exist or is not available for visibility timeout change.")
        == true)
  }

  @Test func forgetsWhatIsOlderThanItsRetention() async throws {
    let store = MemoryStore()
    let bench = try await SQSBench([SQSBench.queue("jobs") { $0.retention = 60 }], store: store)
    try await bench.send("old")
    try await bench.send("taken")
    bench.clock.advance(seconds: 30)
    try await bench.send("new")
    #expect(try await bench.bodies(1) == ["old"])
    bench.clock.advance(milliseconds: 30_000)
    #expect(try await bench.bodies() == ["new"])
    #expect(try await bench.counts() == ["0", "1", "0"])
    // And from the store.
    let space = try #require(bench.service.queue(arn: SQSBench.arn("jobs"))?.space)
    #expect(try await store.rows(of: space).filter { $0.key.hasPrefix("m") }.count == 1)
    #expect(try await store.rows(of: space).filter { $0.key.hasPrefix("r") }.count == 1)
  }

  // MARK: Waiting

  @Test func returnsEmptyWhenTheWaitIsOver() async throws {
    let bench = try await SQSBench()
    async let got = bench.receive(wait: 20)
    await bench.clock.untilSleeping()
    bench.clock.advance(seconds: 20)
    #expect(try await got.isEmpty)
  }

  @Test func wakesWhenAMessageArrives() async throws {
    let bench = try await SQSBench([SQSBench.queue("jobs") { $0.receiveWait = 20 }])
    async let got = bench.bodies()
    await bench.clock.untilSleeping()
    try await bench.send("here")
    #expect(try await got == ["here"])
  }

  @Test func wakesWhenADelayEnds() async throws {
    let bench = try await SQSBench()
    async let got = bench.receive(wait: 20)
    await bench.clock.untilSleeping()
    try await bench.send("late", ["DelaySeconds": 5])
    // The waiter sees the new alarm, and sleeps anew until it.
    await bench.untilWaiting(until: 5)
    bench.clock.advance(seconds: 5)
    #expect(try await got.compactMap { $0.string("Body") } == ["late"])
    #expect(bench.clock.now.milliseconds == 1_767_225_605_000)
  }

  @Test func wakesWhenAVisibilityTimeoutEnds() async throws {
    let bench = try await SQSBench()
    try await bench.send("again")
    _ = try await bench.receive(visibility: 7)
    async let got = bench.receive(wait: 20)
    await bench.untilWaiting(until: 7)
    bench.clock.advance(seconds: 7)
    #expect(try await got.first?.object("Attributes")?.string("ApproximateReceiveCount") == "2")
  }

  @Test func aCallThatEndsTakesNothing() async throws {
    let bench = try await SQSBench()
    let gone = Task { try await bench.receive(wait: 20) }
    await bench.clock.untilSleeping()
    gone.cancel()
    #expect(try await gone.value.isEmpty)
    async let got = bench.receive(wait: 20)
    await bench.clock.untilSleeping()
    try await bench.send("kept")
    #expect(try await got.first?.object("Attributes")?.string("ApproximateReceiveCount") == "1")
  }

  @Test func wakesAsManyAsThereAreMessages() async throws {
    let bench = try await SQSBench()
    let bodies = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<5 { group.addTask { try await bench.receive(1, wait: 20).compactMap { $0.string("Body") } } }
      await bench.clock.untilSleeping(5)
      let entries = (0..<5).map { RefusalTests.entry("e\($0)", "\($0)") }
      try await bench.call("SendMessageBatch", ["QueueUrl": .string(SQSBench.url("jobs")), "Entries": .list(entries)])
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(bodies.sorted() == ["0", "1", "2", "3", "4"])
  }

  @Test func whoWaitsOnADeletedQueueHearsOfIt() async throws {
    let bench = try await SQSBench()
    let waiting = Task { try await bench.receive(wait: 20) }
    await bench.clock.untilSleeping()
    try await bench.call("DeleteQueue", ["QueueUrl": .string(SQSBench.url("jobs"))])
    await #expect(throws: ServiceError.queueDoesNotExist) { try await waiting.value }
  }
}

extension SQSBench {
  /// Returns once somebody waits on `jobs` with the alarm set so many seconds after the clock's beginning.
  func untilWaiting(until seconds: Int64) async {
    let alarm = Moment(milliseconds: 1_767_225_600_000 + seconds * 1000)
    let queue = service.queue(arn: Self.arn("jobs"))
    while true {
      let alarms = (try? queue?.with { state, _ throws(ServiceError) in state.waiters.waiters.map(\.alarm) }) ?? []
      if alarms.contains(alarm) { break }
      await Task.yield()
    }
    await clock.untilSleeping()
  }
}
