import Diagnostics
import Source
import Template

extension Rule {
  static let targetKeyUnfit = Rule(
    "STK226", "target-key-unfit", .error, "a setting of a rule's target that its kind does not have",
    why: """
      EventBridge takes a message group for queues, a partition key for streams, and parts of a request for APIs and API \
      destinations. With another target the setting has no meaning, and EventBridge refuses it.
      """,
    examples: [
      .bad(
        "rules:\n  daily: { schedule: rate(1 day), to: { target: topics.news, ↓messageGroupId: daily } }\ntopics:\n  news: {}\n"
      ),
      .good(
        "rules:\n  daily: { schedule: rate(1 day), to: { target: queues.jobs.fifo, messageGroupId: daily } }\nqueues:\n  jobs.fifo: { contentBasedDeduplication: true }\n"
      ),
    ])
}

extension Diagnostic {
  static func targetKeyUnfit(_ key: String, at span: Span, end: WireEnd, fitting: Set<WireEnd>) -> Diagnostic {
    func noun(_ end: WireEnd) -> String { end.rawValue.replacing("-", with: " ") }
    let owners = fitting.map(noun).sorted().joined(separator: " or ")
    return Diagnostic(
      .targetKeyUnfit, "`\(key)` is for a target that is a \(owners), and this one is a \(noun(end))", at: span,
      help: ["take it out"])
  }
}
