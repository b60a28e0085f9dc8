import Diagnostics
import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

@Suite struct QueueManagementTests {
  @Test func answersEveryOperationOfTheModel() {
    let model = [
      "AddPermission", "CancelMessageMoveTask", "ChangeMessageVisibility", "ChangeMessageVisibilityBatch",
      "CreateQueue",
      "DeleteMessage", "DeleteMessageBatch", "DeleteQueue", "GetQueueAttributes", "GetQueueUrl",
      "ListDeadLetterSourceQueues", "ListMessageMoveTasks", "ListQueueTags", "ListQueues", "PurgeQueue",
      "ReceiveMessage", "RemovePermission", "SendMessage", "SendMessageBatch", "SetQueueAttributes",
      "StartMessageMoveTask", "TagQueue", "UntagQueue",
    ]
    #expect(SQSService.operations.keys.sorted() == model)
  }

  @Test func createsOnceAndRefusesOtherAttributes() async throws {
    let bench = try await SQSBench()
    func create(_ attributes: WireObject) async -> ServiceError? {
      await bench.refusal("CreateQueue", ["QueueName": "made", "Attributes": .object(attributes)])
    }
    #expect(await create(["VisibilityTimeout": "5"]) == nil)
    #expect(await create(["VisibilityTimeout": "5"]) == nil)
    #expect(await create([:]) == nil)
    #expect(
      await create(["VisibilityTimeout": "6"])
        == ServiceError(
          "QueueNameExists",
          "A queue already exists with the same name and a different value for attribute VisibilityTimeout"))
  }

  @Test func manyWhoCreateTheSameMakeOne() async throws {
    let folder = try ScratchFolder()
    let bench = try await RestartTests.begin(folder)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<20 {
        group.addTask {
          try await bench.call("CreateQueue", ["QueueName": "made"])
          try await bench.send("\(index)", to: "made")
          try await bench.call(
            "TagQueue", ["QueueUrl": .string(SQSBench.url("made")), "Tags": .object(["t\(index)": "v"])])
        }
      }
      try await group.waitForAll()
    }
    let later = try await RestartTests.killed(bench, folder)
    #expect(try await later.counts(of: "made") == ["20", "0", "0"])
    let tags = try await later.call("ListQueueTags", ["QueueUrl": .string(SQSBench.url("made"))]).object("Tags")
    #expect(tags?.members.count == 20)
  }

  @Test(arguments: [
    ("a b", false, false), ("", false, false), (String(repeating: "x", count: 80), false, true),
    (String(repeating: "x", count: 81), false, false), ("a.fifo", true, true), ("a.fifo", false, false),
    ("a", true, false), (".fifo", true, false), ("a-b_C9", false, true),
  ]) func checksNames(name: String, isFIFO: Bool, isRight: Bool) async throws {
    let bench = try await SQSBench()
    let attributes: WireObject = isFIFO ? ["FifoQueue": "true"] : [:]
    let error = await bench.refusal("CreateQueue", ["QueueName": .string(name), "Attributes": .object(attributes)])
    #expect((error == nil) == isRight)
  }

  @Test func waitsAMinuteBeforeANameIsFree() async throws {
    let bench = try await SQSBench()
    try await bench.call("CreateQueue", ["QueueName": "made"])
    try await bench.send("old", to: "made")
    let message = try #require(try await bench.receive(from: "made").first)
    try await bench.call("DeleteQueue", ["QueueUrl": .string(SQSBench.url("made"))])
    #expect(await bench.refusal("GetQueueUrl", ["QueueName": "made"])?.shape == "QueueDoesNotExist")
    bench.clock.advance(milliseconds: 59_999)
    #expect(await bench.refusal("CreateQueue", ["QueueName": "made"])?.shape == "QueueDeletedRecently")
    bench.clock.advance(milliseconds: 1)
    try await bench.call("CreateQueue", ["QueueName": "made"])
    #expect(try await bench.bodies(from: "made").isEmpty)
    // A handle of the queue before is none of this one.
    let input: WireObject = ["QueueUrl": .string(SQSBench.url("made")), "ReceiptHandle": message["ReceiptHandle"]]
    #expect(await bench.refusal("DeleteMessage", input)?.shape == "ReceiptHandleIsInvalid")
  }

  @Test func purgesOnceAMinute() async throws {
    let bench = try await SQSBench()
    let queue: WireObject = ["QueueUrl": .string(SQSBench.url("jobs"))]
    for index in 0..<3 { try await bench.send("\(index)", ["DelaySeconds": .integer(index == 0 ? 9 : 0)]) }
    _ = try await bench.receive(1)
    #expect(try await bench.counts() == ["1", "1", "1"])
    try await bench.call("PurgeQueue", queue)
    #expect(try await bench.counts() == ["0", "0", "0"])
    #expect(
      await bench.refusal("PurgeQueue", queue)
        == ServiceError(
          "PurgeQueueInProgress", "Only one PurgeQueue operation on jobs is allowed every 60 seconds."))
    bench.clock.advance(seconds: 60)
    try await bench.call("PurgeQueue", queue)
  }

  @Test func listsInPagesByPrefix() async throws {
    let bench = try await SQSBench([])
    for index in 0..<5 { try await bench.call("CreateQueue", ["QueueName": .string("a\(index)")]) }
    try await bench.call("CreateQueue", ["QueueName": "b"])
    #expect(try await bench.call("ListQueues", [:]).strings("QueueUrls").count == 6)
    var pages: [[String]] = []
    var input: WireObject = ["QueueNamePrefix": "a", "MaxResults": 2]
    repeat {
      let answer = try await bench.call("ListQueues", input)
      pages.append(answer.strings("QueueUrls").map { String($0.suffix(2)) })
      input["NextToken"] = answer["NextToken"]
    } while input["NextToken"] != nil
    #expect(pages == [["a0", "a1"], ["a2", "a3"], ["a4"]])
    #expect(try await bench.call("ListQueues", ["QueueNamePrefix": "c"]).isEmpty)
  }

  @Test func answersAllAttributesOfEachKindOfQueue() async throws {
    let bench = try await SQSBench()
    func names(_ queue: String) async throws -> [String] {
      try await bench.call(
        "GetQueueAttributes", ["QueueUrl": .string(SQSBench.url(queue)), "AttributeNames": .list(["All"])]
      ).object("Attributes")?.members.map(\.name).sorted() ?? []
    }
    let standard = [
      "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed", "ApproximateNumberOfMessagesNotVisible",
      "CreatedTimestamp", "DelaySeconds", "LastModifiedTimestamp", "MaximumMessageSize", "MessageRetentionPeriod",
      "QueueArn", "ReceiveMessageWaitTimeSeconds", "SqsManagedSseEnabled", "VisibilityTimeout",
    ]
    #expect(try await names("jobs") == standard)
    let fifo = ["ContentBasedDeduplication", "DeduplicationScope", "FifoQueue", "FifoThroughputLimit"]
    #expect(try await names("line.fifo") == (standard + fifo).sorted())
    #expect(try await bench.attribute("FifoQueue") == nil)
    #expect(try await bench.attribute("CreatedTimestamp") == "1767225600")
  }

  @Test func addsAndRemovesPermissions() async throws {
    let bench = try await SQSBench()
    var input: WireObject = [
      "QueueUrl": .string(SQSBench.url("jobs")), "Label": "share", "AWSAccountIds": .list(["111122223333"]),
      "Actions": .list(["SendMessage", "ReceiveMessage"]),
    ]
    try await bench.call("AddPermission", input)
    let policy = try #require(try await bench.attribute("Policy"))
    for part in ["share", "iam::111122223333:root", "SQS:SendMessage"] { #expect(policy.contains(part)) }
    #expect(
      await bench.refusal("AddPermission", input)?.message
        == "Value share for parameter Label is invalid. Reason: Already exists.")
    input["Label"] = "other"
    input["Actions"] = .list(["DeleteQueue"])
    #expect(await bench.refusal("AddPermission", input)?.message.contains("Only the queue owner") == true)
    let label: WireObject = ["QueueUrl": .string(SQSBench.url("jobs")), "Label": "share"]
    try await bench.call("RemovePermission", label)
    #expect(try await bench.attribute("Policy") == nil)
    #expect(await bench.refusal("RemovePermission", label)?.message.contains("can't find label") == true)
  }

  @Test func answersEachEntryOfABatchForItself() async throws {
    let bench = try await SQSBench()
    let answer = try await bench.call(
      "SendMessageBatch",
      [
        "QueueUrl": .string(SQSBench.url("jobs")),
        "Entries": .list([RefusalTests.entry("a", "1"), RefusalTests.entry("b", "\u{2}"), RefusalTests.entry("c", "3")]
        ),
      ])
    #expect(answer.list("Successful").compactMap { $0.object?.string("Id") } == ["a", "c"])
    let failed = try #require(answer.list("Failed").first?.object)
    #expect(failed.string("Code") == "InvalidMessageContents")
    #expect(failed.bool("SenderFault") == true)
    let got = try await bench.receive()
    let entries = zip(["x", "y"], got).map { id, message in
      WireValue.object(["Id": .string(id), "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 0])
    }
    let bad = WireValue.object(["Id": "z", "ReceiptHandle": "none", "VisibilityTimeout": 0])
    for operation in ["ChangeMessageVisibilityBatch", "DeleteMessageBatch"] {
      let answer = try await bench.call(
        operation, ["QueueUrl": .string(SQSBench.url("jobs")), "Entries": .list(entries + [bad])])
      #expect(answer.list("Successful").compactMap { $0.object?.string("Id") } == ["x", "y"])
      #expect(answer.list("Failed").compactMap { $0.object?.string("Code") } == ["ReceiptHandleIsInvalid"])
    }
    #expect(try await bench.counts() == ["0", "0", "0"])
  }

  @Test func asksForThePermissionOfTheSingleAction() async throws {
    let bench = try await SQSBench(DeadLetterTests.plan())
    func needed(_ operation: String, _ input: WireObject) async throws -> [String] {
      let call = ServiceCall(operation, input, by: SQSBench.administrator, requestID: "r")
      return try #require(try await SQSService.operations[operation]?.permissions(bench.service, call)).map {
        "\($0.action) \($0.resource)"
      }
    }
    let orders: WireObject = ["QueueUrl": .string(SQSBench.url("orders"))]
    let arn = SQSBench.arn("orders")
    #expect(try await needed("SendMessageBatch", orders) == ["sqs:SendMessage \(arn)"])
    #expect(try await needed("DeleteMessageBatch", orders) == ["sqs:DeleteMessage \(arn)"])
    #expect(try await needed("ChangeMessageVisibilityBatch", orders) == ["sqs:ChangeMessageVisibility \(arn)"])
    #expect(try await needed("ListQueues", [:]) == ["sqs:ListQueues \(SQSBench.arn("*"))"])
    let failed = SQSBench.arn("failed")
    #expect(
      try await needed("ListMessageMoveTasks", DeadLetterTests.source) == [
        "sqs:ListMessageMoveTasks \(failed)", "sqs:GetQueueAttributes \(failed)",
      ])
    #expect(
      try await needed("StartMessageMoveTask", DeadLetterTests.source) == [
        "sqs:StartMessageMoveTask \(failed)", "sqs:ReceiveMessage \(failed)", "sqs:DeleteMessage \(failed)",
        "sqs:GetQueueAttributes \(failed)", "sqs:SendMessage \(arn)",
      ])
    await #expect(throws: ServiceError.queueDoesNotExist) { try await needed("SendMessage", ["QueueUrl": "nobody"]) }
  }

  // MARK: Plans

  @Test func takesWhatChangedInThePlanAndLeavesTheRest() async throws {
    let bench = try await SQSBench([SQSBench.queue("jobs") { $0.visibilityTimeout = 40 }])
    try await bench.send("kept")
    let set: WireObject = [
      "QueueUrl": .string(SQSBench.url("jobs")),
      "Attributes": .object(["VisibilityTimeout": "50", "DelaySeconds": "1"]),
    ]
    try await bench.call("SetQueueAttributes", set)
    await bench.apply([SQSBench.queue("jobs") { $0.visibilityTimeout = 40 }])
    #expect(try await bench.attribute("VisibilityTimeout") == "50")
    await bench.apply([
      SQSBench.queue("jobs") {
        $0.visibilityTimeout = 60
        $0.retention = 90
      }
    ])
    #expect(try await bench.attribute("VisibilityTimeout") == "60")
    #expect(try await bench.attribute("MessageRetentionPeriod") == "90")
    #expect(try await bench.attribute("DelaySeconds") == "1")
    await bench.apply([SQSBench.queue("jobs")])
    #expect(try await bench.attribute("VisibilityTimeout") == "30")
    #expect(try await bench.bodies() == ["kept"])
  }

  @Test func removesAQueueThatLeftThePlanOnceItIsEmpty() async throws {
    let bench = try await SQSBench([SQSBench.queue("empty"), SQSBench.queue("full")])
    try await bench.call("CreateQueue", ["QueueName": "made"])
    try await bench.send("a", to: "full")
    await bench.apply([])
    #expect(
      try await bench.call("ListQueues", [:]).strings("QueueUrls") == [SQSBench.url("full"), SQSBench.url("made")])
    let told = bench.narrator.occurrences.map(\.message)
    #expect(told == ["queue `full` left the stack and stays, since it holds 1 message"])
    try await bench.delete(try #require(try await bench.receive(from: "full").first), from: "full")
    await bench.apply([SQSBench.queue("empty")])
    #expect(
      try await bench.call("ListQueues", [:]).strings("QueueUrls") == [SQSBench.url("empty"), SQSBench.url("made")])
  }

  @Test func takesItsMessagesToAnotherAccount() async throws {
    let bench = try await SQSBench([SQSBench.queue("jobs")])
    try await bench.send("a")
    let moved = SQSBench.queue("jobs") { $0.arn = "arn:aws:sqs:eu-west-1:123456789012:jobs" }
    await bench.apply([moved])
    #expect(try await bench.attribute("QueueArn") == moved.arn)
    #expect(try await bench.bodies() == ["a"])
  }

  // MARK: Deliveries

  @Test func takesParcelsAndSaysWhyNot() async throws {
    let bench = try await SQSBench()
    func deliver(to queue: String, _ change: (inout Parcel) -> Void = { _ in }) async -> DeliveryOutcome {
      var parcel = Parcel(
        to: SQSBench.arn(queue), from: .service("sns.amazonaws.com", source: "arn:aws:sns:us-east-1:1:t"), body: "b")
      change(&parcel)
      return await bench.service.receive(parcel)
    }
    let done = await deliver(to: "jobs") {
      $0.attributes = ["a": .init(type: "String", text: "v")]
      $0.deduplicationID = "ignored here"
    }
    #expect(done == .delivered)
    let message = try #require(try await bench.receive().first)
    #expect(message.object("Attributes")?.string("SenderId") == "sns.amazonaws.com")
    #expect(message.object("MessageAttributes") == ["a": .object(["DataType": "String", "StringValue": "v"])])
    guard case .failed(let gone) = await deliver(to: "nobody") else { throw StoreError("delivered") }
    #expect(gone.code == "AWS.SimpleQueueService.NonExistentQueue" && !gone.isRetriable)
    guard case .failed(let group) = await deliver(to: "line.fifo") else { throw StoreError("delivered") }
    #expect(group.code == "MissingParameter" && !group.isRetriable)
    (bench.store as? MemoryStore)?.failure = StoreError("full")
    guard case .failed(let full) = await deliver(to: "jobs") else { throw StoreError("delivered") }
    #expect(full.code == "InternalFailure" && full.isRetriable)
  }

  @Test func isPolledAsLambdaPolls() async throws {
    let bench = try await SQSBench()
    try await bench.send(
      "a", ["MessageAttributes": .object(["n": .object(["DataType": "Number", "StringValue": "1"])])])
    try await bench.send("b")
    let arn = SQSBench.arn("jobs")
    let got = await bench.service.poll(queue: arn, max: 100, waitMilliseconds: 0)
    #expect(got.map(\.body) == ["a", "b"])
    #expect(got[0].attributes == ["n": .init(type: "Number", text: "1")])
    #expect(got[0].systemAttributes["ApproximateReceiveCount"] == "1")
    await bench.service.changeVisibility(queue: arn, receiptHandles: [got[1].receiptHandle], seconds: 0)
    await bench.service.delete(queue: arn, receiptHandles: [got[0].receiptHandle])
    #expect(try await bench.counts() == ["1", "0", "0"])
    #expect(await bench.service.poll(queue: "arn:nobody", max: 1, waitMilliseconds: 0).isEmpty)
  }
}
