import Diagnostics
import Source
import Template

extension Rule {
  static let deadLetterOfOtherKind = Rule(
    "STK503", "dead-letter-of-other-kind", .error,
    "a dead-letter queue that is FIFO where its source is not, or the reverse",
    limits: ["SQS-020", "SNS-017"],
    why: """
      The dead-letter queue of a FIFO queue must be a FIFO queue, and that of a standard queue a standard one; the same holds \
      for a topic's subscription. SQS and SNS refuse the redrive policy.
      """,
    examples: [
      .bad("queues:\n  jobs: { deadLetter: { to: ↓queues.failed.fifo, maxReceiveCount: 5 } }\n  failed.fifo: {}\n"),
      .bad(
        "queues:\n  jobs.fifo: { deadLetter: { to: ↓queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n"
      ),
      .bad(
        "topics:\n  news.fifo: { subscriptions: [{ to: queues.jobs.fifo, deadLetter: ↓queues.failed }] }\n"
          + "queues:\n  jobs.fifo: {}\n  failed: {}\n"),
      .good(
        "queues:\n  jobs.fifo: { deadLetter: { to: queues.failed.fifo, maxReceiveCount: 5 } }\n  failed.fifo: { retention: 14d }\n"
      ),
    ])
}

extension Check {
  static let deadLetterOfOtherKind = Check(.deadLetterOfOtherKind) { context, findings in
    for wire in context.wires([.queueToDeadLetterQueue, .topicToDeadLetterQueue]) {
      guard let source = context.order(of: wire.source), let target = context.order(of: wire.target), source != target
      else { continue }
      findings.report(.deadLetterOfOtherKind(wire, source, context))
    }
  }
}

extension Diagnostic {
  static func deadLetterOfOtherKind(_ wire: Wire, _ order: MessageOrder, _ context: CheckContext) -> Diagnostic {
    let (source, target) = (context.name(of: wire.source), context.name(of: wire.target))
    let notes = [
      context.resource(wire.source).map { Note("`\(source)` is \(order.rawValue)", at: $0.span) },
      context.resource(wire.target).map { Note("`\(target)` is \(order.other.rawValue)", at: $0.span) },
    ]
    return Diagnostic(
      .deadLetterOfOtherKind,
      "`\(target)` cannot be the dead-letter queue of `\(source)`: one is FIFO, the other is not",
      at: wire.span, notes: notes.compactMap(\.self),
      consequences: [
        wire.kind == .queueToDeadLetterQueue
          ? "AWS refuses the redrive policy: \"Dead letter queue must be same type of queue as the source\""
          : "AWS refuses the redrive policy"
      ],
      help: ["use a \(order.rawValue) queue"],
      limits: [wire.kind == .queueToDeadLetterQueue ? "SQS-020" : "SNS-017"])
  }
}
