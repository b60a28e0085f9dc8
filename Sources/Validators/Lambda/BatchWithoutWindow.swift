import Diagnostics
import Source
import Template

extension Rule {
  static let batchWithoutWindow = Rule(
    "STK525", "batch-without-window", .error, "batches of a queue above 10 messages without a batch window",
    limits: ["LAM-076", "LAM-131", "LAM-093"],
    why: """
      One receive call gives at most 10 messages. For larger batches Lambda must wait and collect, so it refuses a batch \
      size above 10 without a batch window of at least one second.
      """,
    examples: [
      .bad(
        Samples.consumer(queue: "{ \(Samples.deadLetter) }", options: "queue: queues.jobs, batchSize: ↓100"),
        files: Samples.handler),
      .good(
        Samples.consumer(
          queue: "{ visibilityTimeout: 1m, \(Samples.deadLetter) }",
          options: "queue: queues.jobs, batchSize: 100, batchWindow: 5s"),
        files: Samples.handler),
    ])
}

extension Check {
  static let batchWithoutWindow = Check(.batchWithoutWindow) { context, findings in
    guard let most = CheckContext.limit("LAM-131"), let greatest = CheckContext.limit("LAM-072") else { return }
    for wire in context.wires([.eventSourceQueue]) where context.order(of: wire.source) != .fifo {
      guard let mapping = context.resource(wire.via), let value = mapping["BatchSize"],
        let size = context.resolver.integer(value), size > most, size <= greatest,
        context.number("MaximumBatchingWindowInSeconds", of: mapping, otherwise: "LAM-093") == 0
      else { continue }
      findings.report(
        Diagnostic(
          .batchWithoutWindow, "batches of \(size) messages need a batch window", at: value.span,
          notes: mapping["MaximumBatchingWindowInSeconds"].map { [.init("the window is 0 s", at: $0.span)] } ?? [],
          consequences: [
            "AWS rejects the mapping: \"Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than \(most)\""
          ], help: ["wait for messages with a batch window of at least 1 s, or take at most \(most) at a time"],
          limits: ["LAM-076", "LAM-131"]
            + (mapping["MaximumBatchingWindowInSeconds"] == nil ? ["LAM-093"] : [])))
    }
  }
}
