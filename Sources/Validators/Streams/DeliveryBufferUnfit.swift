import Diagnostics
import Source
import Template

extension Rule {
  static let deliveryBufferUnfit = Rule(
    "STK589", "delivery-buffer-unfit", .error, "a buffer that a delivery stream does not take",
    limits: ["FHS-004"],
    why: """
      Size and interval are given together or not at all. Records that are rewritten as columns, or sorted into partitions, \
      are collected to at least 64 MB, since many small files would be slow to query ("BufferingHints", Amazon Data Firehose \
      API Reference). Splunk, HTTP endpoints and OpenSearch take less at a time than buckets.
      """,
    examples: [
      .bad("deliveryStreams:\n  lake: { to: buckets.lake, buffer: ↓{ size: 64 MB } }\nbuckets:\n  lake: {}\n"),
      .bad(
        "deliveryStreams:\n  lake:\n    to: buckets.lake\n    buffer: { size: ↓5 MB, interval: 60s }\n    format: { type: parquet, database: lake, table: clicks }\nbuckets:\n  lake: {}\n"
      ),
      .good(
        "deliveryStreams:\n  lake:\n    to: buckets.lake\n    buffer: { size: 64 MB, interval: 60s }\n    format: { type: parquet, database: lake, table: clicks }\nbuckets:\n  lake: {}\n"
      ),
    ])
}

extension Check {
  static let deliveryBufferUnfit = Check(.deliveryBufferUnfit) { context, findings in
    for destination in context.deliveryDestinations {
      for place in [destination.value]
        + ["S3Configuration", "S3BackupConfiguration"].compactMap({ destination.value[$0] })
      {
        guard let hints = place["BufferingHints"], hints.map != nil else { continue }
        let given = ["SizeInMBs", "IntervalInSeconds"].filter { hints[$0] != nil }
        if given.count == 1 {
          findings.report(
            Diagnostic(
              .deliveryBufferUnfit, "a buffer has a size and an interval, and this has only one of them",
              at: hints.span,
              consequences: ["AWS refuses the delivery stream"], help: ["give both, or neither"], limits: ["FHS-004"]))
        }
      }
      Diagnostic.judgeSmallBuffer(destination, context, &findings)
    }
  }
}

extension Diagnostic {
  /// The least that is collected for columns and partitions, in MB ("Convert input data format", "Dynamic partitioning",
  /// Amazon Data Firehose Developer Guide).
  private static let leastForPartitions = 64

  fileprivate static func judgeSmallBuffer(
    _ destination: DeliveryDestination, _ context: CheckContext, _ findings: inout Findings
  ) {
    guard let value = destination.value["BufferingHints"]?["SizeInMBs"], let size = context.resolver.integer(value),
      size > 0, size < leastForPartitions
    else { return }
    let reasons = [
      ("DataFormatConversionConfiguration", "are rewritten as columns"),
      ("DynamicPartitioningConfiguration", "are sorted into partitions"),
    ]
    for (property, reason) in reasons {
      guard let setting = destination.value.map?.entry(property),
        context.resolver.literal(setting.value["Enabled"] ?? setting.value) == "true"
      else { continue }
      findings.report(
        Diagnostic(
          .deliveryBufferUnfit, "records that \(reason) are collected to at least \(leastForPartitions) MB",
          at: value.span,
          notes: [.init("they \(reason) here", at: setting.keySpan)], consequences: ["AWS refuses the delivery stream"],
          help: ["collect \(leastForPartitions) MB or more"], limits: []))
      return
    }
  }
}
