import Diagnostics
import Source

extension Rule {
  static let exactlyOneKey = Rule(
    "STK208", "exactly-one-key", .error, "keys of which exactly one must be given",
    why:
      "The keys are different forms of the same thing: two of them contradict each other, and without any the resource has no meaning.",
    examples: [
      .bad(
        "rules:\n  ↓nightly: { schedule: rate(1 day), pattern: { source: [shop] }, to: queues.jobs }\nqueues:\n  jobs: {}\n"
      ),
      .good("rules:\n  nightly: { schedule: rate(1 day), to: queues.jobs }\nqueues:\n  jobs: {}\n"),
    ])
}

extension Diagnostic {
  static func exactlyOneKey(_ keys: [String], given: Int, in place: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .exactlyOneKey,
      given == 0 ? "`\(place)` needs one of \(keys.list)" : "`\(place)` takes only one of \(keys.list)", at: span)
  }
}
