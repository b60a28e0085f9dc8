import Diagnostics
import Source
import Template

extension Rule {
  static let queueElsewhere = Rule(
    "STK657", "queue-elsewhere", .error, "a queue of another region where AWS looks in its own",
    limits: ["LAM-081", "SQS-020", "SNS-017", "EVB-016"],
    why: """
      Lambda polls queues of its own region, and a dead-letter queue is in the region of the queue, topic or rule that it is for. \
      The dead-letter queue of a queue or topic is in the same account, too. `--region` tells where the stack goes.
      """,
    examples: [
      .bad(
        "queues:\n  jobs: { deadLetter: { to: ↓\"arn:aws:sqs:us-east-1:123456789012:failed\", maxReceiveCount: 5 } }\n",
        options: ["--region", "eu-west-1"]),
      .bad(
        "functions:\n  f: { \(Samples.function), consumes: { queue: ↓\"arn:aws:sqs:us-east-1:123456789012:jobs\" } }\n",
        files: Samples.handler, options: ["--region", "eu-west-1"]),
      .good(
        "queues:\n  jobs: { deadLetter: { to: \"arn:aws:sqs:eu-west-1:123456789012:failed\", maxReceiveCount: 5 } }\n",
        options: ["--region", "eu-west-1"]),
    ])
}

extension Check {
  /// The arrows whose queue is near, which end of them it is, and the limit that says so.
  private static let near: [Wire.Kind: (isSource: Bool, what: String, limit: String)] = [
    .eventSourceQueue: (true, "Lambda polls queues of its own region", "LAM-081"),
    .queueToDeadLetterQueue: (false, "a queue's dead letters go to a queue of its region", "SQS-020"),
    .topicToDeadLetterQueue: (false, "a subscription's dead letters go to a queue of its region", "SNS-017"),
    .ruleToDeadLetterQueue: (false, "a rule's dead letters go to a queue of its region", "EVB-016"),
  ]

  static let queueElsewhere = Check(.queueElsewhere) { context, findings in
    guard let here = context.region else { return }
    for wire in context.wires {
      guard let row = near[wire.kind], case .external(let arn) = row.isSource ? wire.source : wire.target else {
        continue
      }
      let words = arn.description.split(separator: ":", omittingEmptySubsequences: false)
      guard words.count > 3, words[0] == "arn", !words[3].contains("$"), words[3] != here else { continue }
      findings.report(
        Diagnostic(
          .queueElsewhere, "\(row.what), \(here), and this one is in \(words[3])", at: wire.span,
          consequences: [row.isSource ? "Lambda refuses the mapping" : "AWS refuses the queue"],
          help: ["take a queue of \(here)"], limits: [row.limit]))
    }
  }
}
