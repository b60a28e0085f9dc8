import Diagnostics
import Source
import Template

extension Rule {
  static let deadLetterKeptShorter = Rule(
    "STK508", "dead-letter-kept-shorter", .warning,
    "a dead-letter queue that keeps messages for less time than its source",
    limits: ["SQS-022", "SQS-009"],
    why: """
      On standard queues a message's age counts from when it was first sent, also after it has moved to the dead-letter \
      queue. If that queue's retention is the shorter one, a message may be deleted the moment it arrives, before anyone \
      has seen it.
      """,
    examples: [
      .bad(
        "queues:\n  jobs: { retention: 14d, deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: ↓1d }\n",
        fixed:
          "queues:\n  jobs: { retention: 14d, deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n"
      ),
      .bad(
        "queues:\n  jobs: { retention: 14d, deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  ↓failed: {}\n"),
      .good(
        "queues:\n  jobs: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n"),
    ])
}

extension Check {
  static let deadLetterKeptShorter = Check(.deadLetterKeptShorter) { context, findings in
    var told: Set<String> = []
    for wire in context.wires([.queueToDeadLetterQueue]) {
      guard let source = context.resource(wire.source), let target = context.resource(wire.target),
        source.logicalID != target.logicalID,
        context.order(of: source) == .standard, context.isWhole(source), context.isWhole(target),
        let kept = context.number("MessageRetentionPeriod", of: source, otherwise: "SQS-009"),
        let keptDead = context.number("MessageRetentionPeriod", of: target, otherwise: "SQS-009"), keptDead < kept,
        told.insert(target.logicalID).inserted
      else { continue }
      findings.report(.deadLetterKeptShorter(source, kept, target, keptDead, context))
    }
  }
}

extension Diagnostic {
  static func deadLetterKeptShorter(
    _ source: Resource, _ kept: Int, _ target: Resource, _ keptDead: Int, _ context: CheckContext
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      .deadLetterKeptShorter,
      "`\(target.label)` keeps messages for \(Duration.phrase(keptDead)), less than `\(source.label)`, whose failed messages it takes",
      at: context.place("MessageRetentionPeriod", of: target),
      notes: [
        .init(
          "`\(source.label)` keeps them for \(Duration.phrase(kept))",
          at: context.place("MessageRetentionPeriod", of: source))
      ],
      consequences: ["a message's age counts from when it was first sent: it may be deleted as it arrives"],
      limits: ["SQS-022"]
        + ([source, target].contains { $0["MessageRetentionPeriod"] == nil } ? ["SQS-009"] : []))
    if let most = CheckContext.limit("SQS-008"), let value = target["MessageRetentionPeriod"],
      let text = context.rewritten(value, seconds: most)
    {
      diagnostic.fixes = [
        .replace(value.span, with: text, title: "keep them for \(Duration.phrase(most)), the longest", safe: false)
      ]
    } else {
      diagnostic.help = ["give `\(target.label)` a retention longer than \(Duration.phrase(kept))"]
    }
    return diagnostic
  }
}

/// Times in words.
enum Duration {
  /// `14 days`, `90 s`: the largest unit that gives a whole number.
  static func phrase(_ seconds: Int) -> String {
    for (size, unit) in [(86400, "day"), (3600, "hour"), (60, "minute")] where seconds >= size && seconds % size == 0 {
      let count = seconds / size
      return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }
    return "\(seconds) s"
  }
}
