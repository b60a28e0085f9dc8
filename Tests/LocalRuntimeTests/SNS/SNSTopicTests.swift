import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

@Suite struct SNSTopicTests {
  let store = FakeStore()
  let authorizer = FakeAuthorizer()
  private static let queue = "arn:aws:sqs:us-east-1:000000000000:jobs"
  private static let arn = "arn:aws:sns:us-east-1:000000000000:t"

  private func service() async throws -> SNSService {
    try await SNSService(
      store: store, deliverer: FakeDeliverer(), authorizer: authorizer, narrator: FakeNarrator(), clock: ManualClock())
  }

  @Test func keepsTopicsAndSubscriptionsThatCallsMade() async throws {
    let first = try await service()
    #expect(try await first.call("CreateTopic", ["Name": "t"]).string("TopicArn") == Self.arn)
    let subscribed = try await first.call(
      "Subscribe", ["TopicArn": .string(Self.arn), "Protocol": "sqs", "Endpoint": .string(Self.queue)])
    let again = try await first.call(
      "Subscribe", ["TopicArn": .string(Self.arn), "Protocol": "sqs", "Endpoint": .string(Self.queue)])
    #expect(subscribed == again)

    let second = try await service()
    await second.apply(RunPlan(WiringPlan(stack: "s"), edge: "", folder: ""))
    let listed = try await second.call("ListSubscriptionsByTopic", ["TopicArn": .string(Self.arn)])
    #expect(
      listed.list("Subscriptions").first?.object?.string("SubscriptionArn") == subscribed.string("SubscriptionArn"))
    #expect(
      try await second.call("GetTopicAttributes", ["TopicArn": .string(Self.arn)]).object("Attributes")?
        .string("SubscriptionsConfirmed") == "1")
    _ = try await second.call("DeleteTopic", ["TopicArn": .string(Self.arn)])
    #expect(store.contents(of: "sns").isEmpty)
    #expect(try await second.call("ListTopics").list("Topics").isEmpty)
    #expect(try await second.error("GetTopicAttributes", ["TopicArn": .string(Self.arn)]).shape == "NotFoundException")
  }

  @Test func topicsOfThePlanComeAndGo() async throws {
    let service = try await service()
    var plan = WiringPlan(stack: "s")
    var topic = TopicPlan(id: "T", name: "t", arn: Self.arn)
    topic.displayName = "Shop"
    topic.subscriptions = [SubscriptionPlan(id: "S", arn: Self.arn + ":1", kind: "sqs", endpoint: Self.queue)]
    plan.topics = [topic]
    await service.apply(RunPlan(plan, edge: "", folder: ""))
    let attributes = try await service.call("GetTopicAttributes", ["TopicArn": .string(Self.arn)])
    #expect(attributes.object("Attributes")?.string("DisplayName") == "Shop")
    plan.topics = []
    await service.apply(RunPlan(plan, edge: "", folder: ""))
    #expect(try await service.call("ListTopics").list("Topics").isEmpty)
    #expect(try await service.call("ListSubscriptions").list("Subscriptions").isEmpty)
  }

  @Test(arguments: [
    ("https", "https://x", "Protocol Reason: the local run does not deliver to subscriptions of protocol https"),
    ("carrier", "x", "Amazon SNS does not support this protocol string: carrier"),
    ("sqs", "x", "SQS endpoint ARN"),
  ])
  func refusesSubscriptions(kind: String, endpoint: String, message: String) async throws {
    let service = try await service()
    _ = try await service.call("CreateTopic", ["Name": "t"])
    let error = try await service.error(
      "Subscribe",
      ["TopicArn": .string(Self.arn), "Protocol": .string(kind), "Endpoint": .string(endpoint)])
    #expect(error.message == "Invalid parameter: " + message)
  }

  @Test func checksAttributesOfSubscriptions() async throws {
    let service = try await service()
    _ = try await service.call("CreateTopic", ["Name": "t"])
    let answer = try await service.call(
      "Subscribe", ["TopicArn": .string(Self.arn), "Protocol": "sqs", "Endpoint": .string(Self.queue)])
    func set(_ name: String, _ value: String) -> WireObject {
      [
        "SubscriptionArn": answer["SubscriptionArn"], "AttributeName": .string(name),
        "AttributeValue": .string(value),
      ]
    }
    _ = try await service.call("SetSubscriptionAttributes", set("RawMessageDelivery", "true"))
    let attributes = try await service.call(
      "GetSubscriptionAttributes", ["SubscriptionArn": answer["SubscriptionArn"]])
    #expect(attributes.object("Attributes")?.string("RawMessageDelivery") == "true")
    for (name, value) in [
      ("FilterPolicy", "{"), ("FilterPolicy", #"{"a":[{"nonsense":1}]}"#), ("FilterPolicyScope", "x"),
      ("RawMessageDelivery", "maybe"), ("Colour", "red"), ("RedrivePolicy", "{}"),
    ] {
      let error = try await service.error("SetSubscriptionAttributes", set(name, value))
      #expect(error.shape == "InvalidParameterException", "\(name) \(value)")
    }
  }

  @Test func editsThePolicy() async throws {
    let service = try await service()
    _ = try await service.call("CreateTopic", ["Name": "t"])
    let input: WireObject = [
      "TopicArn": .string(Self.arn), "Label": "friends", "AWSAccountId": .list(["111122223333"]),
      "ActionName": .list(["Publish"]),
    ]
    _ = try await service.call("AddPermission", input)
    #expect(
      authorizer.policy(of: Self.arn)
        == #"{"Version":"2012-10-17","Statement":[{"Sid":"friends","Effect":"Allow","#
        + #""Principal":{"AWS":["arn:aws:iam::111122223333:root"]},"Action":["SNS:Publish"],"Resource":"\#(Self.arn)"}]}"#
    )
    #expect(try await service.error("AddPermission", input).message == "Invalid parameter: Statement already exists")
    _ = try await service.call("RemovePermission", ["TopicArn": .string(Self.arn), "Label": "friends"])
    #expect(authorizer.policy(of: Self.arn) == nil)
  }

  @Test func policiesOfCallsLast() async throws {
    _ = try await service().call("CreateTopic", ["Name": "t", "Attributes": .object(["Policy": "{}"])])
    try authorizer.setPolicy(nil, of: Self.arn)
    let later = try await service()
    await later.apply(RunPlan(WiringPlan(stack: "s"), edge: "", folder: ""))
    #expect(authorizer.policy(of: Self.arn) == "{}")
  }

  @Test func tags() async throws {
    let service = try await service()
    _ = try await service.call(
      "CreateTopic", ["Name": "t", "Tags": .list([.object(["Key": "a", "Value": "1"])])])
    _ = try await service.call(
      "TagResource", ["ResourceArn": .string(Self.arn), "Tags": .list([.object(["Key": "b", "Value": "2"])])])
    _ = try await service.call("UntagResource", ["ResourceArn": .string(Self.arn), "TagKeys": .list(["a"])])
    let tags = try await service.call("ListTagsForResource", ["ResourceArn": .string(Self.arn)]).list("Tags")
    #expect(tags == [.object(["Key": "b", "Value": "2"])])
  }

  @Test func saysWhatEachCallNeeds() async throws {
    let service = try await service()
    let publish = try await service.permissions("PublishBatch", ["TopicArn": .string(Self.arn)])
    #expect(publish == [Permission("sns:Publish", on: Self.arn)])
    let create = try await service.permissions("CreateTopic", ["Name": "t"])
    #expect(create == [Permission("sns:CreateTopic", on: Self.arn)])
    let subscribe = try await service.permissions(
      "Subscribe", ["TopicArn": .string(Self.arn), "Protocol": "sqs", "Endpoint": "e"])
    #expect(
      subscribe == [
        Permission("sns:Subscribe", on: Self.arn, context: ["sns:Protocol": ["sqs"], "sns:Endpoint": ["e"]])
      ])
    #expect(try await service.permissions("ListTopics") == [Permission("sns:ListTopics", on: "*")])
  }
}
