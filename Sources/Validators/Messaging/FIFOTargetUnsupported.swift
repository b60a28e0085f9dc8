import Diagnostics
import Source
import Template

extension Rule {
  static let fifoTargetUnsupported = Rule(
    "STK513", "fifo-target-unsupported", .error, "a FIFO queue or topic where AWS delivers to standard ones only",
    limits: ["EVB-016", "LAM-066", "LAM-070", "XSV-006"],
    why: """
      A rule's dead-letter queue, a function's dead-letter queue or topic, and the destinations of asynchronous invocations \
      must be standard: EventBridge and Lambda send without a message group, which a FIFO queue or topic needs.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function), onFailure: ↓queues.failed.fifo }\nqueues:\n  failed.fifo: {}\n",
        files: Samples.handler),
      .bad(
        "rules:\n  daily: { schedule: rate(1 day), to: { target: queues.jobs, deadLetter: ↓queues.failed.fifo } }\nqueues:\n  jobs: {}\n  failed.fifo: {}\n"
      ),
      .good(
        "functions:\n  f: { \(Samples.function), onFailure: queues.failed }\nqueues:\n  failed: {}\n",
        files: Samples.handler),
    ])

  /// What each of those arrows is called.
  static let standardOnly: [Wire.Kind: (role: String, limit: String?)] = [
    .ruleToDeadLetterQueue: ("a rule's dead-letter queue", "EVB-016"),
    .destinationQueue: ("the destination of asynchronous invocations", "LAM-066"),
    .destinationTopic: ("the destination of asynchronous invocations", "LAM-066"),
    .functionToDeadLetterQueue: ("a function's dead-letter queue", "LAM-070"),
    .functionToDeadLetterTopic: ("a function's dead-letter topic", "LAM-070"),
    .bucketToQueue: ("told of a bucket's events", "XSV-006"),
    .bucketToTopic: ("told of a bucket's events", "XSV-006"),
  ]
}

extension Rule {
  /// Who refuses what.
  fileprivate static func refusal(of kind: Wire.Kind) -> String {
    if kind == .ruleToDeadLetterQueue { return "EventBridge refuses the target" }
    return [.bucketToQueue, .bucketToTopic].contains(kind)
      ? "S3 refuses the bucket" : "Lambda refuses the configuration"
  }
}

extension Check {
  static let fifoTargetUnsupported = Check(.fifoTargetUnsupported) { context, findings in
    for wire in context.wires {
      guard let (role, limit) = Rule.standardOnly[wire.kind], context.order(of: wire.target) == .fifo else { continue }
      let name = context.name(of: wire.target)
      findings.report(
        Diagnostic(
          .fifoTargetUnsupported, "`\(name)` is FIFO, and cannot be \(role)", at: wire.span,
          notes: context.resource(wire.target).map { [.init("`\(name)` is FIFO", at: $0.span)] } ?? [],
          consequences: [
            Rule.refusal(of: wire.kind)
          ],
          help: ["use a standard one"], limits: limit.map { [$0] } ?? []))
    }
  }
}
