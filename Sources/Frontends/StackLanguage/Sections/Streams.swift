import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let streams = Section(
    .streams,
    """
    Kinesis data streams. Records are encrypted with Kinesis's own key of the account, unless `encryptionKey` names another. \
    `streams.NAME.CONSUMER` refers to a registered consumer.
    """,
    keys: [
      Key(
        "mode", .choice([Choice("provisioned", "PROVISIONED"), Choice("onDemand", "ON_DEMAND")]),
        default: "provisioned", "Whether the number of shards is chosen, or AWS adapts it to the traffic."),
      Key(
        "shards", .integer, to: "ShardCount", default: "1, if the mode is `provisioned`",
        "How many shards: each takes 1 MB or 1000 records a second, and gives 2 MB to all who read it together."),
      Key(
        "retention", .duration(.hours), to: "RetentionPeriodHours", default: "24h",
        "How long a record is kept: 24h to 365d. More than 24h costs more."),
      Key(
        "consumers", .list(.text),
        "Names of registered consumers (enhanced fan-out): each gets 2 MB a second and shard for itself, and costs by the hour."
      ),
      Key(
        "maxRecordSize", .size(.kilobytes), to: "MaxRecordSizeInKiB", default: "1 MB",
        "The largest record: 1 MB to 10 MB."),
      Key(
        "metrics",
        .list(
          .choice(
            [
              "ALL", "IncomingBytes", "IncomingRecords", "OutgoingBytes", "OutgoingRecords",
              "WriteProvisionedThroughputExceeded", "ReadProvisionedThroughputExceeded", "IteratorAgeMilliseconds",
            ].map { Choice($0) })), to: "DesiredShardLevelMetrics",
        "Metrics of each shard, beside those of the stream. They cost money."),
      Key(
        "encryptionKey", .reference([.keys]), default: "Kinesis's own key of the account",
        "The key that encrypts the records."),
    ],
    example: """
      streams:
        clicks: { shards: 2, retention: 7d, consumers: [trending] }
        audit: { mode: onDemand }
      """
  ) { lowering, entry in
    var stream = lowering.resource(entry, .streams)
    let mode = entry.value("mode", &lowering)
    if let mode, let span = entry.keySpan("mode") {
      stream.properties.set("StreamModeDetails", at: span, .object(mode.span, ["StreamMode": mode]))
    }
    // A mode that a parameter decides says itself whether it has shards.
    if mode == nil || mode?.string == "PROVISIONED", stream["ShardCount"] == nil {
      stream.properties.set("ShardCount", at: entry.span, .integer(1, entry.span))
    }
    lowering.encrypt(&stream, entry)
    lowering.add(stream, from: entry)
    lowering.addConsumers(of: entry)
  }
}

extension StackLowering {
  /// `StreamEncryption`: the key that is named, or the one that AWS manages for the account.
  fileprivate mutating func encrypt(_ stream: inout Resource, _ entry: Entry) {
    let key = entry.value("encryptionKey", &self)
    if entry.has("encryptionKey"), key == nil { return }
    let span = entry.keySpan("encryptionKey") ?? entry.span
    stream.properties.set(
      "StreamEncryption", at: span,
      .object(
        span, ["EncryptionType": .string("KMS", span), "KeyId": key ?? .string("alias/aws/kinesis", span)]))
  }

  /// A registered consumer for each name (AWS::Kinesis::StreamConsumer).
  fileprivate mutating func addConsumers(of entry: Entry) {
    guard let node = entry.node("consumers") else { return }
    for item in node.kind == .sequence ? Array(node.items) : [node] {
      // A name is written as one: `5` or `true` is more likely a mistake.
      guard item.kind == .scalar, case .string = item.scalar else {
        findings.report(.wrongType("consumers", wanted: "a name", got: item.phrase, at: item.span))
        continue
      }
      guard let name = value(item, as: .text, key: "consumers"), let text = name.string else { continue }
      var consumer = derived(
        Self.consumerID(stream: entry.logicalID, text), "AWS::Kinesis::StreamConsumer", from: entry, at: name.span)
      consumer.label = text
      consumer.reference = "\(entry.declared?.path ?? entry.name).\(text)"
      consumer.properties.set("ConsumerName", at: name.span, name)
      consumer.properties.set("StreamARN", at: name.span, .getAtt(entry.logicalID, "Arn", name.span))
      consumer.condition = condition(of: entry)
      add(consumer)
    }
  }

  /// The logical id that a registered consumer gets.
  static func consumerID(stream id: String, _ name: String) -> String {
    "\(id.droppingSuffix("Stream"))\(LogicalID.pascalCase(name))Consumer"
  }
}
