import Diagnostics
import Source
import Template

extension Rule {
  static let visibilityBelowTimeout = Rule(
    "STK501", "visibility-below-timeout", .error, "a queue's visibility timeout is shorter than its consumer's timeout",
    limits: ["LAM-078", "SQS-005", "LAM-003"],
    why: """
      A message that a function has received is hidden from other receivers for the queue's visibility timeout. If that ends \
      before the function does, the message comes again while it is still being handled, and is handled twice. AWS rejects \
      such a mapping. Six times the function's timeout, plus the batch window, leaves room for throttled retries.
      """,
    examples: [
      .bad(
        Samples.consumer(timeout: "30s", queue: "{ visibilityTimeout: ↓10s, \(Samples.deadLetter) }"),
        fixed: Samples.consumer(timeout: "30s", queue: "{ visibilityTimeout: 180s, \(Samples.deadLetter) }"),
        files: Samples.handler),
      .bad(
        "queues:\n  ↓jobs: { \(Samples.deadLetter) }\n  failed: { retention: 14d }\n"
          + "functions:\n  work:\n    runtime: python3.13\n    handler: app.f\n    code: src\n    timeout: 31s\n    consumes: queues.jobs\n",
        files: Samples.handler),
      .good(
        Samples.consumer(timeout: "30s", queue: "{ visibilityTimeout: 3m, \(Samples.deadLetter) }"),
        files: Samples.handler),
    ])
}

extension Check {
  static let visibilityBelowTimeout = Check(.visibilityBelowTimeout) { context, findings in
    for consumption in context.slowestConsumptions where consumption.visibility < consumption.timeout {
      findings.report(.visibilityBelowTimeout(consumption, context))
    }
  }
}

extension Diagnostic {
  static func visibilityBelowTimeout(_ it: Consumption, _ context: CheckContext) -> Diagnostic {
    var diagnostic = Diagnostic(
      .visibilityBelowTimeout,
      "`\(it.queue.label)` hides a message for \(it.visibility) s, but `\(it.function.label)` may work on it for \(it.timeout) s",
      at: context.place("VisibilityTimeout", of: it.queue),
      label: it.isDefault ? "hides messages for \(it.visibility) s unless told otherwise" : "",
      notes: it.notes(context),
      consequences: [
        "AWS rejects the mapping: \"Queue visibility timeout: \(it.visibility) seconds is less than Function timeout: \(it.timeout) seconds\""
      ], limits: ["LAM-078"] + it.defaults)
    diagnostic.offerLongerVisibility(it, safe: true, context)
    return diagnostic
  }

  /// Offers the visibility timeout that AWS advises.
  mutating func offerLongerVisibility(_ it: Consumption, safe: Bool, _ context: CheckContext) {
    guard let advised = it.advisedVisibility else { return }
    let value = it.queue["VisibilityTimeout"]
    if let value, let text = context.rewritten(value, seconds: advised) {
      fixes = [.replace(value.span, with: text, title: "raise it to \(advised) s, as AWS advises", safe: safe)]
    } else {
      help = ["give `\(it.queue.label)` a visibility timeout of \(advised) s, as AWS advises"]
    }
  }
}
