import Source
import Template
import YAML

extension Section {
  static let queues = Section(
    .queues,
    "SQS queues. A key that ends in `.fifo` makes a first-in-first-out queue. Messages are encrypted with SQS's own key.",
    keys: [
      Key(
        "visibilityTimeout", .duration(.seconds), to: "VisibilityTimeout", default: "30s",
        "How long a received message is hidden from other receivers: 0s to 12h."),
      Key(
        "delay", .duration(.seconds), to: "DelaySeconds", default: "0s",
        "How long a new message is held back: up to 15m."),
      Key(
        "retention", .duration(.seconds), to: "MessageRetentionPeriod", default: "4d",
        "How long a message is kept: 1m to 14d."),
      Key("maxMessageSize", .size(.bytes), to: "MaximumMessageSize", default: "1 MB", "The largest message accepted."),
      Key(
        "receiveWait", .duration(.seconds), to: "ReceiveMessageWaitTimeSeconds", default: "0s",
        "How long a receive call waits for messages: up to 20s."),
      Key(
        "deadLetter",
        .object(
          ObjectShape([
            Key(
              "to", .reference([.queues]), to: "deadLetterTargetArn", required: true,
              "The queue that takes them; FIFO for a FIFO queue."),
            Key(
              "maxReceiveCount", .integer, to: "maxReceiveCount", required: true,
              "How often a message is received before it moves."),
          ])), to: "RedrivePolicy", "Where messages go that were received too often without being deleted."),
      Key(
        "contentBasedDeduplication", .boolean, to: "ContentBasedDeduplication", default: "false",
        "FIFO: the body's SHA-256 is the deduplication id."),
      Key(
        "deduplicationScope", .choice([Choice("queue"), Choice("messageGroup")]), to: "DeduplicationScope",
        default: "queue", "FIFO: where a deduplication id counts."),
      Key(
        "throughputLimit", .choice([Choice("perQueue"), Choice("perMessageGroupId")]), to: "FifoThroughputLimit",
        default: "perQueue", "FIFO: what the throughput quota counts for."),
      .encryptionKey(to: "KmsMasterKeyId", default: "SQS's own key", "The KMS key that messages are encrypted with."),
    ],
    example: """
      queues:
        orders: { visibilityTimeout: 3m, deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
        failed: { retention: 14d }
        ledger.fifo: { contentBasedDeduplication: true }
      """
  ) { lowering, entry in
    var queue = lowering.resource(entry, .queues)
    if entry.isFIFO { queue.properties.set("FifoQueue", at: entry.span, .bool(true, entry.span)) }
    // A customer's key and SQS's own exclude each other.
    let hasKey = queue["KmsMasterKeyId"] != nil || entry.node("properties")?["KmsMasterKeyId"] != nil
    queue.properties.set("SqsManagedSseEnabled", at: entry.span, .bool(!hasKey, entry.span))
    lowering.add(queue, from: entry)
  }
}

extension Entry {
  /// Whether the key or the name says first-in-first-out, as AWS's names must.
  var isFIFO: Bool { name.hasSuffix(".fifo") || text("name")?.hasSuffix(".fifo") == true }
}
