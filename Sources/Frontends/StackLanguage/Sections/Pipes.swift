import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let pipes = Section(
    .pipes,
    """
    EventBridge pipes: from one source, past a filter and an enrichment, to one target. One without `role:` gets a role \
    with exactly what its ends need; a named role is checked and never extended.
    """,
    keys: [
      Key("from", .object(PipeKeys.source), required: true, "Where events come from."),
      Key(
        "filter", .list(.map(.anything)),
        "Only events that match one of these patterns go on; of a queue, what matches none is deleted."),
      Key("enrich", .object(PipeKeys.enrichment), "Who is called with the events; what it answers goes on instead."),
      Key("to", .object(PipeKeys.target), required: true, "Where they go."),
      Key("role", .reference([.roles]), default: "a role of its own", "The role that the pipe acts with."),
      Key("logging", .object(PipeKeys.logging), "What is logged, and for how long."),
      Key("enabled", .boolean, default: "true", "Whether it runs."),
      Key("description", .text, to: "Description", "What it is for."),
      Key(
        "encryptionKey", .reference([.keys]), to: "KmsKeyIdentifier", default: "a key of AWS's own",
        "The KMS key that encrypts filters and templates."),
    ],
    example: """
      pipes:
        paid:
          from: { source: queues.payments, batchSize: 1 }
          filter: { body: { state: [paid] } }
          enrich: functions.customer
          to: { target: buses.shop, detailType: paid, source: shop.payments }
      queues:
        payments: { retention: 4d }
      buses:
        shop: {}
      functions:
        customer: { runtime: python3.13, handler: app.customer, code: src/customer }
      """
  ) { lowering, entry in
    var pipe = lowering.resource(entry, .pipes)
    if entry.has("role") {
      if let role = entry.value("role", &lowering), let span = entry.keySpan("role") {
        pipe.properties.set("RoleArn", at: span, role)
      }
    } else {
      let role = lowering.serviceRole("PipeRole", of: entry, for: "pipes.amazonaws.com", at: entry.span)
      pipe.properties.set("RoleArn", at: entry.span, .getAtt(role, "Arn", entry.span))
      lowering.grantOwnKey("pipe-key", of: entry, to: role)
    }
    lowering.lowerPipeSource(entry, &pipe)
    lowering.lowerPipeEnrichment(entry, &pipe)
    lowering.lowerPipeTarget(entry, &pipe)
    lowering.lowerPipeLogging(entry, &pipe)
    if let enabled = entry.value("enabled", &lowering) {
      let state: Value = enabled.bool.map { .string($0 ? "RUNNING" : "STOPPED", enabled.span) } ?? enabled
      pipe.properties.set("DesiredState", at: entry.keySpan("enabled") ?? enabled.span, state)
    }
    lowering.add(pipe, from: entry)
  }
}

/// The keys of a pipe's parts.
enum PipeKeys {
  static let source = ObjectShape(
    [
      Key(
        "source", .reference([.queues, .streams, .tables]), required: true,
        "A queue, a stream, or a table with a stream."),
      Key(
        "batchSize", .integer, to: "BatchSize", default: "10 of a queue, 100 else",
        "The most events that go on together."),
      Key(
        "batchWindow", .duration(.seconds), to: "MaximumBatchingWindowInSeconds", default: "0s",
        "How long to wait for a full batch: up to 5m."),
      Key(
        "startingPosition",
        .choice([
          Choice("latest", "LATEST"), Choice("trimHorizon", "TRIM_HORIZON"), Choice("atTimestamp", "AT_TIMESTAMP"),
        ]),
        to: "StartingPosition", default: "latest", "Streams and tables: where reading begins."),
      Key("startingTime", .text, to: "StartingPositionTimestamp", "Streams, with `atTimestamp`: the moment."),
      Key(
        "retries", .integer, to: "MaximumRetryAttempts", default: "-1: without end",
        "Streams and tables: how often a batch is tried again."),
      Key(
        "maxAge", .duration(.seconds), to: "MaximumRecordAgeInSeconds", default: "-1: of any age",
        "Streams and tables: how old a record may be."),
      Key(
        "parallel", .integer, to: "ParallelizationFactor", default: "1",
        "Streams and tables: batches of one shard at a time, 1 to 10."),
      Key(
        "bisect", .boolean, default: "false",
        "Streams and tables: whether a batch that failed is halved and tried again."),
      Key("deadLetter", .reference([.queues, .topics]), "Streams and tables: where batches go that failed for good."),
    ], shorthand: "source")

  static let http = ObjectShape([
    Key("path", .list(.text), to: "PathParameterValues", "Values for the `*` of the path."),
    Key("headers", .map(.text), to: "HeaderParameters", "Headers."),
    Key("query", .map(.text), to: "QueryStringParameters", "Query parameters."),
  ])

  static let enrichment = ObjectShape(
    [
      Key(
        "target", .reference([.functions, .stateMachines, .apiDestinations]), required: true,
        "Who is called; a state machine must be express."),
      Key("input", .anything, "What is sent instead of the events; `<$.path>` is replaced."),
      Key("http", .object(http), to: "HttpParameters", "API destinations: what is added to the request."),
    ], shorthand: "target")

  static let target = ObjectShape(
    [
      Key("target", .reference(targets), required: true, "Where the events go."),
      Key("input", .anything, "What is sent instead of the events; `<$.path>` is replaced."),
      Key(
        "invocation",
        .choice([Choice("wait", "REQUEST_RESPONSE"), Choice("fireAndForget", "FIRE_AND_FORGET")]),
        default: "wait; `fireAndForget` for a standard state machine",
        "Functions and state machines: whether the pipe waits for them."),
      Key("messageGroupId", .text, "FIFO queues: the message group."),
      Key("deduplicationId", .text, "FIFO queues: the deduplication id."),
      Key("partitionKey", .text, "Streams: the partition key."),
      Key("detailType", .text, "Buses: the event's `detail-type`."),
      Key("source", .text, "Buses: the event's `source`."),
      Key("logStream", .text, "Log groups: the log stream."),
      Key("http", .object(http), to: "HttpParameters", "API destinations: what is added to the request."),
    ], shorthand: "target")

  static let targets: [ResourceKind] = [
    .queues, .topics, .functions, .stateMachines, .streams, .deliveryStreams, .buses, .logs, .apiDestinations,
  ]

  static let logging = ObjectShape(
    [
      Key(
        "level",
        .choice([Choice("none", "OFF"), Choice("error", "ERROR"), Choice("info", "INFO"), Choice("trace", "TRACE")]),
        to: "Level", required: true, "Which steps are logged."),
      Key("includeData", .boolean, default: "false", "Whether payloads are logged too."),
      Key("retention", .duration(.days), default: "30d", "How long the logs are kept."),
    ], shorthand: "level")
}
