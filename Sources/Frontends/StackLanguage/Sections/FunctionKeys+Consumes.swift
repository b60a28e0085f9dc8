extension FunctionKeys {
  /// What a function polls; how, depends on what it is ("Event source mappings", AWS Lambda Developer Guide).
  static let consumed = ObjectShape(
    [
      Key("queue", .reference([.queues]), "The queue."),
      Key(
        "stream", .reference([.streams]),
        "The stream; `streams.NAME.CONSUMER` reads it through a registered consumer, with throughput of its own."),
      Key("table", .reference([.tables]), "The table whose stream of changes is read."),
      Key(
        "startingPosition",
        .choice([Choice("LATEST"), Choice("TRIM_HORIZON"), Choice("AT_TIMESTAMP")]), to: "StartingPosition",
        "Streams: where reading begins: with new records, with the oldest, or at a time. Must be given."),
      Key(
        "startingTimestamp", .integer, to: "StartingPositionTimestamp",
        "Streams: with `AT_TIMESTAMP`, the time in epoch seconds."),
      Key(
        "batchSize", .integer, to: "BatchSize", default: "10 for queues, 100 for streams",
        "The most messages or records in one invocation: 1 to 10000, FIFO queues up to 10."),
      Key(
        "batchWindow", .duration(.seconds), to: "MaximumBatchingWindowInSeconds", default: "0s",
        "How long to wait for a full batch: up to 5m; queues need it above 10 messages."),
      Key("maximumConcurrency", .integer, "Queues: the most invocations at a time for this queue: 2 to 1000."),
      Key(
        "parallelization", .integer, to: "ParallelizationFactor", default: "1",
        "Streams: how many batches of a shard are handled at a time: 1 to 10. Order is kept for each partition key."),
      Key(
        "bisect", .boolean, to: "BisectBatchOnFunctionError", default: "false",
        "Streams: whether a batch that failed is halved, to get around the record that fails."),
      Key(
        "maxRecordAge", .duration(.seconds), to: "MaximumRecordAgeInSeconds", default: "the stream's retention",
        "Streams: how old a record may get before it is given up: 1m to 7d."),
      Key(
        "retries", .integer, to: "MaximumRetryAttempts", default: "until the record expires",
        "Streams: how often a batch that failed is tried again: 0 to 10000. Its shard waits meanwhile."),
      Key(
        "tumblingWindow", .duration(.seconds), to: "TumblingWindowInSeconds", default: "none",
        "Streams: how long the handler's state is carried from batch to batch: up to 15m."),
      Key(
        "onFailure", .reference([.queues, .topics, .buckets]),
        "Streams: where it is told which records were given up; a bucket gets the records too."),
      Key(
        "filter", .list(.map(.anything)),
        """
        Only what matches one of these patterns is handled: `body` of a message, `data` of a record, `dynamodb` of a change. \
        SQS messages that match none are deleted.
        """),
      Key(
        "reportFailures", .boolean, default: "true",
        "Whether the handler names what failed, so that only that comes again; of a stream, all from there on."),
      Key("enabled", .boolean, to: "Enabled", default: "true", "Whether it is polled."),
    ], shorthand: "queue")
}
