import Diagnostics
import Source
import WireProtocols

extension SNSService {
  private static let settable: Set<String> = [
    "DeliveryPolicy", "FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy", "SubscriptionRoleArn",
    "ReplayPolicy",
  ]

  func subscribe(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let topic = try topic(input.string("TopicArn"))
    let kind = input.string("Protocol") ?? ""
    let endpoint = input.string("Endpoint") ?? ""
    try Self.check(kind, endpoint, of: topic)
    var attributes: [String: String] = [:]
    for (name, value) in input.object("Attributes")?.members ?? [] { attributes[name] = value.string }
    for (name, value) in attributes { try Self.check(name, value, attributes, kind) }
    let arns = subscribers[topic.arn] ?? []
    if let existing = arns.compactMap({ subscriptions[$0] }).first(where: { $0.kind == kind && $0.endpoint == endpoint }
    ) {
      // Subscribing again is answered with the subscription that there is.
      guard attributes.allSatisfy({ existing.attributes[$0.key] == $0.value }) else {
        throw .invalidTopicParameter("Attributes Reason: Subscription already exists with different attributes")
      }
      return ["SubscriptionArn": .string(existing.arn)]
    }
    var subscription = Subscription(
      arn: "\(topic.arn):\(RequestID.make())", topic: topic.arn, kind: kind, endpoint: endpoint)
    subscription.attributes = attributes
    add(subscription)
    try await keep(subscription)
    return ["SubscriptionArn": .string(subscription.arn)]
  }

  private static func check(_ kind: String, _ endpoint: String, of topic: Topic) throws(ServiceError) {
    let known: Set<String> = ["http", "https", "email", "email-json", "sms", "application", "firehose"]
    guard Subscription.delivered.contains(kind) else {
      guard known.contains(kind) else {
        throw .invalidTopicParameter("Amazon SNS does not support this protocol string: \(kind)")
      }
      throw .invalidTopicParameter(
        "Protocol Reason: the local run does not deliver to subscriptions of protocol \(kind)")
    }
    guard TargetName(endpoint).service == kind else {
      throw .invalidTopicParameter(kind == "sqs" ? "SQS endpoint ARN" : "Lambda endpoint ARN")
    }
    if topic.isFIFO, kind != "sqs" {
      throw .invalidTopicParameter(
        "Invalid protocol type: \(kind). FIFO SNS topics only support the sqs protocol type")
    }
    if !topic.isFIFO, kind == "sqs", endpoint.hasSuffix(".fifo") {
      throw .invalidTopicParameter(
        "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics")
    }
  }

  private static func check(
    _ name: String, _ value: String, _ attributes: [String: String], _ kind: String
  ) throws(ServiceError) {
    guard settable.contains(name) else { throw .invalidTopicParameter("AttributeName") }
    switch name {
    case "FilterPolicy":
      guard !value.isEmpty else { return }
      guard JSON.read(value)?.members != nil else {
        throw .invalidTopicParameter("FilterPolicy: failed to parse JSON.")
      }
      var findings = Findings()
      _ = SubscriptionFilter(attributes.merging([name: value]) { $1 }, into: &findings)
      if let fault = findings.diagnostics.first(where: { $0.severity >= .error }) {
        throw .invalidTopicParameter("FilterPolicy: \(fault.message)")
      }
    case "FilterPolicyScope":
      guard ["MessageAttributes", "MessageBody"].contains(value) else {
        throw .invalidTopicParameter(
          "FilterPolicyScope: Invalid value [\(value)]. Please use either MessageBody or MessageAttributes")
      }
    case "RawMessageDelivery":
      guard ["true", "false"].contains(value.lowercased()) else {
        throw .invalidTopicParameter("RawMessageDelivery: Invalid value [\(value)]. Must be true or false.")
      }
      if kind == "lambda", value == "true" {
        throw .invalidTopicParameter(
          "Attributes Reason: Delivery protocol [lambda] does not support raw message delivery.")
      }
    case "RedrivePolicy":
      guard value.isEmpty || JSON.read(value)?["deadLetterTargetArn"]?.literal.map({ TargetName($0).service }) == "sqs"
      else {
        throw .invalidTopicParameter("RedrivePolicy: must be a JSON object with a deadLetterTargetArn of a queue")
      }
    default: break
    }
  }

  func unsubscribe(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let arn = input.string("SubscriptionArn") ?? ""
    guard remove(arn) != nil else { return [:] }
    try await commit([.remove(space: Self.space, key: "subscription/\(arn)")])
    return [:]
  }

  /// `ConfirmSubscription`: subscriptions of queues and functions need none, so there is no token that is valid.
  func confirmSubscription(_ input: WireObject) throws(ServiceError) -> WireObject {
    _ = try topic(input.string("TopicArn"))
    throw .invalidTopicParameter("Token")
  }

  func listSubscriptions(_ input: WireObject) throws(ServiceError) -> WireObject {
    let arns: [String]
    if let arn = input.string("TopicArn") {
      arns = subscribers[try topic(arn).arn] ?? []
    } else {
      arns = Array(subscriptions.keys)
    }
    let page = try Page(arns.sorted(), after: input.string("NextToken"), size: 100)
    let items = page.items.compactMap { subscriptions[$0] }.map { subscription in
      WireValue.object([
        "SubscriptionArn": .string(subscription.arn), "Owner": .string(place.account),
        "Protocol": .string(subscription.kind), "Endpoint": .string(subscription.endpoint),
        "TopicArn": .string(subscription.topic),
      ])
    }
    return ["Subscriptions": .list(items), "NextToken": page.next.map { .string($0) }]
  }

  func subscriptionAttributes(_ input: WireObject) throws(ServiceError) -> WireObject {
    guard let subscription = subscriptions[input.string("SubscriptionArn") ?? ""] else {
      throw .subscriptionNotFound
    }
    var attributes: WireObject = [
      "SubscriptionArn": .string(subscription.arn), "TopicArn": .string(subscription.topic),
      "Owner": .string(place.account), "Protocol": .string(subscription.kind),
      "Endpoint": .string(subscription.endpoint), "ConfirmationWasAuthenticated": "true",
      "PendingConfirmation": "false", "RawMessageDelivery": "false",
      "SubscriptionPrincipal": .string("arn:\(place.partition):iam::\(place.account):root"),
    ]
    for (name, value) in subscription.attributes.sorted(by: { $0.key < $1.key }) { attributes[name] = .string(value) }
    if attributes["FilterPolicy"] != nil, attributes["FilterPolicyScope"] == nil {
      attributes["FilterPolicyScope"] = "MessageAttributes"
    }
    return ["Attributes": .object(attributes)]
  }

  func setSubscriptionAttribute(_ input: WireObject) async throws(ServiceError) -> WireObject {
    guard var subscription = subscriptions[input.string("SubscriptionArn") ?? ""] else {
      throw .subscriptionNotFound
    }
    let name = input.string("AttributeName") ?? ""
    let value = input.string("AttributeValue") ?? ""
    try Self.check(name, value, subscription.attributes, subscription.kind)
    subscription.attributes[name] = value.isEmpty ? nil : value
    add(subscription)
    try await keep(subscription)
    return [:]
  }

  private func keep(_ subscription: Subscription) async throws(ServiceError) {
    guard !subscription.isPlanned else { return }
    try await commit([StoredJSON.put(subscription, in: Self.space, key: "subscription/\(subscription.arn)")])
  }
}
