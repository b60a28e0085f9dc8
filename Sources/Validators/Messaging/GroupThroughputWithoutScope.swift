import Diagnostics
import Source
import Template

extension Rule {
  static let groupThroughputWithoutScope = Rule(
    "STK511", "group-throughput-without-scope", .error,
    "throughput by message group without deduplication by message group",
    limits: ["SQS-019"],
    why: """
      High throughput for FIFO queues needs both settings: a throughput limit of `perMessageGroupId` is allowed only with a \
      deduplication scope of `messageGroup`, and SQS refuses the queue otherwise.
      """,
    examples: [
      .bad("queues:\n  jobs.fifo: { throughputLimit: ↓perMessageGroupId }\n"),
      .bad(
        "queues:\n  jobs.fifo: { throughputLimit: ↓perMessageGroupId, deduplicationScope: queue }\n",
        fixed: "queues:\n  jobs.fifo: { throughputLimit: perMessageGroupId, deduplicationScope: messageGroup }\n"),
      .good("queues:\n  jobs.fifo: { throughputLimit: perMessageGroupId, deduplicationScope: messageGroup }\n"),
    ])
}

extension Check {
  static let groupThroughputWithoutScope = Check(.groupThroughputWithoutScope) { context, findings in
    for queue in context.wholeResources("AWS::SQS::Queue") where context.order(of: queue) == .fifo {
      guard let limit = queue["FifoThroughputLimit"], context.resolver.literal(limit) == "perMessageGroupId" else {
        continue
      }
      let scope = queue["DeduplicationScope"]
      if let scope, context.resolver.literal(scope) != "queue" { continue }
      var diagnostic = Diagnostic(
        .groupThroughputWithoutScope, "throughput by message group needs deduplication by message group too",
        at: limit.span,
        notes: scope.map { [.init("it is by queue", at: $0.span)] } ?? [],
        consequences: ["AWS refuses to create the queue"])
      if let scope, let text = context.rewritten(scope, text: "messageGroup") {
        diagnostic.fixes = [.replace(scope.span, with: text, title: "deduplicate by message group", safe: false)]
      } else {
        diagnostic.help = ["set the deduplication scope to `messageGroup`"]
      }
      findings.report(diagnostic)
    }
  }
}
