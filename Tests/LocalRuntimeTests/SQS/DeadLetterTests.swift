import Diagnostics
import RunFindings
import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

@Suite struct DeadLetterTests {
  static func plan(_ suffix: String = "", allow: RedriveAllowPlan? = nil) -> [QueuePlan] {
    [
      SQSBench.queue("orders" + suffix) {
        $0.redrive = RedrivePlan(target: SQSBench.arn("failed" + suffix), maxReceiveCount: 2)
        $0.redrive?.place = Place(file: "stack.yaml", line: 9, column: 7)
      },
      SQSBench.queue("failed" + suffix) { $0.redriveAllow = allow },
    ]
  }

  @Test func movesAtTheReceiveBeyondTheMaximum() async throws {
    let bench = try await SQSBench(Self.plan())
    let sent = try await bench.send("bad", to: "orders")
    for _ in 0..<2 {
      #expect(try await bench.bodies(from: "orders") == ["bad"])
      bench.clock.advance(seconds: 30)
      #expect(try await bench.counts(of: "failed") == ["0", "0", "0"])
    }
    #expect(bench.narrator.occurrences.isEmpty)
    #expect(try await bench.bodies(from: "orders").isEmpty)
    let dead = try #require(try await bench.receive(from: "failed").first)
    #expect(dead["MessageId"] == sent["MessageId"])
    let attributes = try #require(dead.object("Attributes"))
    #expect(attributes.string("SentTimestamp") == "1767225600000")
    #expect(attributes.string("DeadLetterQueueSourceArn") == SQSBench.arn("orders"))
    #expect(attributes.string("ApproximateReceiveCount") == "3")
    #expect(attributes.string("ApproximateFirstReceiveTimestamp") == "1767225600000")
    let told = try #require(bench.narrator.occurrences.first)
    #expect(bench.narrator.occurrences.count == 1)
    #expect(told.rule.code == "STK005")
    #expect(
      told.message == "message `\(sent.string("MessageId") ?? "")` moved from `orders` to `failed` after 2 receives")
    #expect(told.place?.line == 9)
  }

  @Test func movesAFIFOGroupsHeadAndGoesOnWithTheNext() async throws {
    let bench = try await SQSBench(Self.plan(".fifo"))
    try await bench.send("bad", group: "g", to: "orders.fifo")
    try await bench.send("good", group: "g", to: "orders.fifo")
    for _ in 0..<2 {
      #expect(try await bench.bodies(from: "orders.fifo", 1) == ["bad"])
      bench.clock.advance(seconds: 30)
    }
    #expect(try await bench.bodies(from: "orders.fifo") == ["good"])
    let dead = try #require(try await bench.receive(from: "failed.fifo").first)
    let attributes = try #require(dead.object("Attributes"))
    #expect(dead.string("Body") == "bad")
    #expect(attributes.string("MessageGroupId") == "g")
    #expect(attributes.string("SentTimestamp") == "1767225660000")
    #expect(attributes["MessageDeduplicationId"] == dead["MessageId"])
  }

  @Test func staysWhereItIsWhenTheQueueDoesNotAllowIt() async throws {
    let bench = try await SQSBench(Self.plan(allow: RedriveAllowPlan(permission: "denyAll")))
    try await bench.send("bad", to: "orders")
    for _ in 0..<4 {
      #expect(try await bench.bodies(from: "orders") == ["bad"])
      bench.clock.advance(seconds: 30)
    }
    #expect(bench.narrator.occurrences.map(\.rule.code) == ["STK003", "STK003"])
    let set: WireObject = [
      "QueueUrl": .string(SQSBench.url("other")),
      "Attributes": .object([
        "RedrivePolicy": .string("{\"deadLetterTargetArn\":\"\(SQSBench.arn("failed"))\",\"maxReceiveCount\":\"3\"}")
      ]),
    ]
    try await bench.call("CreateQueue", ["QueueName": "other"])
    #expect(
      await bench.refusal("SetQueueAttributes", set)?.message.contains("does not allow this source queue") == true)
  }

  @Test func isInOneOfTheTwoWhenTheDiskRefuses() async throws {
    let store = MemoryStore()
    let bench = try await SQSBench(Self.plan(), store: store)
    try await bench.send("bad", to: "orders")
    for _ in 0..<2 {
      _ = try await bench.receive(from: "orders")
      bench.clock.advance(seconds: 30)
    }
    store.failure = StoreError("full")
    await #expect(throws: ServiceError.self) { try await bench.receive(from: "orders") }
    store.failure = nil
    #expect(try await bench.counts(of: "orders") == ["1", "0", "0"])
    #expect(try await bench.counts(of: "failed") == ["0", "0", "0"])
    #expect(try await bench.receive(from: "orders").isEmpty)
    #expect(try await bench.counts(of: "failed") == ["1", "0", "0"])
  }

  // MARK: Moving back

  static func dead(_ count: Int, store: any Store = MemoryStore()) async throws -> SQSBench {
    let bench = try await SQSBench(plan(), store: store)
    for index in 0..<count { try await bench.send("\(index)", to: "orders") }
    for _ in 0..<2 {
      var got = 0
      while got < count { got += try await bench.receive(from: "orders").count }
      bench.clock.advance(seconds: 30)
    }
    while try await bench.counts(of: "failed")[0] != "\(count)" { _ = try await bench.receive(from: "orders") }
    return bench
  }

  static let source: WireObject = ["SourceArn": .string(SQSBench.arn("failed"))]

  func latest(_ bench: SQSBench) async throws -> WireObject {
    try #require(try await bench.call("ListMessageMoveTasks", Self.source).list("Results").first?.object)
  }

  @Test func redrivesToWhereMessagesCameFrom() async throws {
    let bench = try await Self.dead(12)
    try await bench.call("StartMessageMoveTask", Self.source)
    while try await latest(bench).string("Status") == "RUNNING" { await Task.yield() }
    let task = try await latest(bench)
    #expect(task.string("Status") == "COMPLETED")
    #expect(task.integer("ApproximateNumberOfMessagesMoved") == 12)
    #expect(task.integer("ApproximateNumberOfMessagesToMove") == 12)
    #expect(task["TaskHandle"] == nil)
    #expect(try await bench.counts(of: "failed") == ["0", "0", "0"])
    #expect(try await bench.counts(of: "orders") == ["12", "0", "0"])
    let message = try #require(try await bench.receive(from: "orders", 1).first?.object("Attributes"))
    #expect(message.string("ApproximateReceiveCount") == "1")
    #expect(message["DeadLetterQueueSourceArn"] == nil)
    #expect(message.string("SentTimestamp") == "1767225660000")
  }

  @Test func redrivesNoFasterThanToldAndCanBeCancelled() async throws {
    let bench = try await Self.dead(6)
    var input = Self.source
    input["MaxNumberOfMessagesPerSecond"] = 2
    input["DestinationArn"] = .string(SQSBench.arn("orders"))
    let handle = try #require(try await bench.call("StartMessageMoveTask", input).string("TaskHandle"))
    await bench.clock.untilSleeping()
    #expect(try await bench.counts(of: "failed") == ["4", "0", "0"])
    #expect(
      await bench.refusal("StartMessageMoveTask", input)?.message.hasPrefix("There is already a task running.") == true)
    bench.clock.advance(seconds: 1)
    await bench.clock.untilSleeping()
    #expect(try await bench.counts(of: "failed") == ["2", "0", "0"])
    let answer = try await bench.call("CancelMessageMoveTask", ["TaskHandle": .string(handle)])
    #expect(answer.integer("ApproximateNumberOfMessagesMoved") == 4)
    #expect(try await latest(bench).string("Status") == "CANCELLED")
    #expect(
      await bench.refusal("CancelMessageMoveTask", ["TaskHandle": .string(handle)])?.shape == "UnsupportedOperation")
    await bench.service.stop()
    #expect(try await bench.counts(of: "failed") == ["2", "0", "0"])
  }

  @Test func goesOnAfterARestart() async throws {
    let store = MemoryStore()
    let bench = try await Self.dead(4, store: store)
    var input = Self.source
    input["MaxNumberOfMessagesPerSecond"] = 1
    try await bench.call("StartMessageMoveTask", input)
    await bench.clock.untilSleeping()
    await bench.service.stop()
    let again = try await SQSBench(Self.plan(), store: store, clock: bench.clock)
    for moved in 2...4 {
      // Three are left, one a second; then it looks once more and is done.
      await again.clock.untilSleeping()
      #expect(try await latest(again).integer("ApproximateNumberOfMessagesMoved") == moved)
      again.clock.advance(seconds: 1)
    }
    while try await latest(again).string("Status") == "RUNNING" { await Task.yield() }
    #expect(try await latest(again).string("Status") == "COMPLETED")
    #expect(try await again.counts(of: "orders") == ["4", "0", "0"])
  }

  @Test func refusesWhatIsNoDeadLetterQueueOrNoTask() async throws {
    let bench = try await SQSBench(Self.plan())
    let orders: WireObject = ["SourceArn": .string(SQSBench.arn("orders"))]
    #expect(
      await bench.refusal("StartMessageMoveTask", orders)?.message
        == "Source queue must be configured as a Dead Letter Queue.")
    var input = Self.source
    input["DestinationArn"] = .string(SQSBench.arn("nobody"))
    #expect(
      await bench.refusal("StartMessageMoveTask", input)?.message
        == "The resource that you specified for the DestinationArn parameter doesn't exist.")
    #expect(
      await bench.refusal("CancelMessageMoveTask", ["TaskHandle": "x"])?.message
        == "Value for parameter TaskHandle is invalid.")
    let handle = MoveTask(
      id: "x", source: SQSBench.arn("failed"), destination: nil, rate: nil, toMove: 0, limit: 0,
      startedAt: bench.clock.now
    ).handle
    #expect(
      await bench.refusal("CancelMessageMoveTask", ["TaskHandle": .string(handle)])
        == ServiceError("ResourceNotFoundException", "Task does not exist.", status: 404))
  }
}
