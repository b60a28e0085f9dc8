import Diagnostics
import Source
import Template

extension Rule {
  static let wholeBatchRetried = Rule(
    "STK528", "whole-batch-retried", .info, "a failed message makes its whole batch come again", limits: ["LAM-099"],
    why: """
      Without `ReportBatchItemFailures` an error makes all messages of the batch come again, also those that were handled. \
      With it the handler names the messages that failed, and only they come again. The stack language has it on unless \
      `reportFailures: false` says otherwise.
      """,
    examples: [
      .bad(
        "queues:\n  jobs: { \(Samples.deadLetter) }\n  failed: { retention: 14d }\nfunctions:\n  work: { \(Samples.function), consumes: { queue: ↓queues.jobs, reportFailures: false } }\n",
        files: Samples.handler),
      .good(Samples.consumer(queue: "{ \(Samples.deadLetter) }"), files: Samples.handler),
      .good(
        "queues:\n  jobs: { \(Samples.deadLetter) }\n  failed: { retention: 14d }\nfunctions:\n  work: { \(Samples.function), consumes: { queue: queues.jobs, reportFailures: false, batchSize: 1 } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let wholeBatchRetried = Check(.wholeBatchRetried) { context, findings in
    for wire in context.wires([.eventSourceQueue]) {
      guard let mapping = context.resource(wire.via), context.isWhole(mapping),
        let size = context.number("BatchSize", of: mapping, otherwise: "LAM-074"), size > 1
      else { continue }
      if let types = mapping["FunctionResponseTypes"] {
        guard let items = context.resolver.resolve(types).items, items.isEmpty else { continue }
      }
      findings.report(
        Diagnostic(
          .wholeBatchRetried,
          "one failed message of `\(context.name(of: wire.source))` makes its whole batch come again",
          at: wire.span, consequences: ["up to \(size) messages are handled again, also those that succeeded"],
          help: ["let the handler report the messages that failed (`ReportBatchItemFailures`)"]))
    }
  }
}
