import Source
import Template
import YAML

extension Section {
  static let topics = Section(
    .topics,
    "SNS topics with their subscriptions. A key that ends in `.fifo` makes a first-in-first-out topic.",
    keys: [
      Key("displayName", .text, to: "DisplayName", "The sender's name in text messages and e-mail."),
      Key(
        "contentBasedDeduplication", .boolean, to: "ContentBasedDeduplication", default: "false",
        "FIFO: the body's SHA-256 is the deduplication id."),
      Key(
        "subscriptions",
        .list(
          .object(
            ObjectShape(
              [
                Key("to", .reference([.queues, .functions]), required: true, "Who gets the messages."),
                Key("filter", .map(.anything), to: "FilterPolicy", "Only messages that match it are delivered."),
                Key(
                  "filterScope",
                  .choice([Choice("messageAttributes", "MessageAttributes"), Choice("messageBody", "MessageBody")]),
                  to: "FilterPolicyScope", default: "messageAttributes", "What the filter looks at."),
                Key(
                  "raw", .boolean, to: "RawMessageDelivery", default: "false",
                  "Queues: the message as it is, without SNS's envelope."),
                Key("deadLetter", .reference([.queues]), "Where messages go that cannot be delivered."),
              ], shorthand: "to"))), "Who gets its messages."),
    ],
    example: """
      topics:
        shipped:
          subscriptions:
            - { to: queues.mail, filter: { country: [de, fr] }, raw: true }
      queues:
        mail: {}
      """
  ) { lowering, entry in
    var topic = lowering.resource(entry, .topics)
    if entry.isFIFO { topic.properties.set("FifoTopic", at: entry.span, .bool(true, entry.span)) }
    lowering.add(topic, from: entry)
    for subscription in entry.entries("subscriptions", &lowering) {
      lowering.addSubscription(subscription, of: entry)
    }
  }
}

extension StackLowering {
  /// A subscription and what admits its deliveries.
  fileprivate mutating func addSubscription(_ subscription: Entry, of topic: Entry) {
    guard let node = subscription.node("to"), let target = subscription.value("to", &self),
      let end = arrowEnd(of: target)
    else { return }
    let id = "\(LogicalID.pascalCase(topic.name))To\(end.name)Subscription"
    var resource = derived(id, "AWS::SNS::Subscription", from: topic, at: node.span)
    resource.properties.set("TopicArn", at: topic.span, ref(topic))
    resource.properties.set("Protocol", at: node.span, .string(end.kind == .queue ? "sqs" : "lambda", node.span))
    resource.properties.set("Endpoint", at: subscription.keySpan("to") ?? node.span, target)
    for property in subscription.properties(&self).entries {
      resource.properties.set(property.key, at: property.keySpan, property.value)
    }
    let arrow = Arrow(from: "topic", sourceARN: ref(topic), span: node.span)
    if let queue = subscription.value("deadLetter", &self) {
      resource.properties.set(
        "RedrivePolicy", at: queue.span, .object(queue.span, ["deadLetterTargetArn": queue]))
      admit(arrow.deadLetter(at: queue.span), to: queue, from: topic)
    }
    resource.condition = condition(of: topic)
    add(resource)
    admit(arrow, to: target, from: topic)
  }
}
