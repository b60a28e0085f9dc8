import Diagnostics
import Source
import Template

extension Rule {
  static let scheduleTargetUnfit = Rule(
    "STK655", "schedule-target-unfit", .error, "a schedule's target without what it needs",
    limits: ["SCH-005", "SCH-008", "SCH-009"],
    why: """
      A FIFO queue takes messages with a group only, and needs content-based deduplication since Scheduler gives no id; a stream \
      needs a partition key, a bus a detail type and a source. A function, a state machine and a bus take JSON alone. The queue for \
      what failed must be a standard one ("Target", EventBridge Scheduler API Reference).
      """,
    examples: [
      .bad(
        "schedules:\n  daily: { schedule: rate(1 day), to: ↓queues.jobs.fifo }\nqueues:\n  jobs.fifo: { contentBasedDeduplication: true }\n"
      ),
      .bad("schedules:\n  daily: { schedule: rate(1 day), to: ↓buses.shop }\nbuses:\n  shop: {}\n"),
      .bad(
        "schedules:\n  daily: { schedule: rate(1 day), to: { target: functions.f, input: ↓hello } }\nfunctions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .bad(
        "schedules:\n  daily: { schedule: rate(1 day), to: { target: queues.jobs, deadLetter: ↓queues.failed.fifo } }\nqueues:\n  jobs: { retention: 4d }\n  failed.fifo: {}\n"
      ),
      .good(
        "schedules:\n  daily: { schedule: rate(1 day), to: { target: queues.jobs.fifo, messageGroupId: daily } }\nqueues:\n  jobs.fifo: { contentBasedDeduplication: true }\n"
      ),
      .good(
        "schedules:\n  daily: { schedule: rate(1 day), to: { target: buses.shop, detailType: day, source: shop.clock } }\nbuses:\n  shop: {}\n"
      ),
    ])
}

extension Check {
  static let scheduleTargetUnfit = Check(.scheduleTargetUnfit) { context, findings in
    for schedule in context.wholeResources("AWS::Scheduler::Schedule") {
      guard let target = schedule["Target"], let arn = target["Arn"] else { continue }
      let end = context.reader.endpoint(arn)
      let name = context.name(of: end)
      for fault in context.faults(ofScheduled: target, end, name) { findings.report(fault) }
      if let input = target["Input"], context.takesJSON(end), let text = context.resolver.literal(input), !text.isJSON {
        findings.report(
          .scheduleTargetUnfit(
            "`\(name)` takes JSON, and this is none", at: input.span, "EventBridge Scheduler refuses the schedule",
            "write a map, or a text in quotes within quotes", "SCH-005"))
      }
      if let queue = target["DeadLetterConfig"]?["Arn"] {
        let queueEnd = context.reader.endpoint(queue)
        if context.order(of: queueEnd) == .fifo {
          findings.report(
            .scheduleTargetUnfit(
              "`\(context.name(of: queueEnd))` is a FIFO queue: what failed can only go to a standard one",
              at: queue.span,
              "EventBridge Scheduler refuses the schedule", "take a standard queue", "SCH-009"))
        }
      }
    }
  }
}

extension CheckContext {
  /// Whether a target takes JSON alone ("Input", EventBridge Scheduler API Reference).
  fileprivate func takesJSON(_ end: Wire.Endpoint) -> Bool {
    switch reader.end(end) {
    case .function, .stateMachine, .bus: true
    default: false
    }
  }

  fileprivate func faults(ofScheduled target: Value, _ end: Wire.Endpoint, _ name: String) -> [Diagnostic] {
    let span = target["Arn"]?.span ?? target.span
    let refusal = "EventBridge Scheduler refuses the schedule"
    switch reader.end(end) {
    case .queue where order(of: end) == .fifo:
      guard target["SqsParameters"]?["MessageGroupId"] != nil else {
        return [
          .scheduleTargetUnfit(
            "`\(name)` is a FIFO queue, and needs a message group", at: span, "SQS refuses each message",
            "give the target a `messageGroupId`", "SCH-008")
        ]
      }
      guard let queue = resource(end), isWhole(queue), truth("ContentBasedDeduplication", of: queue) == false else {
        return []
      }
      return [
        .scheduleTargetUnfit(
          "`\(name)` needs content-based deduplication for the messages of a schedule", at: span,
          "SQS refuses each message: Scheduler gives no deduplication id", "turn it on at the queue", "SCH-008")
      ]
    case .stream where target["KinesisParameters"]?["PartitionKey"] == nil:
      return [
        .scheduleTargetUnfit(
          "`\(name)` is a stream, and needs a partition key", at: span, refusal, "give the target a `partitionKey`")
      ]
    case .bus
    where target["EventBridgeParameters"]?["DetailType"] == nil || target["EventBridgeParameters"]?["Source"] == nil:
      return [
        .scheduleTargetUnfit(
          "`\(name)` is a bus, and its events need a detail type and a source", at: span, refusal,
          "give the target `detailType` and `source`")
      ]
    default: return []
    }
  }
}

extension String {
  fileprivate var isJSON: Bool { (try? Datum(json: SourceFile(path: "", text: self), id: SourceID(0))) != nil }
}

extension Diagnostic {
  fileprivate static func scheduleTargetUnfit(
    _ message: String, at span: Span, _ consequence: String, _ help: String, _ row: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .scheduleTargetUnfit, message, at: span, consequences: [consequence], help: [help], limits: row.map { [$0] } ?? []
    )
  }
}
