import Events
import Source
import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

@Suite(.timeLimit(.minutes(1))) struct SNSPublishTests {
  let store = FakeStore()
  let deliverer = FakeDeliverer()
  let narrator = FakeNarrator()
  let clock = ManualClock()

  private static let topic = "arn:aws:sns:us-east-1:000000000000:news"
  private static let queue = "arn:aws:sqs:us-east-1:000000000000:jobs"

  private func service(
    _ topic: String = topic, _ change: (inout SubscriptionPlan) -> Void = { _ in }, subscribed: Bool = true,
    edit: (inout TopicPlan) -> Void = { _ in }
  ) async throws -> SNSService {
    let service = try await SNSService(
      store: store, deliverer: deliverer, authorizer: FakeAuthorizer(), narrator: narrator, clock: clock)
    var plan = WiringPlan(stack: "shop")
    var topicPlan = TopicPlan(id: "News", name: TargetName(topic).resource, arn: topic)
    topicPlan.place = Place(file: "stack.yaml", line: 3, column: 1)
    topicPlan.fifo = topic.hasSuffix(".fifo")
    var subscription = SubscriptionPlan(id: "S", arn: topic + ":1", kind: "sqs", endpoint: Self.queue)
    subscription.place = Place(file: "stack.yaml", line: 9, column: 5)
    if topicPlan.fifo { subscription.endpoint += ".fifo" }
    change(&subscription)
    if subscribed { topicPlan.subscriptions = [subscription] }
    edit(&topicPlan)
    plan.topics = [topicPlan]
    await service.apply(RunPlan(plan, edge: "http://127.0.0.1:4566", folder: "/"))
    return service
  }

  private func publish(_ service: SNSService, _ more: WireObject = [:], topic: String = topic) async throws
    -> WireObject
  {
    var input: WireObject = ["TopicArn": .string(topic), "Message": "hello"]
    for member in more.members { input[member.name] = member.value }
    return try await service.call("Publish", input)
  }

  private func attribute(_ type: String, _ text: String) -> WireValue {
    .object(["DataType": .string(type), "StringValue": .string(text)])
  }

  @Test func sendsAWSsEnvelopeToAQueue() async throws {
    let service = try await service()
    let answer = try await publish(
      service, ["Subject": "Hi", "MessageAttributes": .object(["n": attribute("Number", "1")])])
    let order = await deliverer.orders.item(0)
    let body = try #require(JSON.read(order.parcel.body))
    #expect(
      body.members?.map(\.key) == [
        "Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp", "SignatureVersion", "Signature",
        "SigningCertURL", "UnsubscribeURL", "MessageAttributes",
      ])
    #expect(body["MessageId"]?.literal == answer.string("MessageId"))
    #expect(body["Message"]?.literal == "hello")
    #expect(body["Timestamp"]?.literal == "2026-01-01T00:00:00.000Z")
    #expect(
      body["UnsubscribeURL"]?.literal
        == "http://127.0.0.1:4566/?Action=Unsubscribe&SubscriptionArn=\(Self.topic):1")
    #expect(body["MessageAttributes"]?.json == #"{"n":{"Type":"Number","Value":"1"}}"#)
    #expect(order.parcel.attributes.isEmpty)
    #expect(order.parcel.sender == .service("sns.amazonaws.com", source: Self.topic))
    #expect(order.retry == .topic)
    #expect(order.place?.line == 9)
  }

  @Test func sendsAWSsEventToAFunction() async throws {
    let function = "arn:aws:lambda:us-east-1:000000000000:function:f"
    let service = try await service {
      $0.kind = "lambda"
      $0.endpoint = function
    }
    _ = try await publish(
      service, ["MessageAttributes": .object(["b": .object(["DataType": "Binary", "BinaryValue": .blob([0, 255])])])])
    let parcel = await deliverer.orders.item(0).parcel
    let record = try #require(JSON.read(parcel.body)?["Records"]?.items?.first)
    #expect(record["EventSource"]?.literal == "aws:sns")
    #expect(record["EventSubscriptionArn"]?.literal == Self.topic + ":1")
    #expect(record["Sns"]?["Subject"]?.kind == .null)
    #expect(record["Sns"]?["SigningCertUrl"] != nil && record["Sns"]?["UnsubscribeUrl"] != nil)
    #expect(record["Sns"]?["MessageAttributes"]?.json == #"{"b":{"Type":"Binary","Value":"AP8="}}"#)
  }

  @Test func deliversRawWithAttributes() async throws {
    let service = try await service {
      $0.raw = true
      $0.deadLetter = "arn:aws:sqs:us-east-1:000000000000:morgue"
    }
    _ = try await publish(service, ["MessageAttributes": .object(["k": attribute("String", "v")])])
    let order = await deliverer.orders.item(0)
    #expect(order.parcel.body == "hello")
    #expect(order.parcel.attributes == ["k": .init(type: "String", text: "v")])
    #expect(order.deadLetter?.queue == "arn:aws:sqs:us-east-1:000000000000:morgue")
    #expect(order.deadLetter?.form == .topic)
  }

  @Test(arguments: [
    (#"{"color":["red"]}"#, "red", true), (#"{"color":["red"]}"#, "blue", false),
    (#"{"color":[{"prefix":"re"}]}"#, "red", true), (#"{"size":[{"numeric":[">",3]}]}"#, "red", true),
    (#"{"size":[{"numeric":[">",5]}]}"#, "red", false), (#"{"tags":["a"]}"#, "red", true),
    (#"{"color":["red"],"missing":[{"exists":false}]}"#, "red", true),
  ])
  func filtersByAttributes(filter: String, color: String, isDelivered: Bool) async throws {
    let service = try await service()
    _ = try await service.call("Unsubscribe", ["SubscriptionArn": .string(Self.topic + ":1")])
    _ = try await service.call(
      "Subscribe",
      [
        "TopicArn": .string(Self.topic), "Protocol": "sqs", "Endpoint": .string(Self.queue),
        "Attributes": .object(["FilterPolicy": .string(filter)]),
      ])
    _ = try await publish(
      service,
      [
        "MessageAttributes": .object([
          "color": attribute("String", color), "size": attribute("Number", "4"),
          "tags": attribute("String.Array", #"["a","b"]"#),
        ])
      ])
    #expect(deliverer.orders.items.count == (isDelivered ? 1 : 0))
    #expect(
      narrator.lines
        == (isDelivered
          ? []
          : ["filtered-out: a message to topic `news` reaches nobody: the filter of its subscription does not match"]))
  }

  @Test func filtersByBodyAndNeverMatchesWhatIsNoJSON() async throws {
    var members = Members<JSONValue>()
    members.set("kind", .array([.string("order")]))
    let filter = JSONValue.object(members)
    let service = try await service {
      $0.filter = filter
      $0.filterScope = "MessageBody"
    }
    _ = try await publish(service, ["Message": #"{"kind":"order"}"#])
    _ = try await publish(service, ["Message": #"{"kind":"other"}"#])
    _ = try await publish(service, ["Message": "order"])
    #expect(deliverer.orders.items.count == 1)
    #expect(narrator.told.items.count == 2)
    #expect(narrator.told.items.first?.place?.line == 9)
  }

  @Test func tellsOfATopicWithoutSubscriptions() async throws {
    let service = try await service(subscribed: false)
    _ = try await publish(service)
    #expect(narrator.lines == ["filtered-out: a message to topic `news` reaches nobody: it has no subscriptions"])
    #expect(narrator.told.items.first?.place?.line == 3)
  }

  @Test func takesMessagesByProtocol() async throws {
    let service = try await service()
    _ = try await publish(
      service, ["MessageStructure": "json", "Message": #"{"default":"d","sqs":"for queues","lambda":"f"}"#])
    let parcel = await deliverer.orders.item(0).parcel
    #expect(JSON.read(parcel.body)?["Message"]?.literal == "for queues")
  }

  private static let long = String(repeating: "a", count: 262_145)
  private static let refused: [(String, WireValue, String)] = [
    ("Message", "", "Invalid parameter: Empty message"),
    ("Subject", " x", "Invalid parameter: Subject"),
    ("Subject", "a\nb", "Invalid parameter: Subject"),
    ("Subject", .string(String(long.prefix(101))), "Invalid parameter: Subject"),
    ("Message", .string(long), "Invalid parameter: Message too long"),
    ("MessageStructure", "json", "Invalid parameter: Message Structure - JSON message body failed to parse"),
    (
      "MessageAttributes", .object(["n": .object(["DataType": "Number", "StringValue": "x"])]),
      "Could not cast message attribute 'n' value to number."
    ),
    ("TopicArn", "arn:aws:sns:us-east-1:000000000000:other", "Topic does not exist"),
    ("PhoneNumber", "+4912345", "Invalid parameter: PhoneNumber Reason: the local run sends no text messages"),
  ]

  @Test(arguments: refused)
  func refusesWhatSNSRefuses(member: String, value: WireValue, message: String) async throws {
    let service = try await service()
    var whole: WireObject = ["TopicArn": .string(Self.topic), "Message": "hello"]
    whole[member] = value
    #expect(try await service.error("Publish", whole).message == message)
    #expect(deliverer.orders.items.isEmpty)
  }

  @Test func needsADefaultAmongMessagesByProtocol() async throws {
    let error = try await service().error(
      "Publish", ["TopicArn": .string(Self.topic), "MessageStructure": "json", "Message": #"{"sqs":"x"}"#])
    #expect(error.message == "Invalid parameter: Message Structure - No default entry in JSON message body")
  }

  @Test func failsWhenTheOrdersCannotBeKept() async throws {
    store.fail(StoreError("disk full"))
    let engine = try await DeliveryEngine(
      store: store, authorizer: FakeAuthorizer(), narrator: narrator, clock: clock)
    let service = try await SNSService(
      store: FakeStore(), deliverer: engine, authorizer: FakeAuthorizer(), narrator: narrator, clock: clock)
    let topic = try await service.call("CreateTopic", ["Name": "t"])
    _ = try await service.call(
      "Subscribe", ["TopicArn": topic["TopicArn"], "Protocol": "sqs", "Endpoint": .string(Self.queue)])
    let error = try await service.error("Publish", ["TopicArn": topic["TopicArn"], "Message": "m"])
    #expect(error.shape == "InternalErrorException")
  }

  @Test func ordersNumbersAndDeduplicatesFIFO() async throws {
    let fifo = Self.topic + ".fifo"
    let service = try await service(fifo)
    func send(_ text: String, _ id: String) async throws -> WireObject {
      try await publish(
        service, ["Message": .string(text), "MessageGroupId": "g", "MessageDeduplicationId": .string(id)], topic: fifo)
    }
    let first = try await send("a", "1")
    let again = try await send("a", "1")
    let second = try await send("b", "2")
    #expect(first == again)
    #expect(try #require(first.string("SequenceNumber")) < (try #require(second.string("SequenceNumber"))))
    #expect(first.string("SequenceNumber")?.count == 20)
    #expect(deliverer.orders.items.map(\.parcel.deduplicationID) == ["1", "2"])
    #expect(deliverer.orders.items.allSatisfy { $0.parcel.messageGroup == "g" })
    let body = try #require(JSON.read(deliverer.orders.items[0].parcel.body))
    #expect(body["SequenceNumber"]?.literal == first.string("SequenceNumber"))

    // Both last: another run over the same store knows the id and counts on.
    let later = try await self.service(fifo)
    let third = try await publish(
      later, ["Message": "a", "MessageGroupId": "g", "MessageDeduplicationId": "1"], topic: fifo)
    #expect(third == first)
    clock.advance(seconds: 300)
    let fourth = try await publish(
      later, ["Message": "a", "MessageGroupId": "g", "MessageDeduplicationId": "1"], topic: fifo)
    #expect(try #require(fourth.string("SequenceNumber")) > (try #require(second.string("SequenceNumber"))))
  }

  @Test func deduplicatesByContentAndByGroup() async throws {
    let fifo = Self.topic + ".fifo"
    let service = try await service(fifo, edit: { $0.contentBasedDeduplication = true })
    _ = try await publish(service, ["MessageGroupId": "g"], topic: fifo)
    _ = try await publish(service, ["MessageGroupId": "h"], topic: fifo)
    #expect(deliverer.orders.items.count == 1)
    _ = try await service.call(
      "SetTopicAttributes",
      ["TopicArn": .string(fifo), "AttributeName": "FifoThroughputScope", "AttributeValue": "MessageGroup"])
    _ = try await publish(service, ["MessageGroupId": "h", "Message": "x"], topic: fifo)
    _ = try await publish(service, ["MessageGroupId": "g", "Message": "x"], topic: fifo)
    #expect(deliverer.orders.items.count == 3)
  }

  @Test func needsGroupAndDeduplicationOnFIFO() async throws {
    let fifo = Self.topic + ".fifo"
    let service = try await service(fifo)
    let noGroup = try await service.error("Publish", ["TopicArn": .string(fifo), "Message": "m"])
    #expect(noGroup.message == "Invalid parameter: The MessageGroupId parameter is required for FIFO topics")
    let noID = try await service.error(
      "Publish", ["TopicArn": .string(fifo), "Message": "m", "MessageGroupId": "g"])
    #expect(noID.message.contains("ContentBasedDeduplication enabled or MessageDeduplicationId provided"))
  }

  @Test func forwardsTheGroupOnStandardTopics() async throws {
    let service = try await service()
    _ = try await publish(service, ["MessageGroupId": "tenant-1"])
    #expect(await deliverer.orders.item(0).parcel.messageGroup == "tenant-1")
  }

  @Test func publishesBatchesByEntry() async throws {
    let service = try await service()
    let answer = try await service.call(
      "PublishBatch",
      [
        "TopicArn": .string(Self.topic),
        "PublishBatchRequestEntries": .list([
          .object(["Id": "a", "Message": "1"]), .object(["Id": "b", "Message": ""]),
        ]),
      ])
    #expect(answer.list("Successful").map { $0.object?.string("Id") } == ["a"])
    let failed = try #require(answer.list("Failed").first?.object)
    #expect(failed.string("Code") == "InvalidParameter")
    #expect(failed.bool("SenderFault") == true)
    let twice = try await service.error(
      "PublishBatch",
      [
        "TopicArn": .string(Self.topic),
        "PublishBatchRequestEntries": .list([.object(["Id": "a"]), .object(["Id": "a"])]),
      ])
    #expect(twice.shape == "BatchEntryIdsNotDistinctException")
  }

  @Test func takesWhatOtherServicesPublish() async throws {
    let service = try await service()
    let sender = Sender.service("events.amazonaws.com", source: "arn:aws:events:us-east-1:000000000000:rule/r")
    let outcome = await service.receive(Parcel(to: Self.topic, from: sender, body: "event"))
    #expect(outcome == .delivered)
    #expect(JSON.read(deliverer.orders.items[0].parcel.body)?["Message"]?.literal == "event")
    let gone = await service.receive(Parcel(to: Self.topic + "x", from: sender, body: "event"))
    #expect(gone == .failed(DeliveryFailure("NotFoundException", "Topic does not exist", isRetriable: false)))
  }

  @Test func saysWhichSubscriptionsItDoesNotDeliverTo() async throws {
    _ = try await service {
      $0.kind = "https"
      $0.endpoint = "https://example.com/hook"
    }
    #expect(narrator.lines.count == 1)
    #expect(narrator.lines[0].hasPrefix("not-acted-on: topic `news` does not deliver to `https://example.com/hook`"))
  }
}
