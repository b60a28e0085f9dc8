import Diagnostics
import Source
import Template

extension Rule {
  static let managedKeyBeforeService = Rule(
    "STK418", "managed-key-before-service", .error, "a queue whose key the services that deliver to it cannot use",
    limits: ["SQS-040"],
    why: """
      The key `alias/aws/sqs` is AWS's own, and its policy admits no other service. A topic or a rule that delivers to the \
      queue cannot encrypt the message, and it is dropped. SQS's own keys, or a key of yours whose policy admits the \
      service, take it ("Key management", Amazon SQS Developer Guide).
      """,
    examples: [
      .bad(
        "topics:\n  news: { subscriptions: ↓queues.jobs }\nqueues:\n  jobs: { properties: { KmsMasterKeyId: alias/aws/sqs } }\n"
      ),
      .good("topics:\n  news: { subscriptions: queues.jobs }\nqueues:\n  jobs: {}\n"),
    ])
}

extension Check {
  static let managedKeyBeforeService = Check(.managedKeyBeforeService) { context, findings in
    for wire in context.wires([.topicToQueue, .ruleToQueue, .ruleToDeadLetterQueue, .topicToDeadLetterQueue]) {
      guard let queue = context.resource(wire.target), let key = queue["KmsMasterKeyId"],
        context.resolver.literal(key)?.hasSuffix("alias/aws/sqs") == true
      else { continue }
      findings.report(
        Diagnostic(
          .managedKeyBeforeService,
          "`\(context.name(of: wire.source))` cannot deliver to `\(queue.label)`, which AWS's own key for SQS encrypts",
          at: wire.span, notes: [.init("the key is given here", at: key.span)],
          consequences: ["the message is dropped"],
          help: ["use SQS's own keys (`SqsManagedSseEnabled`), or a key whose policy admits the service"]))
    }
  }
}
