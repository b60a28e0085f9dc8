import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

@Suite struct FIFOQueueTests {
  @Test func keepsOrderInAGroupAndLocksItWhileInFlight() async throws {
    let bench = try await SQSBench()
    for index in 1...3 { try await bench.send("\(index)", group: "a") }
    try await bench.send("1", group: "b")
    let first = try await bench.receive(from: "line.fifo", 2)
    #expect(first.compactMap { $0.string("Body") } == ["1", "2"])
    // Group a is locked; group b is not.
    let second = try await bench.receive(from: "line.fifo")
    #expect(second.map { $0.object("Attributes")?.string("MessageGroupId") } == ["b"])
    try await bench.delete(first[0], from: "line.fifo")
    #expect(try await bench.bodies(from: "line.fifo").isEmpty)
    try await bench.delete(first[1], from: "line.fifo")
    #expect(try await bench.bodies(from: "line.fifo") == ["3"])
  }

  @Test func givesInOrderAgainWhenTheTimeIsOver() async throws {
    let bench = try await SQSBench()
    for index in 1...3 { try await bench.send("\(index)", group: "a") }
    #expect(try await bench.bodies(from: "line.fifo", 2) == ["1", "2"])
    bench.clock.advance(seconds: 30)
    #expect(try await bench.bodies(from: "line.fifo") == ["1", "2", "3"])
  }

  @Test func refusesAnExpiredHandle() async throws {
    let bench = try await SQSBench()
    try await bench.send("1", group: "a")
    let message = try #require(try await bench.receive(from: "line.fifo").first)
    bench.clock.advance(seconds: 30)
    let error = await bench.refusal(
      "DeleteMessage", ["QueueUrl": .string(SQSBench.url("line.fifo")), "ReceiptHandle": message["ReceiptHandle"]])
    #expect(error?.shape == "InvalidParameterValue")
    #expect(error?.message.hasSuffix("Reason: The receipt handle has expired.") == true)
    #expect(try await bench.counts(of: "line.fifo") == ["1", "0", "0"])
  }

  @Test func sequenceNumbersHaveTwentyDigitsAndAscend() async throws {
    let bench = try await SQSBench()
    var last = ""
    for index in 0..<50 {
      let number = try #require(try await bench.send("\(index)", group: "g\(index % 3)").string("SequenceNumber"))
      #expect(number.utf8.count == 20)
      #expect(number > last)
      last = number
      if index % 7 == 0 { bench.clock.advance(milliseconds: 3) }
    }
  }

  @Test func takesADuplicateForFiveMinutesWithoutGivingIt() async throws {
    let bench = try await SQSBench()
    let first = try await bench.send("one", group: "a", id: "x")
    let message = try #require(try await bench.receive(from: "line.fifo").first)
    try await bench.delete(message, from: "line.fifo")
    bench.clock.advance(milliseconds: 299_999)
    // Also in another group, and after the first is gone.
    let second = try await bench.send("two", group: "b", id: "x")
    #expect(second.string("MessageId") == first.string("MessageId"))
    #expect(second.string("SequenceNumber") == first.string("SequenceNumber"))
    #expect(second.string("MD5OfMessageBody") == MessageDigest.of("two"))
    #expect(try await bench.bodies(from: "line.fifo").isEmpty)
    bench.clock.advance(milliseconds: 1)
    let third = try await bench.send("three", group: "b", id: "x")
    #expect(third.string("MessageId") != first.string("MessageId"))
    #expect(try await bench.bodies(from: "line.fifo") == ["three"])
  }

  @Test func deduplicatesByContentAndInTheGroupIfThatIsTheScope() async throws {
    let bench = try await SQSBench([
      SQSBench.queue("content.fifo") {
        $0.contentBasedDeduplication = true
        $0.deduplicationScope = "messageGroup"
        $0.throughputLimit = "perMessageGroupId"
      }
    ])
    for group in ["a", "a", "b"] {
      try await bench.send("same", to: "content.fifo", ["MessageGroupId": .string(group)])
    }
    let got = try await bench.receive(from: "content.fifo")
    #expect(got.map { $0.object("Attributes")?.string("MessageGroupId") } == ["a", "b"])
    #expect(
      got[0].object("Attributes")?.string("MessageDeduplicationId")
        == "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5")
  }

  @Test func givesTheSameAgainToTheSameAttempt() async throws {
    let bench = try await SQSBench()
    for index in 1...3 { try await bench.send("\(index)", group: "a") }
    let attempt: WireObject = ["ReceiveRequestAttemptId": "try"]
    let first = try await bench.receive(from: "line.fifo", 2, attempt)
    bench.clock.advance(seconds: 20)
    let again = try await bench.receive(from: "line.fifo", 2, attempt)
    #expect(again.map { $0["ReceiptHandle"] } == first.map { $0["ReceiptHandle"] })
    // Its timeout began anew.
    bench.clock.advance(seconds: 20)
    #expect(try await bench.counts(of: "line.fifo") == ["1", "2", "0"])
    // Once a message was deleted, it is an attempt of its own.
    try await bench.delete(first[0], from: "line.fifo")
    #expect(try await bench.receive(from: "line.fifo", 2, attempt).isEmpty)
  }

  @Test func holdsAGroupBackWhileItsFirstIsDelayed() async throws {
    let bench = try await SQSBench([SQSBench.queue("late.fifo") { $0.delay = 10 }])
    try await bench.send("1", group: "a", to: "late.fifo")
    bench.clock.advance(seconds: 5)
    try await bench.send("2", group: "a", to: "late.fifo")
    #expect(try await bench.counts(of: "late.fifo") == ["0", "0", "2"])
    bench.clock.advance(seconds: 5)
    #expect(try await bench.bodies(from: "late.fifo") == ["1"])
    bench.clock.advance(seconds: 5)
    #expect(try await bench.bodies(from: "late.fifo").isEmpty)
    bench.clock.advance(seconds: 25)
    #expect(try await bench.bodies(from: "late.fifo") == ["1", "2"])
  }

  /// Many senders, one a group, and many receivers that sometimes let a message come again: each group's messages are
  /// deleted in the order in which they were sent.
  @Test func keepsOrderAmongManySendersAndReceivers() async throws {
    let bench = try await SQSBench()
    let groups = 8
    let each = 40
    let done = try await withThrowingTaskGroup(of: Void.self) { tasks in
      for group in 0..<groups {
        tasks.addTask {
          for index in 0..<each { try await bench.send("\(index)", group: "g\(group)") }
        }
      }
      let left = Countdown(groups * each)
      for receiver in 0..<6 {
        tasks.addTask {
          var turn = receiver
          while left.value > 0 {
            let got = try await bench.receive(from: "line.fifo", 3)
            if got.isEmpty { await Task.yield() }
            for (index, message) in got.enumerated() {
              turn += 1
              if turn % 11 == 0 {
                // This one and those behind it of its group come again.
                for rest in got[index...] {
                  try await bench.call(
                    "ChangeMessageVisibility",
                    [
                      "QueueUrl": .string(SQSBench.url("line.fifo")), "ReceiptHandle": rest["ReceiptHandle"],
                      "VisibilityTimeout": 0,
                    ])
                }
                break
              }
              let group = message.object("Attributes")?.string("MessageGroupId") ?? ""
              left.add(group, message.string("Body") ?? "")
              try await bench.delete(message, from: "line.fifo")
            }
          }
        }
      }
      for try await _ in tasks {}
      return left.order
    }
    for group in 0..<groups { #expect(done["g\(group)"] == (0..<each).map { "\($0)" }) }
  }
}
