import Diagnostics
import Source
import Template

extension Rule {
  static let streamUnfit = Rule(
    "STK588", "stream-unfit", .error, "shards, retention or consumers that Kinesis does not take",
    limits: ["KIN-004", "KIN-012"],
    why: """
      A stream has a number of shards, or AWS adapts them to the traffic (`onDemand`), never both. Records are kept for at \
      least 24 hours, though the schema of the type takes less. A stream has at most 20 registered consumers.
      """,
    examples: [
      .bad("streams:\n  clicks: { mode: onDemand, shards: ↓2 }\n"),
      .bad("streams:\n  clicks: { retention: ↓12h }\n"),
      .bad("resources:\n  Clicks:\n    Type: ↓AWS::Kinesis::Stream\n    Properties: { Name: clicks }\n"),
      .good("streams:\n  clicks: { mode: onDemand, retention: 24h }\n"),
    ])
}

extension Check {
  static let streamUnfit = Check(.streamUnfit) { context, findings in
    for stream in context.wholeResources("AWS::Kinesis::Stream") {
      Diagnostic.judgeShards(stream, context, &findings)
      guard let value = stream["RetentionPeriodHours"], let hours = context.resolver.integer(value), hours > 0,
        hours < StreamLimits.leastHours
      else { continue }
      findings.report(
        Diagnostic(
          .streamUnfit, "records are kept for at least \(StreamLimits.leastHours) hours, and this asks for \(hours)",
          at: value.span, consequences: ["AWS refuses the stream"], help: ["ask for 24h or more, or take it away"],
          limits: []))
    }
    Diagnostic.judgeConsumers(context, &findings)
  }
}

/// What the table has no row for.
private enum StreamLimits {
  /// The shortest retention ("DecreaseStreamRetentionPeriod", Kinesis API Reference).
  static let leastHours = 24
}

extension Diagnostic {
  /// `ShardCount` goes with the mode `PROVISIONED`, which is the default.
  fileprivate static func judgeShards(_ stream: Resource, _ context: CheckContext, _ findings: inout Findings) {
    let mode = stream["StreamModeDetails"]?["StreamMode"]
    guard let name = mode.map(context.resolver.literal) ?? "PROVISIONED" else { return }
    if name == "ON_DEMAND", let shards = stream["ShardCount"], !shards.isNoValue {
      findings.report(
        Diagnostic(
          .streamUnfit, "a stream on demand has no number of shards", at: shards.span,
          notes: mode.map { [.init("AWS adapts the shards of this mode", at: $0.span)] } ?? [],
          consequences: ["AWS refuses the stream"], help: ["take the shards or the mode away"], limits: ["KIN-004"]))
    } else if name == "PROVISIONED", stream["ShardCount"] == nil {
      findings.report(
        Diagnostic(
          .streamUnfit, "a provisioned stream needs a number of shards", at: stream.typeSpan,
          consequences: ["AWS refuses the stream"], help: ["give it `ShardCount`, or the mode `ON_DEMAND`"],
          limits: ["KIN-004"]))
    }
  }

  fileprivate static func judgeConsumers(_ context: CheckContext, _ findings: inout Findings) {
    guard let most = CheckContext.limit("KIN-012") else { return }
    var counts: [String: Int] = [:]
    for consumer in context.wholeResources("AWS::Kinesis::StreamConsumer") {
      guard let stream = context.resource(consumer["StreamARN"].flatMap(context.reader.resource(namedBy:))) else {
        continue
      }
      counts[stream.logicalID, default: 0] += 1
      guard counts[stream.logicalID] == most + 1 else { continue }
      findings.report(
        Diagnostic(
          .streamUnfit, "`\(stream.label)` has more than \(most) registered consumers",
          at: consumer["ConsumerName"]?.span ?? consumer.span, consequences: ["AWS refuses the consumer"],
          help: ["let some read through the stream itself, or through another stream"], limits: ["KIN-012"]))
    }
  }
}
