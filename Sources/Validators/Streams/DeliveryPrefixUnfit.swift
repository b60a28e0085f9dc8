import Diagnostics
import Source
import Template

extension Rule {
  static let deliveryPrefixUnfit = Rule(
    "STK595", "delivery-prefix-unfit", .error, "prefixes of a delivery stream that do not belong together",
    why: """
      A prefix with expressions needs one for errors too, which must say the kind of error. Names of partitions in a prefix \
      need dynamic partitioning, and dynamic partitioning needs them ("Understand custom prefixes for Amazon S3 objects", \
      Amazon Data Firehose Developer Guide).
      """,
    examples: [
      .bad(
        "deliveryStreams:\n  lake: { to: buckets.lake, prefix: ↓\"clicks/!{timestamp:yyyy}/\" }\nbuckets:\n  lake: {}\n"
      ),
      .bad(
        "deliveryStreams:\n  lake:\n    to: buckets.lake\n    prefix: ↓clicks/!{partitionKeyFromQuery:page}/\n    errorPrefix: failed/!{firehose:error-output-type}/\nbuckets:\n  lake: {}\n"
      ),
      .bad(
        "deliveryStreams:\n  lake:\n    to: buckets.lake\n    ↓dynamicPartitioning: { page: .page }\nbuckets:\n  lake: {}\n"
      ),
      .good(
        "deliveryStreams:\n  lake:\n    to: buckets.lake\n    prefix: clicks/!{partitionKeyFromQuery:page}/\n    errorPrefix: failed/!{firehose:error-output-type}/\n    dynamicPartitioning: { page: .page }\nbuckets:\n  lake: {}\n"
      ),
    ])
}

extension Check {
  static let deliveryPrefixUnfit = Check(.deliveryPrefixUnfit) { context, findings in
    for destination in context.deliveryDestinations
    where destination.property.key.hasSuffix("S3DestinationConfiguration") {
      let prefix = destination.value["Prefix"]
      guard let text = prefix.map(context.resolver.literal) ?? "" else { continue }
      Diagnostic.judgeErrors(prefix, text, destination, context, &findings)
      Diagnostic.judgePartitions(prefix, text, destination, context, &findings)
    }
  }
}

extension Diagnostic {
  fileprivate static func judgeErrors(
    _ prefix: Value?, _ text: String, _ destination: DeliveryDestination, _ context: CheckContext,
    _ findings: inout Findings
  ) {
    if let prefix, text.contains("!{"), destination.value["ErrorOutputPrefix"] == nil {
      findings.report(
        Diagnostic(
          .deliveryPrefixUnfit, "a prefix with expressions needs a prefix for errors", at: prefix.span,
          consequences: ["AWS refuses the delivery stream"],
          help: ["add `errorPrefix: failed/!{firehose:error-output-type}/`"]))
    }
    guard let errors = destination.value["ErrorOutputPrefix"], let name = context.resolver.literal(errors),
      name.contains("!{"), !name.contains("!{firehose:error-output-type}")
    else { return }
    findings.report(
      Diagnostic(
        .deliveryPrefixUnfit, "a prefix for errors with expressions must say which error", at: errors.span,
        consequences: ["AWS refuses the delivery stream"], help: ["put `!{firehose:error-output-type}` into it"]))
  }

  fileprivate static func judgePartitions(
    _ prefix: Value?, _ text: String, _ destination: DeliveryDestination, _ context: CheckContext,
    _ findings: inout Findings
  ) {
    let setting = destination.value.map?.entry("DynamicPartitioningConfiguration")
    let isOn = setting.map { context.resolver.literal($0.value["Enabled"] ?? $0.value) == "true" } ?? false
    let names = text.contains("!{partitionKeyFrom")
    if let prefix, names, !isOn {
      findings.report(
        Diagnostic(
          .deliveryPrefixUnfit, "the prefix names partitions, and nothing sorts records into them", at: prefix.span,
          consequences: ["AWS refuses the delivery stream"], help: ["add `dynamicPartitioning`"]))
    } else if isOn, !names, let setting {
      findings.report(
        Diagnostic(
          .deliveryPrefixUnfit, "records are sorted into partitions that the prefix does not name", at: setting.keySpan,
          notes: prefix.map { [.init("the prefix", at: $0.span)] } ?? [],
          consequences: ["AWS refuses the delivery stream"],
          help: ["name them: `prefix: data/!{partitionKeyFromQuery:NAME}/`"]))
    }
  }
}
