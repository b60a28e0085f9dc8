import Diagnostics
import Source
import Template

extension Rule {
  static let fifoTopicToOtherProtocol = Rule(
    "STK505", "fifo-topic-to-other-protocol", .error, "a FIFO topic that is to deliver to anything but a queue",
    limits: ["SNS-007"],
    why: "A FIFO topic delivers to SQS queues only. SNS refuses a subscription of a function, an address or a URL.",
    examples: [
      .bad(
        "topics:\n  news.fifo: { subscriptions: ↓functions.f }\nfunctions:\n  f: { \(Samples.function), onFailure: queues.failed }\nqueues:\n  failed: {}\n",
        files: Samples.handler),
      .good("topics:\n  news.fifo: { subscriptions: queues.jobs.fifo }\nqueues:\n  jobs.fifo: {}\n"),
    ])
}

extension Check {
  static let fifoTopicToOtherProtocol = Check(.fifoTopicToOtherProtocol) { context, findings in
    for subscription in context.wholeResources("AWS::SNS::Subscription") {
      guard let value = subscription["Protocol"], let name = context.resolver.literal(value), name != "sqs",
        let topic = subscription["TopicArn"].map(context.reader.endpoint), context.order(of: topic) == .fifo
      else { continue }
      findings.report(
        Diagnostic(
          .fifoTopicToOtherProtocol,
          "the FIFO topic `\(context.name(of: topic))` cannot deliver to \(name == "lambda" ? "a function" : "`\(name)`")",
          at: name == "lambda" ? context.place("Endpoint", of: subscription) : value.span,
          notes: context.resource(topic).map { [.init("it is FIFO", at: $0.span)] } ?? [],
          consequences: ["AWS refuses the subscription: \"Invalid protocol type: \(name)\""],
          help: ["subscribe a queue, and let the function consume it"]))
    }
  }
}
