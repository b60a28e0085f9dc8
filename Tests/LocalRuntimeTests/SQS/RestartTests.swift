import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

/// What is there after a sudden end: the next service reads the files as they are while the first still runs.
@Suite struct RestartTests {
  /// A bench over the files that the store in `run` would leave behind now.
  static func killed(
    _ bench: SQSBench, _ folder: ScratchFolder, _ name: String = "after", _ queues: [QueuePlan]? = nil
  ) async throws -> SQSBench {
    let copy = try folder.copy(of: folder.path + "/run", as: name)
    let store = try SQLiteStore(folder: copy)
    if let queues { return try await SQSBench(queues, store: store, clock: bench.clock) }
    return try await SQSBench(store: store, clock: bench.clock)
  }

  static func begin(_ folder: ScratchFolder) async throws -> SQSBench {
    try await SQSBench(store: SQLiteStore(folder: folder.path + "/run"))
  }

  @Test func everyAcknowledgedMessageIsThereAsItWas() async throws {
    let folder = try ScratchFolder()
    let bench = try await Self.begin(folder)
    let attributes: WireObject = [
      "text": .object(["DataType": "String", "StringValue": "t"]),
      "number": .object(["DataType": "Number.float", "StringValue": "1.5"]),
      "bytes": .object(["DataType": "Binary", "BinaryValue": .blob([0, 255])]),
    ]
    try await bench.send(
      "grüße\n🦊",
      [
        "MessageAttributes": .object(attributes), "MessageGroupId": "fair",
        "MessageSystemAttributes": .object(["AWSTraceHeader": .object(["DataType": "String", "StringValue": "Root=1"])]
        ),
      ])
    let later = try await Self.killed(bench, folder)
    let before = try await bench.receive()
    let after = try await later.receive()
    #expect(before.count == 1)
    for name in ["Body", "MessageId", "MD5OfBody", "MD5OfMessageAttributes", "MessageAttributes", "Attributes"] {
      #expect(before[0][name] == after[0][name], "\(name)")
      #expect(before[0][name] != nil)
    }
  }

  @Test func deletedStaysDeletedAndInFlightIsVisibleWithItsCount() async throws {
    let folder = try ScratchFolder()
    let bench = try await Self.begin(folder)
    for body in ["deleted", "taken", "waits"] { try await bench.send(body) }
    let got = try await bench.receive(2)
    try await bench.delete(got[0])
    let later = try await Self.killed(bench, folder)
    #expect(try await later.counts() == ["2", "0", "0"])
    let again = try await later.receive()
    #expect(again.compactMap { $0.string("Body") } == ["taken", "waits"])
    #expect(again.map { $0.object("Attributes")?.string("ApproximateReceiveCount") } == ["2", "1"])
    // The handle of the first run is an old one now, and deletes nothing.
    try await later.delete(got[1])
    #expect(try await later.counts() == ["0", "2", "0"])
  }

  @Test func aHandleOfTheRunBeforeDeletes() async throws {
    let folder = try ScratchFolder()
    let bench = try await Self.begin(folder)
    try await bench.send("a")
    let message = try #require(try await bench.receive().first)
    // A commit, so that the record of the receive is on disk.
    try await bench.send("b")
    let later = try await Self.killed(bench, folder)
    try await later.delete(message)
    #expect(try await later.bodies() == ["b"])
  }

  @Test func keepsTheOrderOfGroupsAndWhatWasSentTwice() async throws {
    let folder = try ScratchFolder()
    let bench = try await Self.begin(folder)
    var ids: [WireValue?] = []
    for index in 0..<6 { ids.append(try await bench.send("\(index)", group: "g", id: "\(index)")["MessageId"]) }
    let got = try await bench.receive(from: "line.fifo", 3)
    try await bench.delete(got[0], from: "line.fifo")
    let later = try await Self.killed(bench, folder)
    // 1 and 2 were in flight. What is sent now comes behind what was there.
    #expect(try await later.send("0", group: "g", id: "0")["MessageId"] == ids[0])
    try await later.send("6", group: "g", id: "6")
    #expect(try await later.bodies(from: "line.fifo") == ["1", "2", "3", "4", "5", "6"])
    bench.clock.advance(seconds: 301)
    #expect(try await later.send("0", group: "g", id: "0")["MessageId"] != ids[0])
  }

  @Test func keepsDelaysQueuesAttributesAndTags() async throws {
    let folder = try ScratchFolder()
    let bench = try await Self.begin(folder)
    try await bench.call(
      "CreateQueue",
      [
        "QueueName": "made", "Attributes": .object(["VisibilityTimeout": "5", "Policy": "{\"Statement\":[]}"]),
        "tags": .object(["team": "blue"]),
      ])
    try await bench.send("late", to: "made", ["DelaySeconds": 60])
    try await bench.call(
      "SetQueueAttributes",
      ["QueueUrl": .string(SQSBench.url("jobs")), "Attributes": .object(["VisibilityTimeout": "77"])])
    try await bench.call("DeleteQueue", ["QueueUrl": .string(SQSBench.url("line.fifo"))])
    let later = try await Self.killed(bench, folder, "after", [SQSBench.queue("jobs")])
    #expect(
      try await later.call("ListQueues", [:]).strings("QueueUrls") == [SQSBench.url("jobs"), SQSBench.url("made")])
    #expect(try await later.attribute("VisibilityTimeout") == "77")
    #expect(try await later.attribute("VisibilityTimeout", of: "made") == "5")
    #expect(try await later.attribute("Policy", of: "made") == "{\"Statement\":[]}")
    #expect(
      try await later.call("ListQueueTags", ["QueueUrl": .string(SQSBench.url("made"))]).object("Tags")
        == ["team": "blue"])
    #expect(try await later.counts(of: "made") == ["0", "0", "1"])
    later.clock.advance(seconds: 60)
    #expect(try await later.bodies(from: "made") == ["late"])
  }

  @Test func nothingIsLostOrDoubledHoweverOftenItEnds() async throws {
    let folder = try ScratchFolder()
    var bench = try await Self.begin(folder)
    var known: Set<String> = []
    var deleted: Set<String> = []
    for round in 0..<8 {
      for index in 0..<10 {
        let body = "\(round)-\(index)"
        try await bench.send(body, group: "g\(index % 2)")
        known.insert(body)
      }
      for message in try await bench.receive(from: "line.fifo", 4) {
        try await bench.delete(message, from: "line.fifo")
        deleted.insert(message.string("Body") ?? "")
      }
      _ = try await bench.receive(from: "line.fifo", 3)
      let copy = try folder.copy(of: folder.path + (round == 0 ? "/run" : "/run\(round)"), as: "run\(round + 1)")
      bench = try await SQSBench(store: SQLiteStore(folder: copy), clock: bench.clock)
    }
    var left: [String] = []
    while true {
      let got = try await bench.receive(from: "line.fifo")
      if got.isEmpty { break }
      left += got.compactMap { $0.string("Body") }
      for message in got { try await bench.delete(message, from: "line.fifo") }
    }
    #expect(left.count == known.count - deleted.count)
    #expect(Set(left) == known.subtracting(deleted))
    for parity in 0..<2 {
      let group = left.filter { Int($0.suffix(1)).map { $0 % 2 == parity } ?? false }
      #expect(group == group.sorted())
    }
  }

  @Test func whatTheDiskRefusesWasNotSent() async throws {
    let store = MemoryStore()
    let bench = try await SQSBench(store: store)
    try await bench.send("kept")
    store.failure = StoreError("disk full")
    let error = await bench.refusal("SendMessage", ["QueueUrl": .string(SQSBench.url("jobs")), "MessageBody": "lost"])
    #expect(error == ServiceError("InternalFailure", "What was sent could not be made to last: disk full", status: 500))
    await #expect(throws: ServiceError.self) { try await bench.send("lost", group: "g", id: "x") }
    let message = try #require(try await bench.receive().first)
    await #expect(throws: ServiceError.self) { try await bench.delete(message) }
    store.failure = nil
    // Still in flight, still deletable; and the deduplication id was not used up.
    #expect(try await bench.counts() == ["0", "1", "0"])
    try await bench.delete(message)
    #expect(try await bench.counts() == ["0", "0", "0"])
    try await bench.send("sent", group: "g", id: "x")
    #expect(try await bench.bodies(from: "line.fifo") == ["sent"])
  }
}
