import Diagnostics
import Source
import Template

extension Rule {
  static let visibilityBelowAdvice = Rule(
    "STK502", "visibility-below-advice", .info,
    "a queue's visibility timeout is below six times its consumer's timeout",
    limits: ["LAM-079", "LAM-129"],
    why: """
      AWS advises a visibility timeout of six times the function's timeout, plus the batch window: when the function is \
      throttled, Lambda holds the batch and tries again, and the message must stay hidden meanwhile. With less, messages \
      come again too early, and their receive count grows towards the dead-letter queue without an error.
      """,
    examples: [
      .bad(
        Samples.consumer(timeout: "30s", queue: "{ visibilityTimeout: ↓60s, \(Samples.deadLetter) }"),
        fixed: Samples.consumer(timeout: "30s", queue: "{ visibilityTimeout: 180s, \(Samples.deadLetter) }"),
        files: Samples.handler),
      .good(
        Samples.consumer(timeout: "5s", queue: "{ \(Samples.deadLetter) }"), files: Samples.handler),
    ])
}

extension Check {
  static let visibilityBelowAdvice = Check(.visibilityBelowAdvice) { context, findings in
    for it in context.slowestConsumptions where it.visibility >= it.timeout {
      guard let advised = it.advisedVisibility, it.visibility < advised else { continue }
      var diagnostic = Diagnostic(
        .visibilityBelowAdvice,
        "`\(it.queue.label)` hides a message for \(it.visibility) s; AWS advises \(advised) s for `\(it.function.label)`",
        at: context.place("VisibilityTimeout", of: it.queue), notes: it.notes(context),
        consequences: ["a throttled batch comes again too early, and counts towards the dead-letter queue"],
        limits: ["LAM-079", "LAM-129"])
      diagnostic.offerLongerVisibility(it, safe: false, context)
      findings.report(diagnostic)
    }
  }
}
