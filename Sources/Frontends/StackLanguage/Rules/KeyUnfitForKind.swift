import Diagnostics
import Source

extension Rule {
  static let keyUnfitForKind = Rule(
    "STK228", "key-unfit-for-kind", .error, "a key that what it stands beside does not take",
    why: """
      What a target or a source takes depends on its kind: a message group belongs to a queue, a partition key to a stream, a place \
      to begin to a stream or table. Beside another kind the key would have no effect.
      """,
    examples: [
      .bad(
        "schedules:\n  daily: { schedule: rate(1 day), to: { target: queues.jobs, ↓partitionKey: a } }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
      .bad(
        "pipes:\n  copy: { from: { source: queues.jobs, ↓startingPosition: latest }, to: queues.out }\nqueues:\n  jobs: { retention: 4d }\n  out: { retention: 4d }\n"
      ),
      .good(
        "pipes:\n  copy: { from: { source: queues.jobs, batchSize: 1 }, to: queues.out }\nqueues:\n  jobs: { retention: 4d }\n  out: { retention: 4d }\n"
      ),
    ])
}

extension Diagnostic {
  static func keyUnfitForKind(_ key: String, of kind: String, at span: Span, fits: [String]) -> Diagnostic {
    Diagnostic(
      .keyUnfitForKind, "a \(kind) takes no `\(key)`: it is for \(fits.joined(separator: " and "))", at: span,
      help: ["take it out"])
  }
}
