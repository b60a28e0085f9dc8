import Diagnostics
import Source
import Template

extension Rule {
  static let failingRecordBlocksShard = Rule(
    "STK593", "failing-record-blocks-shard", .warning, "a record that always fails stops its shard",
    why: """
      Lambda handles a shard in order, and tries a batch that failed again until it succeeds or expires: after a day, or as \
      long as the stream keeps it. Nothing else of the shard is handled meanwhile, and then its records are lost without a \
      word. A number of retries or an age ends that, and a destination says what was given up ("How Lambda processes records \
      from stream and queue-based event sources", AWS Lambda Developer Guide).
      """,
    examples: [
      .bad(
        "functions:\n  count: { \(Samples.function), consumes: { stream: ↓streams.clicks, startingPosition: LATEST } }\nstreams:\n  clicks: {}\n",
        files: Samples.handler),
      .bad(
        "functions:\n  count: { \(Samples.function), consumes: { stream: ↓streams.clicks, startingPosition: LATEST, retries: 3 } }\nstreams:\n  clicks: {}\n",
        files: Samples.handler),
      .good(
        "functions:\n  count: { \(Samples.function), consumes: { stream: streams.clicks, startingPosition: LATEST, retries: 3, onFailure: queues.failed } }\nstreams:\n  clicks: {}\nqueues:\n  failed: { retention: 14d }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let failingRecordBlocksShard = Check(.failingRecordBlocksShard) { context, findings in
    for wire in context.wires(Set(Wire.Kind.streamSources)) {
      guard let mapping = context.resource(wire.via), context.isWhole(mapping) else { continue }
      let source = context.name(of: wire.source)
      let ends = ["MaximumRetryAttempts", "MaximumRecordAgeInSeconds"].contains { property in
        mapping[property].map { context.resolver.integer($0) != -1 } ?? false
      }
      if !ends {
        findings.report(
          Diagnostic(
            .failingRecordBlocksShard, "a record of `\(source)` that always fails stops its shard", at: wire.span,
            consequences: ["nothing else of the shard is handled until the record expires"],
            help: ["give `retries` or `maxRecordAge`, and `onFailure` for what is given up"]))
      } else if mapping["DestinationConfig"]?["OnFailure"] == nil {
        findings.report(
          Diagnostic(
            .failingRecordBlocksShard, "nobody is told which records of `\(source)` were given up", at: wire.span,
            consequences: ["records that fail too often are lost"],
            help: ["give `onFailure`: a queue, a topic or a bucket"]))
      }
    }
  }
}
