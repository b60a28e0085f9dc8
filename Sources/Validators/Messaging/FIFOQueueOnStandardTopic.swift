import Diagnostics
import Source
import Template

extension Rule {
  static let fifoQueueOnStandardTopic = Rule(
    "STK504", "fifo-queue-on-standard-topic", .error, "a FIFO queue that is subscribed to a standard topic",
    limits: ["SNS-008"],
    why: """
      A standard topic keeps no order and gives no message group, so a FIFO queue cannot take its messages; SNS refuses the \
      subscription. A FIFO topic can deliver to both kinds of queues.
      """,
    examples: [
      .bad("topics:\n  news: { subscriptions: ↓queues.jobs.fifo }\nqueues:\n  jobs.fifo: {}\n"),
      .good(
        "topics:\n  news.fifo: { subscriptions: [queues.jobs.fifo, queues.all] }\nqueues:\n  jobs.fifo: {}\n  all: {}\n"
      ),
    ])
}

extension Check {
  static let fifoQueueOnStandardTopic = Check(.fifoQueueOnStandardTopic) { context, findings in
    for wire in context.wires([.topicToQueue]) {
      guard context.order(of: wire.source) == .standard, context.order(of: wire.target) == .fifo else { continue }
      let (topic, queue) = (context.name(of: wire.source), context.name(of: wire.target))
      findings.report(
        Diagnostic(
          .fifoQueueOnStandardTopic,
          "`\(queue)` is a FIFO queue, and cannot take messages of the standard topic `\(topic)`",
          at: wire.span,
          notes: context.resource(wire.source).map { [.init("`\(topic)` is a standard topic", at: $0.span)] } ?? [],
          consequences: [
            "AWS refuses the subscription: \"FIFO SQS Queues can not be subscribed to standard SNS topics\""
          ],
          help: ["make the topic FIFO too, with a name that ends in `.fifo`, or subscribe a standard queue"]))
    }
  }
}
