import Diagnostics
import Source
import Template

extension Rule {
  static let queueEncryptedTwice = Rule(
    "STK411", "queue-encrypted-twice", .error, "a queue that is to be encrypted in two ways", limits: ["SQS-025"],
    why: """
      A queue is encrypted by SQS's own keys (`SqsManagedSseEnabled`) or by a key of KMS (`KmsMasterKeyId`), not by both \
      ("Encryption at rest in Amazon SQS", Amazon SQS Developer Guide).
      """,
    examples: [
      .bad("queues:\n  jobs: { properties: { KmsMasterKeyId: alias/shop, ↓SqsManagedSseEnabled: true } }\n"),
      .good("queues:\n  jobs: { properties: { KmsMasterKeyId: alias/shop, SqsManagedSseEnabled: false } }\n"),
    ])
}

extension Check {
  static let queueEncryptedTwice = Check(.queueEncryptedTwice) { context, findings in
    for queue in context.resources("AWS::SQS::Queue") {
      guard let key = queue.properties.entry("KmsMasterKeyId"), !key.value.isNoValue,
        let own = queue.properties.entry("SqsManagedSseEnabled"),
        context.truth("SqsManagedSseEnabled", of: queue) == true
      else { continue }
      findings.report(
        Diagnostic(
          .queueEncryptedTwice,
          "`\(queue.label)` is encrypted by a key of KMS, and cannot be by SQS's own keys as well",
          at: own.keySpan, notes: [.init("the key is given here", at: key.keySpan)],
          consequences: ["AWS refuses the queue"], help: ["take one of the two away"]))
    }
  }
}
