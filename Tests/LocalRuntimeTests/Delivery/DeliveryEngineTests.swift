import Diagnostics
import Testing
import Wiring

@testable import LocalRuntime

private let queue = "arn:aws:sqs:us-east-1:000000000000:jobs"
private let morgue = "arn:aws:sqs:us-east-1:000000000000:morgue"
private let topic = "arn:aws:sns:us-east-1:000000000000:news"
private let rule = "arn:aws:events:us-east-1:000000000000:rule/nightly"
private let busy = DeliveryOutcome.failed(DeliveryFailure("THROTTLING", "busy", isRetriable: true))
private let gone = DeliveryOutcome.failed(DeliveryFailure("QueueDoesNotExist", "no such queue", isRetriable: false))

@Suite(.timeLimit(.minutes(1))) struct DeliveryEngineTests {
  let store = FakeStore()
  let clock = ManualClock()
  let narrator = FakeNarrator()
  let authorizer = FakeAuthorizer()

  private func engine() async throws -> DeliveryEngine {
    try await DeliveryEngine(store: store, authorizer: authorizer, narrator: narrator, clock: clock, jitter: { 1 })
  }

  private func order(
    _ body: String = "hello", to target: String = queue, retries: Int = 100, maxAge: Int64 = 86_400_000,
    backoff: RetryPolicy.Backoff = .rule, deadLetter: DeadLetter.Form? = nil, group: String? = nil
  ) -> DeliveryOrder {
    var parcel = Parcel(to: target, from: .service("sns.amazonaws.com", source: topic), body: body)
    parcel.messageGroup = group
    return DeliveryOrder(
      parcel, retry: RetryPolicy(retries: retries, maxAge: maxAge, backoff: backoff),
      deadLetter: deadLetter.map {
        DeadLetter(queue: morgue, sender: .service("sns.amazonaws.com", source: topic), form: $0)
      },
      place: Place(file: "stack.yaml", line: 7, column: 3), arrow: "topic `news` to `jobs`")
  }

  /// Runs an engine while `body` does something.
  private func running(
    _ engine: DeliveryEngine, to receiver: any ParcelReceiver, _ body: () async throws -> Void
  ) async throws {
    let task = Task { await engine.run(to: ["sqs": receiver]) }
    try await body()
    task.cancel()
    await task.value
  }

  @Test func deliversAndForgets() async throws {
    let engine = try await engine()
    let receiver = FakeReceiver()
    try await running(engine, to: receiver) {
      try await engine.submit([order("a"), order("b")])
      let parcels = await receiver.parcels.first(2)
      #expect(Set(parcels.map(\.body)) == ["a", "b"])
    }
    #expect(store.contents(of: "deliveries").isEmpty)
    #expect(narrator.lines.isEmpty)
    #expect(authorizer.asked.items.map(\.permission.action) == ["sqs:SendMessage", "sqs:SendMessage"])
    #expect(authorizer.asked.items.first?.sender == .service("sns.amazonaws.com", source: topic))
  }

  @Test func refusesWhatTheStoreDoesNotTake() async throws {
    let engine = try await engine()
    store.fail(StoreError("disk full"))
    await #expect(throws: StoreError.self) { try await engine.submit([order()]) }
    #expect(engine.agenda.count == 0)
  }

  @Test func goesOnAfterARestart() async throws {
    let first = try await engine()
    var sent = order("kept", deadLetter: .rule(arn: rule), group: "g")
    sent.parcel.attributes = ["n": .init(type: "Number", text: "1"), "b": .init(type: "Binary", bytes: [0, 255])]
    sent.parcel.event = .init(source: "shop", detailType: "Sold", resources: ["r"])
    try await first.submit([sent])
    let second = try await engine()
    let receiver = FakeReceiver()
    try await running(second, to: receiver) {
      let parcel = await receiver.parcels.item(0)
      #expect(parcel.body == "kept")
      #expect(parcel.attributes == sent.parcel.attributes)
      #expect(parcel.event == sent.parcel.event)
      #expect(parcel.messageGroup == "g")
      #expect(parcel.sender == sent.parcel.sender)
      try await second.submit([order("next")])
      await receiver.parcels.first(2)
    }
    #expect(store.contents(of: "deliveries").isEmpty)
  }

  @Test func triesAgainAndSaysSoOnce() async throws {
    let engine = try await engine()
    let receiver = FakeReceiver([busy, busy])
    try await running(engine, to: receiver) {
      try await engine.submit([order()])
      for wait in [1, 2] {
        await clock.untilSleeping()
        clock.advance(seconds: wait)
      }
      await receiver.parcels.first(3)
      #expect(await narrator.mentioned.item(0) == "topic `news` to `jobs`: delivered at try 3")
    }
    #expect(narrator.lines == ["delivery-retried: topic `news` to `jobs` failed, and is tried again in 1 s"])
    #expect(narrator.told.items.first?.place?.line == 7)
  }

  @Test func keepsCountOfTriesOverARestart() async throws {
    let first = try await engine()
    try await running(first, to: FakeReceiver(then: busy)) {
      try await first.submit([order(retries: 1, deadLetter: .rule(arn: rule))])
      await clock.untilSleeping()
    }
    let second = try await engine()
    let receiver = FakeReceiver([busy])
    try await running(second, to: receiver) {
      let letter = await receiver.parcels.item(1)
      #expect(letter.target == morgue)
      #expect(letter.attributes["RETRY_ATTEMPTS"]?.text == "1")
      #expect(letter.attributes["EXHAUSTED_RETRY_CONDITION"]?.text == "MaximumRetryAttempts")
    }
  }

  @Test func movesRuleEventsToTheDeadLetterQueueWithTheirReason() async throws {
    let engine = try await engine()
    let receiver = FakeReceiver([gone])
    try await running(engine, to: receiver) {
      try await engine.submit([order(deadLetter: .rule(arn: rule))])
      let letter = await receiver.parcels.item(1)
      #expect(letter.target == morgue)
      #expect(letter.body == "hello")
      #expect(
        letter.attributes.mapValues(\.text) == [
          "RULE_ARN": rule, "TARGET_ARN": queue, "ERROR_CODE": "QueueDoesNotExist", "ERROR_MESSAGE": "no such queue",
          "RETRY_ATTEMPTS": "0",
        ])
      #expect(await narrator.told.item(0).rule.name == "dead-lettered")
    }
    #expect(narrator.lines == ["dead-lettered: topic `news` to `jobs` failed; it went to queue `morgue`"])
    #expect(store.contents(of: "deliveries").isEmpty)
  }

  @Test func givesUpByAge() async throws {
    let engine = try await engine()
    let receiver = FakeReceiver([busy, busy])
    try await running(engine, to: receiver) {
      try await engine.submit([order(maxAge: 2_500, deadLetter: .rule(arn: rule))])
      await clock.untilSleeping()
      clock.advance(seconds: 1)
      let letter = await receiver.parcels.item(2)
      #expect(letter.attributes["EXHAUSTED_RETRY_CONDITION"]?.text == "MaximumEventAgeInSeconds")
    }
  }

  @Test func sendsTopicLettersWithSNSAttributes() async throws {
    authorizer.deny(["sqs:SendMessage \(queue)"])
    let engine = try await engine()
    let receiver = FakeReceiver()
    try await running(engine, to: receiver) {
      try await engine.submit([order(backoff: .topic, deadLetter: .topic)])
      let letter = await receiver.parcels.item(0)
      #expect(letter.target == morgue)
      #expect(Set(letter.attributes.keys) == ["RequestID", "ErrorCode", "ErrorMessage"])
      #expect(letter.attributes["ErrorMessage"]?.text == "sqs:SendMessage is not allowed")
    }
  }

  @Test func tellsOfALetterThatItsQueueDoesNotAdmit() async throws {
    authorizer.deny(["sqs:SendMessage \(queue)", "sqs:SendMessage \(morgue)"])
    let engine = try await engine()
    try await running(engine, to: FakeReceiver()) {
      try await engine.submit([order(deadLetter: .rule(arn: rule))])
      let told = await narrator.told.item(0)
      #expect(told.rule.name == "event-dropped")
      #expect(told.message.contains("queue `morgue` does not take it either"))
    }
    #expect(store.contents(of: "deliveries").isEmpty)
  }

  @Test func tellsOfADropWithoutDeadLetterQueue() async throws {
    let engine = try await engine()
    try await running(engine, to: FakeReceiver(then: gone)) {
      try await engine.submit([order()])
      let told = await narrator.told.item(0)
      #expect(told.rule.name == "event-dropped")
      #expect(told.help == ["give it a dead-letter queue, which keeps what cannot be delivered"])
    }
  }

  @Test func keepsTheOrderOfAFIFOGroupThroughRetries() async throws {
    let engine = try await engine()
    let receiver = FakeReceiver([busy])
    let fifo = queue + ".fifo"
    try await running(engine, to: receiver) {
      try await engine.submit(
        ["1", "2", "3"].map { order($0, to: fifo, group: "g") } + [order("x", to: fifo, group: "h")])
      await receiver.parcels.first(2)
      await clock.untilSleeping()
      #expect(Set(receiver.parcels.items.map(\.body)) == ["1", "x"])
      clock.advance(seconds: 1)
      await receiver.parcels.first(5)
    }
    #expect(receiver.parcels.items.map(\.body).filter { $0 != "x" } == ["1", "1", "2", "3"])
  }

  @Test func waitsAsSNSDocuments() {
    let waits = (1...20).map { RetryPolicy.topic.wait(before: $0, jitter: 0) }
    #expect(waits.prefix(5) == [0, 0, 0, 1_000, 1_000])
    #expect(waits[5] == 1_000 && waits[14] == 20_000 && waits[19] == 20_000)
    #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func spreads185TriesOverADay() {
    let policy = RetryPolicy(retries: 185, maxAge: 86_400_000, backoff: .rule)
    let most = (1...185).reduce(Int64(0)) { $0 + policy.wait(before: $1, jitter: 1) }
    #expect((80_000_000...90_000_000).contains(most))
  }
}
