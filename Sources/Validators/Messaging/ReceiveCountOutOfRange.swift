import Diagnostics
import Source
import Template

extension Rule {
  static let receiveCountOutOfRange = Rule(
    "STK507", "receive-count-out-of-range", .error, "a `maxReceiveCount` outside what SQS takes",
    limits: ["SQS-041", "SQS-042"],
    why: "SQS takes a `maxReceiveCount` of 1 to 1,000, and refuses the redrive policy otherwise.",
    examples: [
      .bad(
        "queues:\n  jobs: { deadLetter: { to: queues.failed, maxReceiveCount: ↓0 } }\n  failed: { retention: 14d }\n"),
      .good(
        "queues:\n  jobs: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n"),
    ])
}

extension Check {
  static let receiveCountOutOfRange = Check(.receiveCountOutOfRange) { context, findings in
    guard let least = CheckContext.limit("SQS-041"), let most = CheckContext.limit("SQS-042") else { return }
    for queue in context.resources("AWS::SQS::Queue") {
      guard let value = queue["RedrivePolicy"]?["maxReceiveCount"], let count = context.resolver.integer(value),
        !(least...most).contains(count)
      else { continue }
      findings.report(
        Diagnostic(
          .receiveCountOutOfRange, "`maxReceiveCount` must be \(least) to \(most), and this is \(count)",
          at: value.span,
          consequences: ["AWS refuses the redrive policy: \"Invalid value for maxReceiveCount: \(count)\""],
          limits: [count < least ? "SQS-041" : "SQS-042"]))
    }
  }
}
