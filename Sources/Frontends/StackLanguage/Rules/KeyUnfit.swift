import Diagnostics
import Source

extension Rule {
  static let keyUnfit = Rule(
    "STK221", "key-unfit", .error, "a key that has no meaning beside what it stands with",
    why: """
      What an entry takes may depend on its form, or on the kind of what it names: a message group belongs to a queue, a \
      partition key to a stream, subnets' ids to a network that exists. Elsewhere the key would do nothing, or AWS would \
      refuse it.
      """,
    examples: [
      .bad(
        "deliveryStreams:\n  out:\n    to: { http: https://in.example }\n    backup: buckets.lake\n    ↓prefix: clicks/\nbuckets:\n  lake: {}\n"
      ),
      .bad(
        "rules:\n  daily: { schedule: rate(1 day), to: { target: topics.news, ↓messageGroupId: daily } }\ntopics:\n  news: {}\n"
      ),
      .bad(
        "schedules:\n  daily: { schedule: rate(1 day), to: { target: queues.jobs, ↓partitionKey: a } }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
      .bad(
        "pipes:\n  copy: { from: { source: queues.jobs, ↓startingPosition: latest }, to: queues.out }\nqueues:\n  jobs: { retention: 4d }\n  out: { retention: 4d }\n"
      ),
      .bad("networks:\n  main: { vpc: vpc-0123456789abcdef0, private: [subnet-0123456789abcdef0], ↓nat: one }\n"),
      .bad("networks:\n  main: { ↓private: [subnet-0123456789abcdef0] }\n"),
      .good(
        "deliveryStreams:\n  out:\n    to: { http: https://in.example }\n    backup: buckets.lake\nbuckets:\n  lake: {}\n"
      ),
      .good(
        "rules:\n  daily: { schedule: rate(1 day), to: { target: queues.jobs.fifo, messageGroupId: daily } }\nqueues:\n  jobs.fifo: { contentBasedDeduplication: true }\n"
      ),
      .good(
        "pipes:\n  copy: { from: { source: queues.jobs, batchSize: 1 }, to: queues.out }\nqueues:\n  jobs: { retention: 4d }\n  out: { retention: 4d }\n"
      ),
    ])
}

extension Diagnostic {
  static func keyUnfit(_ key: String, at span: Span, why: String, help: String = "take it out") -> Diagnostic {
    Diagnostic(.keyUnfit, "`\(key)` does nothing here: \(why)", at: span, help: [help])
  }
}
