import Source
import Template
import YAML

/// What a service writes into a log group of the resource's own: `logging:` of state machines and of pipes.
enum MachineLogging {
  static let shape = ObjectShape(
    [
      Key(
        "level",
        .choice([Choice("none", "OFF"), Choice("error", "ERROR"), Choice("fatal", "FATAL"), Choice("all", "ALL")]),
        required: true, "Which events are logged."),
      Key("includeData", .boolean, default: "false", "Whether inputs and outputs are logged too."),
      Key("retention", .duration(.days), default: "30d", "How long the logs are kept."),
    ], shorthand: "level")
}

extension StackLowering {
  /// `LoggingConfiguration`, with a log group whose name is as AWS advises: one that begins otherwise makes the account's
  /// policy for log delivery grow with each machine (Step Functions Developer Guide, "Logging to CloudWatch Logs").
  mutating func lowerMachineLogging(_ entry: Entry, _ machine: inout Resource) {
    let span = entry.keySpan("logging") ?? entry.span
    let logging = entry.entry("logging", &self)
    let isExpress = entry.text("type") == "express"
    guard logging != nil || isExpress else { return }
    let level = logging?.value("level", &self) ?? .string("ERROR", span)
    var configuration = ValueMap()
    configuration.set("Level", at: logging?.keySpan("level") ?? span, level)
    if let data = logging?.value("includeData", &self), let place = logging?.keySpan("includeData") {
      configuration.set("IncludeExecutionData", at: place, data)
    }
    if level.string != "OFF" {
      let group = logGroup(of: entry, "states", retention: logging?.value("retention", &self), at: span)
      let arn = Value.object(span, ["LogGroupArn": .getAtt(group, "Arn", span)])
      configuration.set("Destinations", at: span, .list([.object(span, ["CloudWatchLogsLogGroup": arn])], span))
    }
    machine.properties.set("LoggingConfiguration", at: span, Value(.map(configuration), span))
  }

  /// A log group of an entry's own, below `/aws/vendedlogs/`; gives its logical id.
  mutating func logGroup(of entry: Entry, _ service: String, retention: Value?, at span: Span) -> String {
    let id = "\(entry.logicalID)LogGroup"
    var group = derived(id, "AWS::Logs::LogGroup", from: entry, at: span)
    group.properties.set(
      "LogGroupName", at: span, .sub("/aws/vendedlogs/\(service)/${AWS::StackName}-\(entry.name)", span))
    group.properties.set("RetentionInDays", at: span, retention ?? .integer(FunctionKeys.logRetentionDays, span))
    group.condition = condition(of: entry)
    add(group)
    return id
  }
}
