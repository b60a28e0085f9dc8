import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let mappingSettingUnfit = Rule(
    "STK516", "mapping-setting-unfit", .error, "a setting of an event source mapping that its source does not take",
    limits: ["LAM-085", "LAM-087", "LAM-089", "LAM-091", "LAM-097", "LAM-100"],
    why: """
      A queue has no position to start at and no batches to cut in two; a stream needs a position. Lambda refuses the \
      mapping when a setting does not belong to its source ("CreateEventSourceMapping", AWS Lambda API Reference).
      """,
    examples: [
      .bad(Self.mapping("sqs:eu-west-1:123456789012:jobs", "↓StartingPosition: LATEST")),
      .bad(
        Self.mapping(
          "kinesis:eu-west-1:123456789012:stream/clicks",
          "BatchSize: 10, MaximumRetryAttempts: 3, DestinationConfig: { OnFailure: { Destination: \"arn:aws:sqs:eu-west-1:123456789012:failed\" } }",
          mark: "↓")),
      .good(
        Self.mapping(
          "kinesis:eu-west-1:123456789012:stream/clicks",
          "StartingPosition: LATEST, MaximumRetryAttempts: 3, DestinationConfig: { OnFailure: { Destination: \"arn:aws:sqs:eu-west-1:123456789012:failed\" } }"
        )),
      .good(Self.mapping("sqs:eu-west-1:123456789012:jobs", "BatchSize: 10")),
    ])

  private static func mapping(_ source: String, _ properties: String, mark: String = "") -> String {
    "resources:\n  \(mark)Mapping:\n    Type: AWS::Lambda::EventSourceMapping\n    Properties: { FunctionName: work, EventSourceArn: \"arn:aws:\(source)\", FunctionResponseTypes: [ReportBatchItemFailures], \(properties) }\n"
  }
}

extension Check {
  static let mappingSettingUnfit = Check(.mappingSettingUnfit) { context, findings in
    for mapping in context.wholeResources("AWS::Lambda::EventSourceMapping") {
      Diagnostic.judgeEnds(of: mapping, context, &findings)
      guard let source = context.sourceKind(of: mapping) else { continue }
      if source == .queue {
        Diagnostic.judgeQueue(mapping, context, &findings)
      } else {
        Diagnostic.judgeStream(mapping, source, context, &findings)
      }
    }
  }
}

/// What a mapping reads from, as far as its settings differ.
private enum MappingSource: String {
  case queue
  case stream
  case topic = "Kafka topic"
}

extension CheckContext {
  /// What a mapping reads from; nil where that is not known, or a broker or database with rules of its own.
  fileprivate func sourceKind(of mapping: Resource) -> MappingSource? {
    if mapping["SelfManagedEventSource"] != nil { return .topic }
    guard let value = mapping["EventSourceArn"], let end = reader.end(reader.endpoint(value)) else { return nil }
    switch end {
    case .queue: return .queue
    case .stream, .table: return .stream
    case .topic, .function, .bus, .bucket, .api, .deliveryStream, .stateMachine, .logGroup, .apiDestination: return nil
    }
  }
}

extension Diagnostic {
  /// What no source takes.
  fileprivate static func judgeEnds(of mapping: Resource, _ context: CheckContext, _ findings: inout Findings) {
    if let poller = mapping.properties.entry("ProvisionedPollerConfig"), mapping["ScalingConfig"] != nil {
      findings.report(
        unfit(
          "a mapping has either a maximum concurrency or provisioned pollers", "LAM-085", at: poller.keySpan,
          help: "take `ScalingConfig` or `ProvisionedPollerConfig` away"))
    }
  }

  /// What a queue does not take: it has no positions, no records that age and no batches that are cut.
  fileprivate static func judgeQueue(_ mapping: Resource, _ context: CheckContext, _ findings: inout Findings) {
    let streamsOnly = [
      ("StartingPosition", "LAM-089"), ("StartingPositionTimestamp", "LAM-091"),
      ("BisectBatchOnFunctionError", "LAM-097"),
      ("DestinationConfig", "LAM-100"),
    ]
    for (property, row) in streamsOnly {
      guard let entry = mapping.properties.entry(property), !entry.value.isNoValue else { continue }
      let help =
        property == "DestinationConfig" ? "give the queue a redrive policy instead" : "take `\(property)` away"
      findings.report(
        unfit("a queue's mapping takes no `\(context.written(entry))`", row, at: entry.keySpan, help: help))
    }
    guard let least = CheckContext.limit("LAM-087"),
      let value = mapping["ProvisionedPollerConfig"]?["MinimumPollers"], let count = context.resolver.integer(value),
      count < least, count > 0
    else { return }
    findings.report(
      unfit(
        "a queue has at least \(least) provisioned pollers, and this asks for \(count)", "LAM-087", at: value.span,
        help: "ask for \(least) or more"))
  }

  /// What a stream needs: a position, and a time where that is a position in time.
  fileprivate static func judgeStream(
    _ mapping: Resource, _ source: MappingSource, _ context: CheckContext, _ findings: inout Findings
  ) {
    guard let position = mapping["StartingPosition"] else {
      findings.report(
        unfit(
          "`\(context.called(mapping))` reads a \(source.rawValue), and does not say where to start", "LAM-089",
          at: mapping.span, help: "give it `StartingPosition: LATEST` or `TRIM_HORIZON`"))
      return
    }
    guard let name = context.resolver.literal(position) else { return }
    let time = mapping.properties.entry("StartingPositionTimestamp")
    if name == "AT_TIMESTAMP", time == nil {
      findings.report(
        unfit("`AT_TIMESTAMP` needs a time", "LAM-091", at: position.span, help: "give `StartingPositionTimestamp`"))
    } else if name != "AT_TIMESTAMP", let time {
      findings.report(
        unfit("`\(name)` takes no time", "LAM-091", at: time.keySpan, help: "start at `AT_TIMESTAMP`, or take it away"))
    } else if let time, let second = context.resolver.literal(time.value).flatMap(Double.init),
      second >= Double(context.today.daysSince1970 + 2) * 86_400
    {
      // The day of the check has no time zone, so that the next one may have begun.
      findings.report(
        unfit(
          "a mapping starts at a time that is past, in seconds since 1970, and this is to come", "LAM-091",
          at: time.value.span, help: "write a time that is past; of milliseconds, leave out the last three digits"))
    }
  }

  private static func unfit(_ message: String, _ row: String, at span: Span, help: String) -> Diagnostic {
    Diagnostic(
      .mappingSettingUnfit, message, at: span, consequences: ["Lambda refuses the mapping"], help: [help], limits: [row]
    )
  }
}
