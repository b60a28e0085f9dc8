import Diagnostics
import Source
import Template

extension Rule {
  static let pipeEndUnfit = Rule(
    "STK656", "pipe-end-unfit", .error, "an end of a pipe without what it needs",
    why: """
      A pipe reads a table's stream, so the table must have one. A FIFO queue takes messages with a group only, a stream a \
      partition key. Batches above 10 messages of a queue need a window, and a FIFO queue gives no more than 10 ("Amazon SQS as a \
      source", "Pipes targets", Amazon EventBridge User Guide).
      """,
    examples: [
      .bad(
        "pipes:\n  changes: { from: ↓tables.orders, to: queues.jobs }\ntables:\n  orders: { key: { id: string } }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
      .bad(
        "pipes:\n  copy: { from: queues.jobs, to: ↓queues.ledger.fifo }\nqueues:\n  jobs: { retention: 4d }\n  ledger.fifo: { contentBasedDeduplication: true }\n"
      ),
      .bad(
        "pipes:\n  copy: { from: { source: queues.jobs, batchSize: ↓100 }, to: queues.out }\nqueues:\n  jobs: { retention: 4d }\n  out: { retention: 4d }\n"
      ),
      .good(
        "pipes:\n  changes: { from: tables.orders, to: queues.jobs }\ntables:\n  orders: { key: { id: string }, stream: newImage }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
      .good(
        "pipes:\n  copy: { from: { source: queues.jobs, batchSize: 100, batchWindow: 5s }, to: { target: queues.ledger.fifo, messageGroupId: all } }\nqueues:\n  jobs: { retention: 4d }\n  ledger.fifo: { contentBasedDeduplication: true }\n"
      ),
    ])
}

extension Check {
  static let pipeEndUnfit = Check(.pipeEndUnfit) { context, findings in
    for pipe in context.wholeResources("AWS::Pipes::Pipe") {
      for fault in [context.fault(ofSource: pipe), context.fault(ofBatch: pipe), context.fault(ofTarget: pipe)] {
        if let fault { findings.report(fault) }
      }
    }
  }
}

extension CheckContext {
  /// A table without a stream.
  fileprivate func fault(ofSource pipe: Resource) -> Diagnostic? {
    guard let source = pipe["Source"], let table = resource(reader.endpoint(source)),
      table.type == "AWS::DynamoDB::Table", isWhole(table), table["StreamSpecification"] == nil
    else { return nil }
    return .pipeEndUnfit(
      "`\(table.label)` has no stream to read", at: source.span, [.init("the table", at: table.span)],
      "CloudFormation cannot make the pipe: there is no stream", "give the table `stream: newAndOldImages`")
  }

  /// Messages of a queue that come together.
  fileprivate func fault(ofBatch pipe: Resource) -> Diagnostic? {
    guard let parameters = pipe["SourceParameters"]?["SqsQueueParameters"], let size = parameters["BatchSize"],
      let count = resolver.integer(size), let plain = Self.limit("LAM-131"), count > plain, let source = pipe["Source"]
    else { return nil }
    let end = reader.endpoint(source)
    if order(of: end) == .fifo {
      return .pipeEndUnfit(
        "a FIFO queue gives at most \(plain) messages together", at: size.span, [], "EventBridge refuses the pipe",
        "make it \(plain) or less")
    }
    let window = parameters["MaximumBatchingWindowInSeconds"].map(resolver.integer) ?? 0
    guard let window, window < 1 else { return nil }
    return .pipeEndUnfit(
      "more than \(plain) messages together need a batch window", at: size.span, [], "EventBridge refuses the pipe",
      "give it `batchWindow: 1s` or more")
  }

  /// A FIFO queue without a group, a stream without a key.
  fileprivate func fault(ofTarget pipe: Resource) -> Diagnostic? {
    guard let target = pipe["Target"] else { return nil }
    let end = reader.endpoint(target)
    let parameters = pipe["TargetParameters"]
    switch reader.end(end) {
    case .queue where order(of: end) == .fifo && parameters?["SqsQueueParameters"]?["MessageGroupId"] == nil:
      return .pipeEndUnfit(
        "`\(name(of: end))` is a FIFO queue, and needs a message group", at: target.span, [],
        "SQS refuses each message",
        "give the target a `messageGroupId`")
    case .stream where parameters?["KinesisStreamParameters"]?["PartitionKey"] == nil:
      return .pipeEndUnfit(
        "`\(name(of: end))` is a stream, and needs a partition key", at: target.span, [],
        "EventBridge refuses the pipe",
        "give the target a `partitionKey`")
    default: return nil
    }
  }
}

extension Diagnostic {
  fileprivate static func pipeEndUnfit(
    _ message: String, at span: Span, _ notes: [Note], _ consequence: String, _ help: String
  ) -> Diagnostic {
    Diagnostic(.pipeEndUnfit, message, at: span, notes: notes, consequences: [consequence], help: [help])
  }
}
