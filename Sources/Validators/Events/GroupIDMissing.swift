import Diagnostics
import Source
import Template

extension Rule {
  static let groupIDMissing = Rule(
    "STK543", "group-id-missing", .error, "a rule or subscriber that sends to a FIFO queue without a message group",
    limits: ["EVB-015", "EV2-008"],
    why: """
      A FIFO queue takes messages with a message group only, and with a deduplication id, which a rule does not give: \
      the target needs a `MessageGroupId`, and the queue content-based deduplication. A subscriber of a bus of the second \
      generation needs the group, too.
      """,
    examples: [
      .bad(
        "rules:\n  daily: { schedule: rate(1 day), to: ↓queues.jobs.fifo }\nqueues:\n  jobs.fifo: { contentBasedDeduplication: true }\n"
      ),
      .bad(
        "rules:\n  daily: { schedule: rate(1 day), to: { target: ↓queues.jobs.fifo, messageGroupId: daily } }\nqueues:\n  jobs.fifo: {}\n"
      ),
      .good(
        "rules:\n  daily: { schedule: rate(1 day), to: { target: queues.jobs.fifo, messageGroupId: daily } }\nqueues:\n  jobs.fifo: { contentBasedDeduplication: true }\n"
      ),
    ])
}

extension Check {
  static let groupIDMissing = Check(.groupIDMissing) { context, findings in
    for rule in context.wholeResources("AWS::Events::Rule") {
      for target in rule["Targets"]?.list ?? [] {
        guard let arn = target["Arn"] else { continue }
        let end = context.reader.endpoint(arn)
        guard context.order(of: end) == .fifo else { continue }
        let name = context.name(of: end)
        if target["SqsParameters"]?["MessageGroupId"] == nil {
          findings.report(
            Diagnostic(
              .groupIDMissing, "`\(name)` is a FIFO queue, and needs a message group", at: arn.span,
              consequences: ["no event can be delivered: SQS refuses a message without a group"],
              help: ["give the target a `messageGroupId`"], limits: ["EVB-015"]))
        } else if let queue = context.resource(end), context.isWhole(queue),
          context.truth("ContentBasedDeduplication", of: queue) == false
        {
          findings.report(
            Diagnostic(
              .groupIDMissing, "`\(name)` needs content-based deduplication for the events of a rule", at: arn.span,
              notes: [.init("it has none", at: queue.span)],
              consequences: ["no event can be delivered: EventBridge gives no deduplication id"],
              help: ["turn on content-based deduplication of `\(name)`"], limits: ["EVB-015"]))
        }
      }
    }
    for subscriber in context.wholeResources("AWS::EventsV2::Subscriber") {
      guard let target = subscriber["InvokeConfiguration"], let arn = target["TargetArn"] else { continue }
      let end = context.reader.endpoint(arn)
      guard context.order(of: end) == .fifo, target["SqsParameters"]?["MessageGroupId"] == nil else { continue }
      findings.report(
        Diagnostic(
          .groupIDMissing, "`\(context.name(of: end))` is a FIFO queue, and needs a message group", at: arn.span,
          consequences: ["no event can be delivered: SQS refuses a message without a group"],
          help: ["give the subscriber `SqsParameters` with a `MessageGroupId`"], limits: ["EV2-008"]))
    }
  }
}
