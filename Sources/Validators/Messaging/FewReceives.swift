import Diagnostics
import Source
import Template

extension Rule {
  static let fewReceives = Rule(
    "STK515", "few-receives", .info, "a queue that a function consumes gives up on a message early",
    limits: ["LAM-130"],
    why: """
      Each time Lambda receives a message and cannot hand it to the function, because the function is throttled say, counts \
      as a receive. AWS advises a `maxReceiveCount` of at least 5, so that messages do not end in the dead-letter queue \
      without having been tried.
      """,
    examples: [
      .bad(
        Samples.consumer(queue: "{ deadLetter: { to: queues.failed, maxReceiveCount: ↓1 } }"),
        fixed: Samples.consumer(queue: "{ deadLetter: { to: queues.failed, maxReceiveCount: 5 } }"),
        files: Samples.handler),
      .good(Samples.consumer(queue: "{ \(Samples.deadLetter) }"), files: Samples.handler),
    ])
}

extension Check {
  static let fewReceives = Check(.fewReceives) { context, findings in
    guard let advised = CheckContext.limit("LAM-130"), let least = CheckContext.limit("SQS-041") else { return }
    var seen: Set<String> = []
    for wire in context.wires([.eventSourceQueue]) {
      guard let queue = context.resource(wire.source), seen.insert(queue.logicalID).inserted,
        let value = queue["RedrivePolicy"]?["maxReceiveCount"], let count = context.resolver.integer(value),
        count >= least, count < advised
      else { continue }
      findings.report(
        Diagnostic(
          .fewReceives,
          "`\(queue.label)` gives up on a message after \(count) \(count == 1 ? "receive" : "receives"); AWS advises at least \(advised)",
          at: value.span, notes: [.init("`\(context.name(of: wire.target))` handles its messages", at: wire.span)],
          consequences: ["a throttled function's messages go to the dead-letter queue untried"],
          fixes: context.rewritten(value, text: String(advised)).map {
            [.replace(value.span, with: $0, title: "raise it to \(advised)", safe: false)]
          } ?? []))
    }
  }
}
