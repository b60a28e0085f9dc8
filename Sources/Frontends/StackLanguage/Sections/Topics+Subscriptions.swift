import Diagnostics
import Source
import Template
import YAML

extension TopicShapes {
  /// How SNS repeats a delivery to a URL ("Amazon SNS message delivery retries", SNS Developer Guide).
  private static let delivery = ObjectShape([
    Key("retries", .integer, to: "numRetries", default: "3", "How often a delivery is tried again: 0 to 100."),
    Key(
      "minDelay", .duration(.seconds), to: "minDelayTarget", default: "20s",
      "The shortest wait before the next attempt: 1s to the longest."),
    Key(
      "maxDelay", .duration(.seconds), to: "maxDelayTarget", default: "20s",
      "The longest wait before the next attempt: up to 1h."),
    Key(
      "immediateRetries", .integer, to: "numNoDelayRetries", default: "0",
      "How many of the retries come at once."),
    Key(
      "minDelayRetries", .integer, to: "numMinDelayRetries", default: "0",
      "How many of them then come after the shortest wait."),
    Key(
      "maxDelayRetries", .integer, to: "numMaxDelayRetries", default: "0",
      "How many of them come last, after the longest wait."),
    Key(
      "backoff",
      .choice([Choice("linear"), Choice("arithmetic"), Choice("geometric"), Choice("exponential")]),
      to: "backoffFunction", default: "linear", "How the wait grows between the two."),
    Key("rate", .integer, default: "unlimited", "At most so many deliveries a second."),
    Key("contentType", .text, default: "text/plain; charset=UTF-8", "The `Content-Type` of what is sent."),
  ])

  private static let replay = ObjectShape(
    [
      Key(
        "from", .text, required: true, "The first moment whose messages are delivered again: `2026-11-01T00:00:00Z`."),
      Key("until", .text, default: "now, and then on", "The last."),
    ], shorthand: "from")

  /// The keys that say where a subscription's messages go: one of them is given.
  static let subscriptionEnds = ["to", "url", "email", "emailJson", "phone", "application"]

  /// What an endpoint looks like, where its text is all there is of it.
  static let forms: [String: (phrase: String, fits: @Sendable (String) -> Bool)] = [
    "url": ("a URL such as `https://partner.example/in`", { $0.hasPrefix("https://") || $0.hasPrefix("http://") }),
    "email": ("an address such as `ops@shop.example`", { $0.contains("@") }),
    "emailJson": ("an address such as `ops@shop.example`", { $0.contains("@") }),
    "phone": (
      "a number such as `\"+491701234567\"`", { $0.hasPrefix("+") && $0.dropFirst().allSatisfy(\.isNumber) }
    ),
  ]

  static let subscription = ObjectShape(
    [
      Key("to", .reference([.queues, .functions, .deliveryStreams]), "The resource that gets the messages."),
      Key("url", .text, "An endpoint that gets them: `https://…`. It must confirm the subscription."),
      Key("email", .text, "An address that gets their text. Its owner must confirm the subscription."),
      Key("emailJson", .text, "An address that gets them as JSON."),
      Key("phone", .text, "A number that gets them as text messages: `\"+491701234567\"`."),
      Key("application", .identifier, "The ARN of a mobile device's platform endpoint."),
      Key("filter", .map(.anything), to: "FilterPolicy", "Only messages that match it are delivered."),
      Key(
        "filterScope",
        .choice([Choice("messageAttributes", "MessageAttributes"), Choice("messageBody", "MessageBody")]),
        to: "FilterPolicyScope", default: "messageAttributes", "What the filter looks at."),
      Key(
        "raw", .boolean, to: "RawMessageDelivery", default: "false",
        "Queues, URLs and delivery streams: the message as it is, without SNS's envelope."),
      Key("deadLetter", .reference([.queues]), "Where messages go that cannot be delivered."),
      Key("delivery", .object(delivery), "URLs: how a delivery is repeated."),
      Key("replay", .object(replay), "Queues of a FIFO topic with an archive: messages that are delivered again."),
      Key(
        "role", .reference([.roles]), default: "a role of its own",
        "Delivery streams: the role that SNS writes to them with."),
    ], shorthand: "to")
}

/// Where a subscription's messages go.
private struct SubscriptionEnd {
  /// SNS's name of the way: `sqs`, `https`.
  let kind: String
  /// `Endpoint`.
  let endpoint: Value
  /// What it is called in a derived logical id.
  let name: String
  /// Where it is written.
  let span: Span
}

extension StackLowering {
  /// A subscription and what admits its deliveries.
  mutating func addSubscription(_ subscription: Entry, of topic: Entry) {
    guard let end = end(of: subscription) else { return }
    let id = "\(LogicalID.pascalCase(topic.name))To\(end.name)Subscription"
    var resource = derived(id, "AWS::SNS::Subscription", from: topic, at: end.span)
    resource.properties.set("TopicArn", at: topic.span, ref(topic))
    resource.properties.set("Protocol", at: end.span, .string(end.kind, end.span))
    resource.properties.set("Endpoint", at: end.span, end.endpoint)
    for property in subscription.properties(&self).entries {
      resource.properties.set(property.key, at: property.keySpan, property.value)
    }
    let arrow = Arrow(from: "topic", sourceARN: ref(topic), span: end.span)
    if let queue = subscription.value("deadLetter", &self) {
      resource.properties.set(
        "RedrivePolicy", at: queue.span, .object(queue.span, ["deadLetterTargetArn": queue]))
      admit(arrow.deadLetter(at: queue.span), to: queue, from: topic)
    }
    setDelivery(subscription, &resource)
    setReplay(subscription, &resource)
    setRole(subscription, end, of: topic, &resource)
    resource.condition = condition(of: topic)
    add(resource)
    if end.kind == "sqs" || end.kind == "lambda" { admit(arrow, to: end.endpoint, from: topic) }
  }

  private mutating func end(of subscription: Entry) -> SubscriptionEnd? {
    let given = TopicShapes.subscriptionEnds.filter(subscription.has)
    guard given.count == 1, let key = given.first, let node = subscription.node(key) else {
      findings.report(
        .exactlyOneKey(
          TopicShapes.subscriptionEnds, given: given.count, in: "subscriptions", at: subscription.extent))
      return nil
    }
    guard let value = subscription.value(key, &self) else { return nil }
    let text = node.text
    let name = LogicalID.pascalCase(text)
    if let form = TopicShapes.forms[key], !text.contains("${"), node.tag == nil, !form.fits(text) {
      findings.report(.wrongType(key, wanted: form.phrase, got: node.phrase, at: node.span))
      return nil
    }
    switch key {
    case "to":
      guard let end = arrowEnd(of: value) else { return nil }
      let kind = end.kind == .deliveryStream ? "firehose" : end.kind == .function ? "lambda" : "sqs"
      return SubscriptionEnd(kind: kind, endpoint: value, name: end.name, span: node.span)
    case "url":
      return SubscriptionEnd(
        kind: text.hasPrefix("http:") ? "http" : "https", endpoint: value, name: name, span: node.span)
    default:
      let kinds = ["email": "email", "emailJson": "email-json", "phone": "sms", "application": "application"]
      return kinds[key].map { SubscriptionEnd(kind: $0, endpoint: value, name: name, span: node.span) }
    }
  }

  /// `DeliveryPolicy` of a URL.
  private mutating func setDelivery(_ subscription: Entry, _ resource: inout Resource) {
    guard let delivery = subscription.entry("delivery", &self), let place = subscription.keySpan("delivery") else {
      return
    }
    let span = delivery.extent
    let retries = delivery.properties(&self)
    let rate = delivery.value("rate", &self)
    let type = delivery.value("contentType", &self)
    resource.properties.set(
      "DeliveryPolicy", at: place,
      .object(
        span,
        [
          "healthyRetryPolicy": retries.isEmpty ? nil : Value(.map(retries), span),
          "throttlePolicy": rate.map { .object($0.span, ["maxReceivesPerSecond": $0]) },
          "requestPolicy": type.map { .object($0.span, ["headerContentType": $0]) },
        ]))
  }

  /// `ReplayPolicy` ("Message replay for FIFO topic subscribers", SNS Developer Guide).
  private mutating func setReplay(_ subscription: Entry, _ resource: inout Resource) {
    guard let replay = subscription.entry("replay", &self), let place = subscription.keySpan("replay"),
      let from = replay.value("from", &self)
    else { return }
    resource.properties.set(
      "ReplayPolicy", at: place,
      .object(
        from.span,
        [
          "PointType": .string("Timestamp", from.span), "StartingPoint": from,
          "EndingPoint": replay.value("until", &self),
        ]))
  }

  /// `SubscriptionRoleArn`: SNS writes to a delivery stream with a role.
  private mutating func setRole(
    _ subscription: Entry, _ end: SubscriptionEnd, of topic: Entry, _ resource: inout Resource
  ) {
    if let role = subscription.value("role", &self), let place = subscription.keySpan("role") {
      resource.properties.set("SubscriptionRoleArn", at: place, role)
    } else if end.kind == "firehose", !subscription.has("role") {
      let role = serviceRole("SubscriptionRole", of: topic, for: "sns.amazonaws.com", at: end.span)
      grant(.topicToDeliveryStream, WireEnds(target: end.endpoint), to: .serviceRole(role), at: end.span)
      resource.properties.set("SubscriptionRoleArn", at: end.span, .getAtt(role, "Arn", end.span))
    }
  }
}
