import Source
public import Template
import YAML

extension StackLowering {
  /// The role that is made for a pipe, as a place for statements; nil where it names one.
  private func pipeRole(_ entry: Entry) -> PolicyTarget? {
    entry.has("role") ? nil : .serviceRole("\(LogicalID.pascalCase(entry.name))PipeRole")
  }

  /// Grants a pipe's role what the arrow to one of its ends needs.
  private mutating func grantPipe(_ word: String, _ end: Value, as kind: WireEnd?, of entry: Entry, at span: Span) {
    guard let role = pipeRole(entry), let kind = kind.flatMap({ Wire.Kind(from: word, to: $0) }) else { return }
    grant(kind, WireEnds(source: end, target: end), to: role, at: span)
  }

  /// `from:`: the source, and the parameters of its kind.
  mutating func lowerPipeSource(_ entry: Entry, _ pipe: inout Resource) {
    guard let from = entry.entry("from", &self), let node = from.node("source"),
      let source = from.value("source", &self), let span = entry.keySpan("from")
    else { return }
    let kind = arrowEnd(of: source)?.kind
    checkKeys(of: from, .pipeSource, for: kind)
    // Of a table it is the stream that is read.
    let stream = kind == .table ? declared(of: source).map { Value.getAtt($0.logicalID, "StreamArn", node.span) } : nil
    pipe.properties.set("Source", at: from.keySpan("source") ?? span, stream ?? source)
    var inner = from.properties(&self)
    if kind == .table || kind == .stream {
      if inner["StartingPosition"] == nil { inner.set("StartingPosition", at: span, .string("LATEST", span)) }
      if from.bool("bisect") == true, let place = from.keySpan("bisect") {
        inner.set("OnPartialBatchItemFailure", at: place, .string("AUTOMATIC_BISECT", place))
      }
    }
    if let target = from.value("deadLetter", &self), let place = from.keySpan("deadLetter") {
      inner.set("DeadLetterConfig", at: place, .object(target.span, ["Arn": target]))
      grantPipe("pipe-dead-letter", target, as: arrowEnd(of: target)?.kind, of: entry, at: target.span)
    }
    var parameters = ValueMap()
    if let member = kind.flatMap({ PipeParameters.sources[$0] }), !inner.isEmpty {
      parameters.set(member, at: span, Value(.map(inner), span))
    }
    if let place = entry.keySpan("filter"), let filters = entry.value("filter", &self)?.list {
      let patterns = filters.map { Value.object($0.span, ["Pattern": $0.asJSONText]) }
      parameters.set("FilterCriteria", at: place, .object(place, ["Filters": .list(patterns, place)]))
    }
    if !parameters.isEmpty { pipe.properties.set("SourceParameters", at: span, Value(.map(parameters), span)) }
    if kind == .table {
      if let role = pipeRole(entry) { grant(.pipeFromTable, WireEnds(source: source), to: role, at: node.span) }
    } else {
      grantPipe("pipe-source", source, as: kind, of: entry, at: node.span)
    }
  }

  /// `enrich:`.
  mutating func lowerPipeEnrichment(_ entry: Entry, _ pipe: inout Resource) {
    guard let enrichment = entry.entry("enrich", &self), let node = enrichment.node("target"),
      let target = enrichment.value("target", &self), let span = entry.keySpan("enrich")
    else { return }
    pipe.properties.set("Enrichment", at: enrichment.keySpan("target") ?? span, target)
    var parameters = enrichment.properties(&self)
    setInput(of: enrichment, &parameters)
    if !parameters.isEmpty { pipe.properties.set("EnrichmentParameters", at: span, Value(.map(parameters), span)) }
    grantPipe("pipe-enrichment", target, as: arrowEnd(of: target)?.kind, of: entry, at: node.span)
  }

  /// `to:`: the target, and the parameters of its kind.
  mutating func lowerPipeTarget(_ entry: Entry, _ pipe: inout Resource) {
    guard let to = entry.entry("to", &self), let node = to.node("target"), let target = to.value("target", &self),
      let span = entry.keySpan("to")
    else { return }
    pipe.properties.set("Target", at: to.keySpan("target") ?? span, target)
    let kind = arrowEnd(of: target)?.kind
    checkKeys(of: to, .pipeTarget, for: kind)
    var parameters = to.properties(&self)
    setInput(of: to, &parameters)
    for row in PipeParameters.targets {
      guard let value = to.value(row.key, &self), let place = to.keySpan(row.key) else { continue }
      parameters.set(member: row.property, of: row.member, at: place, value)
    }
    let isStandard = kind == .stateMachine && declared(of: target).map { !isExpress($0) } ?? false
    let invocation =
      to.value("invocation", &self) ?? (isStandard ? .string("FIRE_AND_FORGET", node.span) : nil)
    if let invocation, let place = to.keySpan("invocation") ?? to.keySpan("target") {
      let member = kind == .stateMachine ? "StepFunctionStateMachineParameters" : "LambdaFunctionParameters"
      parameters.set(member: "InvocationType", of: member, at: place, invocation)
    }
    if !parameters.isEmpty { pipe.properties.set("TargetParameters", at: span, Value(.map(parameters), span)) }
    guard let role = pipeRole(entry) else { return }
    if kind == .stateMachine, invocation?.string != "FIRE_AND_FORGET" {
      grant(.pipeToStateMachineSync, WireEnds(target: target), to: role, at: node.span)
    } else {
      grantPipe("pipe-target", target, as: kind, of: entry, at: node.span)
    }
  }

  private func isExpress(_ machine: Declared) -> Bool {
    let layers = [machine.node] + (defaults[machine.section.name].map { [$0] } ?? [])
    return layers.lazy.compactMap { $0.kind == .mapping ? $0["type"]?.text : nil }.first == "express"
  }

  /// `input:` as an input template.
  private mutating func setInput(of entry: Entry, _ parameters: inout ValueMap) {
    guard let input = entry.value("input", &self), let span = entry.keySpan("input") else { return }
    parameters.set("InputTemplate", at: span, input.map == nil && input.list == nil ? input : input.asJSONText)
  }

  /// `logging:`, with a log group of the pipe's own.
  mutating func lowerPipeLogging(_ entry: Entry, _ pipe: inout Resource) {
    guard let logging = entry.entry("logging", &self), let span = entry.keySpan("logging") else { return }
    var configuration = logging.properties(&self)
    if logging.bool("includeData") == true, let place = logging.keySpan("includeData") {
      configuration.set("IncludeExecutionData", at: place, .list([.string("ALL", place)], place))
    }
    if configuration["Level"]?.string != "OFF" {
      let group = logGroup(of: entry, "pipes", retention: logging.value("retention", &self), at: span)
      configuration.set(
        "CloudwatchLogsLogDestination", at: span, .object(span, ["LogGroupArn": .getAtt(group, "Arn", span)]))
    }
    pipe.properties.set("LogConfiguration", at: span, Value(.map(configuration), span))
  }
}

/// Where CloudFormation has the settings of a pipe's ends (AWS::Pipes::Pipe, `PipeSourceParameters`,
/// `PipeTargetParameters`).
public enum PipeParameters {
  /// The members of `SourceParameters`, by what is read.
  public static let sources: [WireEnd: String] = [
    .queue: "SqsQueueParameters", .stream: "KinesisStreamParameters", .table: "DynamoDBStreamParameters",
  ]

  /// Keys of `to:`, with the members of `TargetParameters` and their properties.
  public static let targets: [(key: String, member: String, property: String)] = [
    ("messageGroupId", "SqsQueueParameters", "MessageGroupId"),
    ("deduplicationId", "SqsQueueParameters", "MessageDeduplicationId"),
    ("partitionKey", "KinesisStreamParameters", "PartitionKey"),
    ("detailType", "EventBridgeEventBusParameters", "DetailType"),
    ("source", "EventBridgeEventBusParameters", "Source"),
    ("logStream", "CloudWatchLogsParameters", "LogStreamName"),
  ]
}

extension ValueMap {
  /// Sets a member of an object that is itself a member, and is made where it is not there.
  fileprivate mutating func set(member: String, of object: String, at span: Span, _ value: Value) {
    var inner = self[object]?.map ?? ValueMap()
    inner.set(member, at: span, value)
    set(object, at: span, Value(.map(inner), span))
  }
}
