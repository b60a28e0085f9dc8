import Diagnostics
import Source

extension Rule {
  static let wrongType = Rule(
    "STK203", "wrong-type", .error, "a value of another type than the key takes",
    why: "Each key takes one form, two at most. Anything else is a slip that would reach AWS as something else.",
    examples: [
      .bad("queues:\n  jobs: { visibilityTimeout: ↓soon }\n"),
      .bad("queues:\n  jobs: { contentBasedDeduplication: ↓yes please, name: jobs.fifo }\n"),
      .bad(
        "topics:\n  news:\n    subscriptions:\n      - to: queues.jobs\n        raw: ↓[true]\nqueues:\n  jobs: {}\n"),
      .good("queues:\n  jobs: { visibilityTimeout: 30s }\n"),
    ])
}

extension Diagnostic {
  static func wrongType(_ key: String, wanted: String, got: String, at span: Span) -> Diagnostic {
    Diagnostic(.wrongType, "`\(key)` takes \(wanted), not \(got)", at: span)
  }
}
