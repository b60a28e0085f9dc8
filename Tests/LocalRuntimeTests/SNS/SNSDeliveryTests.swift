import Diagnostics
import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

/// A topic and the delivery engine together.
@Suite(.timeLimit(.minutes(1))) struct SNSDeliveryTests {
  private static let topic = "arn:aws:sns:us-east-1:000000000000:news"
  private static let queue = "arn:aws:sqs:us-east-1:000000000000:jobs"
  private static let morgue = "arn:aws:sqs:us-east-1:000000000000:morgue"

  let receiver = FakeReceiver()
  let narrator = FakeNarrator()
  let authorizer = FakeAuthorizer()
  let clock = ManualClock()

  private func publishing(_ input: WireObject, _ body: () async throws -> Void) async throws {
    let store = FakeStore()
    let engine = try await DeliveryEngine(store: store, authorizer: authorizer, narrator: narrator, clock: clock)
    let service = try await SNSService(
      store: store, deliverer: engine, authorizer: authorizer, narrator: narrator, clock: clock)
    var plan = WiringPlan(stack: "s")
    var topic = TopicPlan(id: "T", name: "news", arn: Self.topic)
    var subscription = SubscriptionPlan(id: "S", arn: Self.topic + ":1", kind: "sqs", endpoint: Self.queue)
    subscription.raw = true
    subscription.deadLetter = Self.morgue
    subscription.place = Place(file: "stack.yaml", line: 6, column: 7)
    topic.subscriptions = [subscription]
    plan.topics = [topic]
    await service.apply(RunPlan(plan, edge: "", folder: ""))
    let task = Task { await engine.run(to: ["sqs": receiver]) }
    var whole: WireObject = ["TopicArn": .string(Self.topic), "Message": "hello"]
    for member in input.members { whole[member.name] = member.value }
    _ = try await service.call("Publish", whole)
    try await body()
    task.cancel()
    await task.value
    #expect(store.contents(of: "deliveries").isEmpty)
  }

  @Test func reachesTheQueue() async throws {
    try await publishing([:]) {
      let parcel = await receiver.parcels.item(0)
      #expect(parcel.target == Self.queue && parcel.body == "hello")
    }
    #expect(narrator.lines.isEmpty)
  }

  @Test func moreThanTenAttributesGoToTheDeadLetterQueue() async throws {
    var attributes = WireObject()
    for index in 0..<11 {
      attributes.append("a\(index)", .object(["DataType": "String", "StringValue": "x"]))
    }
    try await publishing(["MessageAttributes": .object(attributes)]) {
      let letter = await receiver.parcels.item(0)
      #expect(letter.target == Self.morgue && letter.body == "hello")
      #expect(letter.attributes["ErrorMessage"]?.text?.contains("[11] exceeds the allowed maximum [10]") == true)
    }
  }

  @Test func aPolicyThatNamesAnotherTopicSendsToTheDeadLetterQueue() async throws {
    authorizer.deny(["sqs:SendMessage \(Self.queue)"])
    try await publishing([:]) {
      let letter = await receiver.parcels.item(0)
      #expect(letter.target == Self.morgue && letter.attributes["ErrorCode"]?.text == "NO_PERMISSIONS")
      let told = await narrator.told.item(0)
      #expect(told.rule.name == "dead-lettered" && told.place?.line == 6)
    }
  }
}
