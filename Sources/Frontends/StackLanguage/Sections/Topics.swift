import Source
import Template
import YAML

/// What the keys of `topics:` take.
enum TopicShapes {
  /// The protocols whose deliveries SNS logs ("Message delivery status", Amazon SNS Developer Guide).
  static let loggedDelivery = ObjectShape(
    [
      Key(
        "protocol",
        .choice([
          Choice("http", "http/s"), Choice("sqs"), Choice("lambda"), Choice("firehose"), Choice("application"),
        ]), to: "Protocol", required: true, "Which deliveries."),
      Key(
        "successSample", .integer, default: "100", "How many of a hundred successful deliveries are logged; 0 to 100."),
      Key("role", .reference([.roles]), default: "a role of its own", "The role that SNS writes the logs with."),
    ], shorthand: "protocol")

  static let archive = ObjectShape(
    [Key("retention", .duration(.days), required: true, "For how long: 1d to 365d.")], shorthand: "retention")
}

extension Section {
  static let topics = Section(
    .topics,
    "SNS topics with their subscriptions. A key that ends in `.fifo` makes a first-in-first-out topic.",
    keys: [
      Key("displayName", .text, to: "DisplayName", "The sender's name in text messages and e-mail."),
      Key(
        "contentBasedDeduplication", .boolean, to: "ContentBasedDeduplication", default: "false",
        "FIFO: the body's SHA-256 is the deduplication id."),
      .encryptionKey(
        to: "KmsMasterKeyId", default: "none", "The KMS key that messages are encrypted with while SNS holds them."),
      Key(
        "throughputScope", .choice([Choice("topic", "Topic"), Choice("messageGroup", "MessageGroup")]),
        to: "FifoThroughputScope", default: "topic", "FIFO: where a deduplication id and the throughput quota count."),
      Key(
        "archive", .object(TopicShapes.archive),
        "FIFO: messages are kept, and subscriptions can have them again."),
      Key(
        "signatureVersion", .choice([Choice("1"), Choice("2")]), to: "SignatureVersion", default: "1",
        "The hash under the signature of what is delivered to URLs: 1 is SHA-1, 2 is SHA-256."),
      Key(
        "tracing", .choice([Choice("Active"), Choice("PassThrough")]), to: "TracingConfig", default: "PassThrough",
        "Whether SNS adds to X-Ray's traces."),
      Key(
        "dataProtection", .map(.anything), to: "DataProtectionPolicy",
        "What is found, masked or refused in messages (\"Data protection policies\", SNS Developer Guide)."),
      Key("deliveryLogs", .list(.object(TopicShapes.loggedDelivery)), "Which deliveries are logged."),
      Key("subscriptions", .list(.object(TopicShapes.subscription)), "Who gets its messages."),
    ],
    example: """
      topics:
        shipped:
          subscriptions:
            - { to: queues.mail, filter: { country: [de, fr] }, raw: true }
            - { url: "https://partner.example/shipped", delivery: { retries: 10, maxDelay: 60s }, deadLetter: queues.failed }
            - { email: ops@shop.example }
        ledger.fifo:
          contentBasedDeduplication: true
          throughputScope: messageGroup
          archive: { retention: 30d }
      queues:
        mail: {}
        failed: { retention: 14d }
      """
  ) { lowering, entry in
    var topic = lowering.resource(entry, .topics)
    if entry.isFIFO { topic.properties.set("FifoTopic", at: entry.span, .bool(true, entry.span)) }
    lowering.setArchive(entry, &topic)
    lowering.setDeliveryLogs(entry, &topic)
    lowering.add(topic, from: entry)
    for subscription in entry.entries("subscriptions", &lowering) {
      lowering.addSubscription(subscription, of: entry)
    }
  }
}

extension StackLowering {
  /// `ArchivePolicy`, whose days SNS takes as text ("Message archiving for FIFO topic owners", SNS Developer Guide).
  fileprivate mutating func setArchive(_ entry: Entry, _ topic: inout Resource) {
    guard let archive = entry.entry("archive", &self), let span = entry.keySpan("archive"),
      let days = archive.value("retention", &self)
    else { return }
    topic.properties.set("ArchivePolicy", at: span, .object(days.span, ["MessageRetentionPeriod": days.asText]))
  }

  /// `DeliveryStatusLogging`, each with the role that writes the logs.
  fileprivate mutating func setDeliveryLogs(_ entry: Entry, _ topic: inout Resource) {
    guard let place = entry.keySpan("deliveryLogs") else { return }
    var logs: [Value] = []
    for item in entry.entries("deliveryLogs", &self) {
      guard let kind = item.value("protocol", &self) else { continue }
      let span = item.extent
      let role = item.has("role") ? item.value("role", &self) : deliveryLogsRole(of: entry, at: kind.span)
      logs.append(
        .object(
          span,
          [
            "Protocol": kind,
            "SuccessFeedbackRoleArn": role,
            "FailureFeedbackRoleArn": role,
            "SuccessFeedbackSampleRate": item.value("successSample", &self)?.asText ?? .string("100", kind.span),
          ]))
    }
    topic.properties.set("DeliveryStatusLogging", at: place, .list(logs, place))
  }

  private mutating func deliveryLogsRole(of topic: Entry, at span: Span) -> Value {
    let role = serviceRole("DeliveryLogsRole", of: topic, for: "sns.amazonaws.com", at: span)
    for statement in statements(of: "topic-delivery-logs", WireEnds(), at: span) {
      grant(statement, in: .serviceRole(role))
    }
    return .getAtt(role, "Arn", span)
  }
}

extension Value {
  /// A number as the text that some of AWS's JSON documents want.
  var asText: Value { if case .number(let text) = kind { .string(text, span) } else { self } }
}
