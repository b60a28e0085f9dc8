import Diagnostics
import Source
import Template

extension Rule {
  static let consumedQueueWithoutDeadLetter = Rule(
    "STK514", "consumed-queue-without-dead-letter", .warning,
    "a queue that a function consumes has no dead-letter queue",
    limits: ["LAM-082"],
    why: """
      A message that the function cannot handle comes again after every visibility timeout until its retention ends, and is \
      then lost; on a FIFO queue its whole message group waits behind it. A dead-letter queue keeps such messages for a look. \
      Lambda does not use the function's own dead-letter queue here.
      """,
    examples: [
      .bad(
        "queues:\n  ↓jobs: {}\nfunctions:\n  work: { \(Samples.function), consumes: queues.jobs }\n",
        fixed:
          "queues:\n  jobs: { deadLetter: { to: queues.jobsFailed, maxReceiveCount: 5 } }\n  jobsFailed: { retention: 14d }\nfunctions:\n  work: { \(Samples.function), consumes: queues.jobs }\n",
        files: Samples.handler),
      .bad(
        "queues:\n  ↓jobs.fifo:\n    visibilityTimeout: 1m\n\nfunctions:\n  work: { \(Samples.function), consumes: queues.jobs.fifo }\n",
        fixed:
          "queues:\n  jobs.fifo:\n    visibilityTimeout: 1m\n    deadLetter: { to: queues.jobsFailed.fifo, maxReceiveCount: 5 }\n  jobsFailed.fifo: { retention: 14d }\n\nfunctions:\n  work: { \(Samples.function), consumes: queues.jobs.fifo }\n",
        files: Samples.handler),
      .good(Samples.consumer(queue: "{ \(Samples.deadLetter) }"), files: Samples.handler),
    ])
}

extension Check {
  static let consumedQueueWithoutDeadLetter = Check(.consumedQueueWithoutDeadLetter) { context, findings in
    var seen: Set<String> = []
    let labels = Set(context.resources("AWS::SQS::Queue").map(\.label))
    for wire in context.wires([.eventSourceQueue]) {
      guard let queue = context.resource(wire.source), context.isWhole(queue), queue["RedrivePolicy"] == nil,
        seen.insert(queue.logicalID).inserted
      else { continue }
      findings.report(.consumedQueueWithoutDeadLetter(queue, wire, labels: labels, context))
    }
  }
}

extension Diagnostic {
  static func consumedQueueWithoutDeadLetter(
    _ queue: Resource, _ wire: Wire, labels: Set<String>, _ context: CheckContext
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      .consumedQueueWithoutDeadLetter, "`\(queue.label)` has no dead-letter queue", at: queue.span,
      label: "a message that cannot be handled comes again until its retention ends, and is then lost",
      notes: [.init("`\(context.name(of: wire.target))` handles its messages", at: wire.span)])
    let isFIFO = context.order(of: queue) == .fifo
    let name = (isFIFO && queue.label.hasSuffix(".fifo") ? String(queue.label.dropLast(5)) : queue.label) + "Failed"
    let failed = isFIFO ? name + ".fifo" : name
    let count = CheckContext.limit("LAM-130").map(String.init) ?? ""
    if !labels.contains(failed),
      let edits = EntryEdit(queue, context)?.adding(
        "deadLetter: { to: queues.\(failed), maxReceiveCount: \(count) }", sibling: "\(failed): { retention: 14d }")
    {
      diagnostic.fixes = [Fix("add a dead-letter queue", safe: false, edits: edits)]
    } else {
      diagnostic.help = [
        "give it a redrive policy with a \(isFIFO ? "FIFO" : "standard") queue for what cannot be handled"
      ]
    }
    return diagnostic
  }
}
