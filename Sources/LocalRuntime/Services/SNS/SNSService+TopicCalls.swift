import Source
import WireProtocols

extension SNSService {
  /// Attributes that a call may set on a topic (`SetTopicAttributes`), `Policy` aside.
  private static let settable: Set<String> = [
    "DeliveryPolicy", "DisplayName", "TracingConfig", "KmsMasterKeyId", "SignatureVersion", "ArchivePolicy",
    "ContentBasedDeduplication", "FifoThroughputScope", "MaximumMessageSize",
  ]

  func createTopic(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let name = input.string("Name") ?? ""
    var topic = Topic(arn: place.arn("sns", name))
    for (name, value) in input.object("Attributes")?.members ?? [] where name != "Policy" {
      guard name == "FifoTopic" || Self.settable.contains(name) || name.contains("Feedback") else {
        throw .invalidTopicParameter("Attributes Reason: Unknown attribute \(name)")
      }
      topic.attributes[name] = value.string
    }
    let base = name.hasSuffix(".fifo") ? name.dropLast(5) : name[...]
    guard (1...256).contains(name.utf8.count), base.utf8.allSatisfy(Self.isNameByte), !base.isEmpty else {
      throw .invalidTopicParameter("Topic Name")
    }
    guard (topic.attributes["FifoTopic"] == "true") == topic.isFIFO else {
      throw .invalidTopicParameter(
        topic.isFIFO
          ? "Topic Name"
          : "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long."
      )
    }
    topic.tags = Self.tags(input)
    if let existing = topics[topic.arn] {
      // Creating a topic again with what it has is answered with its ARN.
      guard topic.attributes.allSatisfy({ existing.attributes[$0.key] == $0.value }) else {
        throw .invalidTopicParameter("Attributes Reason: Topic already exists with different attributes")
      }
      guard topic.tags.isEmpty || topic.tags == existing.tags else {
        throw .invalidTopicParameter("Tags Reason: Topic already exists with different tags")
      }
      return ["TopicArn": .string(topic.arn)]
    }
    topics[topic.arn] = topic
    if let policy = input.object("Attributes")?.string("Policy") {
      try await setPolicy(policy, of: topic.arn)
    } else {
      try await keep(topic)
    }
    return ["TopicArn": .string(topic.arn)]
  }

  /// `DeleteTopic`: its subscriptions go with it; a topic that is not there is no error.
  func deleteTopic(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let arn = input.string("TopicArn") ?? ""
    guard let topic = topics.removeValue(forKey: arn) else { return [:] }
    var changes = topic.isPlanned ? [] : [StoreChange.remove(space: Self.space, key: "topic/\(arn)")]
    for subscription in subscribers[arn] ?? [] {
      remove(subscription)
      changes.append(.remove(space: Self.space, key: "subscription/\(subscription)"))
    }
    subscribers[arn] = nil
    try authorizer.setPolicy(nil, of: arn)
    try await commit(changes)
    return [:]
  }

  func listTopics(_ input: WireObject) throws(ServiceError) -> WireObject {
    let page = try Page(topics.keys.sorted(), after: input.string("NextToken"), size: 100)
    return [
      "Topics": .list(page.items.map { .object(["TopicArn": .string($0)]) }),
      "NextToken": page.next.map { .string($0) },
    ]
  }

  func topicAttributes(_ input: WireObject) throws(ServiceError) -> WireObject {
    let topic = try topic(input.string("TopicArn"))
    var attributes: WireObject = [
      "TopicArn": .string(topic.arn), "Owner": .string(place.account),
      "DisplayName": .string(topic.attributes["DisplayName"] ?? ""),
      "SubscriptionsConfirmed": .string(String(subscribers[topic.arn]?.count ?? 0)), "SubscriptionsPending": "0",
      "SubscriptionsDeleted": "0", "EffectiveDeliveryPolicy": .string(Self.deliveryPolicy),
    ]
    attributes["Policy"] = authorizer.policy(of: topic.arn).map { .string($0) }
    for (name, value) in topic.attributes.sorted(by: { $0.key < $1.key }) { attributes[name] = .string(value) }
    if topic.isFIFO, attributes["FifoThroughputScope"] == nil { attributes["FifoThroughputScope"] = "Topic" }
    return ["Attributes": .object(attributes)]
  }

  /// SNS Developer Guide, "Amazon SNS message delivery retries": what holds for HTTP endpoints unless a policy says otherwise.
  private static let deliveryPolicy = JSON.object { json in
    json.member("http") { json in
      json.member("defaultHealthyRetryPolicy") { json in
        json.member("minDelayTarget", 20)
        json.member("maxDelayTarget", 20)
        json.member("numRetries", 3)
        json.member("numMaxDelayRetries", 0)
        json.member("numNoDelayRetries", 0)
        json.member("numMinDelayRetries", 0)
        json.member("backoffFunction", "linear")
      }
      json.member("disableSubscriptionOverrides", false)
    }
  }

  func setTopicAttribute(_ input: WireObject) async throws(ServiceError) -> WireObject {
    var topic = try topic(input.string("TopicArn"))
    let name = input.string("AttributeName") ?? ""
    let value = input.string("AttributeValue") ?? ""
    if name == "Policy" {
      try await setPolicy(value, of: topic.arn)
      return [:]
    }
    guard Self.settable.contains(name) || name.contains("Feedback") else {
      throw .invalidTopicParameter("AttributeName")
    }
    if name == "MaximumMessageSize" {
      guard let size = Int(value), (1_024...1_048_576).contains(size) else {
        throw .invalidTopicParameter("MaximumMessageSize")
      }
    }
    if name == "ContentBasedDeduplication", !topic.isFIFO {
      throw .invalidTopicParameter("Content-based deduplication can only be set for FIFO topics")
    }
    topic.attributes[name] = value
    topics[topic.arn] = topic
    try await keep(topic)
    return [:]
  }

  func tag(_ input: WireObject) async throws(ServiceError) -> WireObject {
    var topic = try tagged(input)
    topic.tags.merge(Self.tags(input)) { $1 }
    guard topic.tags.count <= 50 else {
      throw ServiceError("TagLimitExceededException", "Could not complete request: tag quota of per resource exceeded")
    }
    topics[topic.arn] = topic
    try await keep(topic)
    return [:]
  }

  func untag(_ input: WireObject) async throws(ServiceError) -> WireObject {
    var topic = try tagged(input)
    for key in input.strings("TagKeys") { topic.tags[key] = nil }
    topics[topic.arn] = topic
    try await keep(topic)
    return [:]
  }

  func listTags(_ input: WireObject) throws(ServiceError) -> WireObject {
    let tags = try tagged(input).tags.sorted { $0.key < $1.key }
    return ["Tags": .list(tags.map { .object(["Key": .string($0.key), "Value": .string($0.value)]) })]
  }

  private func tagged(_ input: WireObject) throws(ServiceError) -> Topic {
    guard let topic = topics[input.string("ResourceArn") ?? ""] else {
      throw ServiceError("ResourceNotFoundException", "Resource does not exist")
    }
    return topic
  }

  private static func tags(_ input: WireObject) -> [String: String] {
    var tags: [String: String] = [:]
    for tag in input.list("Tags").compactMap(\.object) { tags[tag.string("Key") ?? ""] = tag.string("Value") ?? "" }
    return tags
  }
}

/// A page of a list; the token is the last item of the page before.
struct Page {
  var items: [String]
  var next: String?

  init(_ all: [String], after token: String?, size: Int) throws(ServiceError) {
    let rest = token.map { token in all.drop { $0 <= token } } ?? all[...]
    items = Array(rest.prefix(size))
    next = rest.count > size ? items.last : nil
  }
}
