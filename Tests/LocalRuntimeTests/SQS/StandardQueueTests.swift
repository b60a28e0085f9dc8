import Testing
import WireProtocols

@testable import LocalRuntime

@Suite struct StandardQueueTests {
  @Test func sendsReceivesAndDeletes() async throws {
    let bench = try await SQSBench()
    let sent = try await bench.send("hello")
    #expect(sent.string("MD5OfMessageBody") == "5d41402abc4b2a76b9719d911017c592")
    #expect(sent.string("SequenceNumber") == nil)
    let got = try await bench.receive()
    #expect(got.count == 1)
    let message = try #require(got.first)
    #expect(message.string("MessageId") == sent.string("MessageId"))
    #expect(message.string("Body") == "hello")
    #expect(message.string("MD5OfBody") == "5d41402abc4b2a76b9719d911017c592")
    let attributes = try #require(message.object("Attributes"))
    #expect(attributes.string("SenderId") == "AKIDEXAMPLE")
    #expect(attributes.string("SentTimestamp") == "1767225600000")
    #expect(attributes.string("ApproximateReceiveCount") == "1")
    #expect(attributes.string("ApproximateFirstReceiveTimestamp") == "1767225600000")
    #expect(try await bench.counts() == ["0", "1", "0"])
    try await bench.delete(message)
    #expect(try await bench.counts() == ["0", "0", "0"])
    bench.clock.advance(seconds: 100)
    #expect(try await bench.receive().isEmpty)
  }

  @Test func refusesWhatMemoryDoesNotHold() async throws {
    let bench = try await SQSBench()
    try await bench.send("kept")
    bench.service.budget.force(SQSLimits.held - 3 * (SQSLimits.overhead + 4))
    let entries = (0..<3).map { RefusalTests.entry("e\($0)", "four") }
    let input: WireObject = ["QueueUrl": .string(SQSBench.url("jobs")), "Entries": .list(entries)]
    let error = await bench.refusal("SendMessageBatch", input)
    #expect(error?.shape == "OverLimit")
    #expect(error?.message.contains("512 MiB") == true)
    // All or none; and what was charged was given back, so that two fit, and a third once one is gone.
    #expect(try await bench.counts() == ["1", "0", "0"])
    try await bench.send("four")
    try await bench.send("four")
    #expect(
      await bench.refusal("SendMessage", ["QueueUrl": .string(SQSBench.url("jobs")), "MessageBody": "four"]) != nil)
    try await bench.delete(try #require(try await bench.receive(1).first))
    try await bench.send("four")
  }

  @Test(arguments: ["jobs", "line.fifo"]) func stopsAtTheLimitInFlight(name: String) async throws {
    let bench = try await SQSBench()
    let queue = try #require(bench.service.queue(arn: SQSBench.arn(name)))
    try queue.with { state, _ throws(ServiceError) in
      #expect(state.inFlightLimit == 120_000)
      state.inFlightLimit = 3
    }
    for index in 0..<5 {
      if queue.isFIFO { try await bench.send("m", group: "g\(index)", to: name) } else { try await bench.send("m") }
    }
    #expect(try await bench.receive(from: name).count == 3)
    // A standard queue says so; a FIFO queue gives nothing, also to who waits.
    if queue.isFIFO {
      async let got = bench.receive(from: name, wait: 20)
      await bench.clock.untilSleeping()
      bench.clock.advance(seconds: 20)
      #expect(try await got.isEmpty)
    } else {
      #expect(await bench.refusal("ReceiveMessage", ["QueueUrl": .string(SQSBench.url(name))])?.shape == "OverLimit")
    }
    bench.clock.advance(seconds: 30)
    #expect(try await bench.receive(from: name, 1).count == 1)
  }

  @Test func hidesWhatWasReceivedAndShowsItAgainWithAnotherHandle() async throws {
    let bench = try await SQSBench()
    try await bench.send("a")
    let first = try #require(try await bench.receive().first)
    bench.clock.advance(milliseconds: 29_999)
    #expect(try await bench.receive().isEmpty)
    bench.clock.advance(milliseconds: 1)
    let second = try #require(try await bench.receive().first)
    #expect(second.string("ReceiptHandle") != first.string("ReceiptHandle"))
    #expect(second.object("Attributes")?.string("ApproximateReceiveCount") == "2")
    // The old handle is taken, and deletes nothing.
    try await bench.delete(first)
    #expect(try await bench.counts() == ["0", "1", "0"])
    // The latest deletes even when its time is over.
    bench.clock.advance(seconds: 31)
    #expect(try await bench.counts() == ["1", "0", "0"])
    try await bench.delete(second)
    #expect(try await bench.counts() == ["0", "0", "0"])
  }
}
