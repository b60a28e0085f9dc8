import Diagnostics
import Source
import Template

extension Rule {
  static let fifoSettingOnStandard = Rule(
    "STK510", "fifo-setting-on-standard", .error, "a setting of FIFO queues or topics on a standard one",
    limits: ["SQS-016"],
    why: """
      Deduplication and throughput by message group exist for FIFO queues and topics only. AWS refuses to create a standard \
      one with them: `Unknown Attribute`, `Invalid Attribute`.
      """,
    examples: [
      .bad("queues:\n  jobs: { ↓contentBasedDeduplication: true }\n"),
      .bad("queues:\n  jobs: { ↓deduplicationScope: messageGroup, ↓throughputLimit: perMessageGroupId }\n"),
      .bad("topics:\n  news: { ↓contentBasedDeduplication: true }\n"),
      .good("queues:\n  jobs.fifo: { contentBasedDeduplication: true }\n  all: { contentBasedDeduplication: false }\n"),
    ])
}

extension Check {
  static let fifoSettingOnStandard = Check(.fifoSettingOnStandard) { context, findings in
    let settings = [
      "AWS::SQS::Queue": ["ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"],
      "AWS::SNS::Topic": ["ContentBasedDeduplication", "FifoThroughputScope", "ArchivePolicy"],
    ]
    for type in ["AWS::SQS::Queue", "AWS::SNS::Topic"] {
      let thing = type == "AWS::SQS::Queue" ? "queue" : "topic"
      for resource in context.wholeResources(type) where context.order(of: resource) == .standard {
        for setting in settings[type] ?? [] {
          guard let entry = resource.properties.entry(setting), !entry.value.isNoValue, entry.value.intrinsic == nil,
            context.resolver.literal(entry.value) != "false"
          else { continue }
          findings.report(
            Diagnostic(
              .fifoSettingOnStandard,
              "`\(context.written(entry))` is for FIFO \(thing)s, and `\(resource.label)` is a standard \(thing)",
              at: entry.keySpan, consequences: ["AWS refuses to create the \(thing)"],
              help: ["take it away, or end the \(thing)'s name in `.fifo`"]))
        }
      }
    }
  }
}
