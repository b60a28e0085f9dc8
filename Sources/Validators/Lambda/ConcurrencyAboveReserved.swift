import Diagnostics
import Source
import Template

extension Rule {
  static let concurrencyAboveReserved = Rule(
    "STK527", "concurrency-above-reserved", .warning, "a queue may start more invocations than its function may have",
    limits: ["LAM-086"],
    why: """
      A mapping's maximum concurrency says how many invocations the queue may start at a time. Where the function's \
      reserved concurrency is lower than that of its queues together, the rest is throttled: messages are received, not \
      handled, and counted as received until they are in the dead-letter queue ("Configuring scaling behavior for SQS event \
      source mappings", AWS Lambda Developer Guide).
      """,
    examples: [
      .bad(
        "queues:\n  jobs: { \(Samples.deadLetter) }\n  failed: { retention: 14d }\nfunctions:\n  work: { \(Samples.function), reservedConcurrency: 10, consumes: { queue: queues.jobs, maximumConcurrency: ↓50 } }\n",
        files: Samples.handler),
      .bad(
        "queues:\n  jobs: { \(Samples.deadLetter) }\n  mails: { \(Samples.deadLetter) }\n  failed: { retention: 14d }\nfunctions:\n  work: { \(Samples.function), reservedConcurrency: 10, consumes: [{ queue: queues.jobs, maximumConcurrency: 6 }, { queue: queues.mails, maximumConcurrency: ↓6 }] }\n",
        files: Samples.handler),
      .good(
        "queues:\n  jobs: { \(Samples.deadLetter) }\n  failed: { retention: 14d }\nfunctions:\n  work: { \(Samples.function), reservedConcurrency: 50, consumes: { queue: queues.jobs, maximumConcurrency: 50 } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let concurrencyAboveReserved = Check(.concurrencyAboveReserved) { context, findings in
    var totals: [String: Int] = [:]
    for wire in context.wires([.eventSourceQueue]) {
      guard let value = context.resource(wire.via)?["ScalingConfig"]?["MaximumConcurrency"],
        let concurrency = context.resolver.integer(value), (0...Int(Int32.max)).contains(concurrency),
        let function = context.function(wire.target),
        let reservedValue = function["ReservedConcurrentExecutions"],
        let reserved = context.resolver.integer(reservedValue)
      else { continue }
      let before = totals[function.logicalID] ?? 0
      let total = before + concurrency
      totals[function.logicalID] = total
      // Where the queues before had too much together already, this was told there.
      guard concurrency > reserved || (total > reserved && before <= reserved) else { continue }
      let subject =
        concurrency > reserved
        ? "the queue may start \(concurrency) invocations at a time"
        : "its queues may start \(total) invocations at a time together"
      findings.report(
        Diagnostic(
          .concurrencyAboveReserved, "\(subject), but `\(function.label)` may have \(reserved)",
          at: value.span, notes: [.init("\(reserved) are reserved for `\(function.label)`", at: reservedValue.span)],
          consequences: ["invocations above \(reserved) are throttled, and their messages count as received"],
          help: ["lower the maximum concurrency to \(reserved) or less in all, or reserve more"]))
    }
  }
}
