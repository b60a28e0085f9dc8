import Diagnostics
import Source
import Template

extension Rule {
  static let fifoBatchUnsupported = Rule(
    "STK526", "fifo-batch-unsupported", .error, "a batch size or window that a FIFO queue's consumer cannot have",
    limits: ["LAM-075", "LAM-077"],
    why: """
      From a FIFO queue Lambda takes at most 10 messages at a time and never waits for more, since order is kept within a \
      message group. It refuses a larger batch size, and any batch window.
      """,
    examples: [
      .bad(
        "queues:\n  jobs.fifo: { deadLetter: { to: queues.failed.fifo, maxReceiveCount: 5 } }\n  failed.fifo: { retention: 14d }\nfunctions:\n  work: { \(Samples.function), consumes: { queue: queues.jobs.fifo, batchSize: ↓20 } }\n",
        fixed:
          "queues:\n  jobs.fifo: { deadLetter: { to: queues.failed.fifo, maxReceiveCount: 5 } }\n  failed.fifo: { retention: 14d }\nfunctions:\n  work: { \(Samples.function), consumes: { queue: queues.jobs.fifo, batchSize: 10 } }\n",
        files: Samples.handler),
      .bad(
        "queues:\n  jobs.fifo: { deadLetter: { to: queues.failed.fifo, maxReceiveCount: 5 } }\n  failed.fifo: { retention: 14d }\nfunctions:\n  work: { \(Samples.function), consumes: { queue: queues.jobs.fifo, batchWindow: ↓5s } }\n",
        files: Samples.handler),
      .good(
        "queues:\n  jobs.fifo: { deadLetter: { to: queues.failed.fifo, maxReceiveCount: 5 } }\n  failed.fifo: { retention: 14d }\nfunctions:\n  work: { \(Samples.function), consumes: { queue: queues.jobs.fifo, batchSize: 10 } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let fifoBatchUnsupported = Check(.fifoBatchUnsupported) { context, findings in
    guard let most = CheckContext.limit("LAM-075"), let greatest = CheckContext.limit("LAM-072") else { return }
    for wire in context.wires([.eventSourceQueue]) where context.order(of: wire.source) == .fifo {
      guard let mapping = context.resource(wire.via) else { continue }
      let notes = context.resource(wire.source).map { [Diagnostic.Note("`\($0.label)` is FIFO", at: $0.span)] } ?? []
      if let value = mapping["BatchSize"], let size = context.resolver.integer(value), size > most, size <= greatest {
        findings.report(
          Diagnostic(
            .fifoBatchUnsupported, "a batch of a FIFO queue has at most \(most) messages, and this asks for \(size)",
            at: value.span, notes: notes, consequences: ["AWS rejects the mapping"],
            fixes: context.rewritten(value, text: String(most)).map {
              [.replace(value.span, with: $0, title: "lower it to \(most)", safe: true)]
            } ?? [], limits: ["LAM-075"]))
      }
      if let value = mapping["MaximumBatchingWindowInSeconds"], let window = context.resolver.integer(value), window > 0
      {
        findings.report(
          Diagnostic(
            .fifoBatchUnsupported, "a FIFO queue's consumer cannot have a batch window", at: value.span, notes: notes,
            consequences: ["AWS rejects the mapping"],
            help: ["take it away"], limits: ["LAM-077"]))
      }
    }
  }
}
