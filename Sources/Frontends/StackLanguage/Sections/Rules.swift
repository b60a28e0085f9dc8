import Diagnostics
import Source
import Template
import YAML

extension Section {
  private static let target = ObjectShape(
    [
      Key(
        "target", .reference([.functions, .queues, .topics, .buses]), to: "Arn", required: true, "Who gets the event."),
      Key("input", .anything, "What is sent instead of the event."),
      Key("inputPath", .text, to: "InputPath", "The part of the event that is sent: a JSON path."),
      Key(
        "transform",
        .object(
          ObjectShape([
            Key("paths", .map(.text), to: "InputPathsMap", "Names for parts of the event."),
            Key("template", .text, to: "InputTemplate", required: true, "What is sent; `<name>` is replaced."),
          ])), to: "InputTransformer", "How what is sent is made from the event."),
      Key("deadLetter", .reference([.queues]), "Where events go that could not be delivered."),
      Key(
        "retry",
        .object(
          ObjectShape([
            Key("attempts", .integer, to: "MaximumRetryAttempts", default: "185", "How often delivery is tried again."),
            Key("maxAge", .duration(.seconds), to: "MaximumEventAgeInSeconds", default: "24h", "For how long."),
          ])), to: "RetryPolicy", "How delivery is tried again."),
      Key("messageGroupId", .text, "FIFO queues: the message group."),
    ], shorthand: "target")

  static let rules = Section(
    .rules,
    "EventBridge rules: a pattern over a bus's events, or a schedule, and whom it calls.",
    keys: [
      Key("bus", .reference([.buses]), default: "the account's default bus", "The bus whose events it sees."),
      Key(
        "pattern", .map(.anything), to: "EventPattern",
        "The events it takes (\"Event patterns\", EventBridge User Guide)."),
      Key("schedule", .text, to: "ScheduleExpression", "`rate(5 minutes)` or `cron(0 2 * * ? *)`, in UTC."),
      Key("to", .list(.object(target)), required: true, "Who gets the events: at most 5."),
      Key("description", .text, to: "Description", "What it is for."),
      Key("enabled", .boolean, default: "true", "Whether it is active."),
    ],
    example: """
      functions:
        report: { runtime: python3.13, handler: app.report, code: src/report }
      queues:
        failed: { retention: 14d }
      buses:
        shop: {}
      rules:
        nightly: { schedule: cron(0 2 * * ? *), to: functions.report }
        bigOrder:
          bus: buses.shop
          pattern: { source: [shop.orders], detail: { total: [{ numeric: [">", 100] }] } }
          to: { target: functions.report, deadLetter: queues.failed }
      """
  ) { lowering, entry in
    var rule = lowering.resource(entry, .rules)
    if let bus = entry.value("bus", &lowering), let span = entry.keySpan("bus") {
      rule.properties.set("EventBusName", at: span, lowering.busName(bus))
    }
    let given = ["pattern", "schedule"].filter(entry.has).count
    if given != 1 {
      lowering.findings.report(
        .exactlyOneKey(["pattern", "schedule"], given: given, in: entry.name, at: entry.span))
    }
    if let enabled = entry.value("enabled", &lowering) {
      let state: Value = enabled.bool.map { .string($0 ? "ENABLED" : "DISABLED", enabled.span) } ?? enabled
      rule.properties.set("State", at: entry.keySpan("enabled") ?? enabled.span, state)
    }
    var targets: [Value] = []
    for (index, target) in entry.entries("to", &lowering).enumerated() {
      if let value = lowering.target(target, number: index + 1, of: entry) { targets.append(value) }
    }
    rule.properties.set(
      "Targets", at: entry.keySpan("to") ?? entry.span, .list(targets, entry.node("to")?.span ?? entry.span))
    lowering.add(rule, from: entry)
  }
}

extension StackLowering {
  /// `EventBusName`: the name of a bus of this stack, or the ARN of another.
  fileprivate func busName(_ bus: Value) -> Value {
    declared(of: bus).map { .getAtt($0.logicalID, "Name", bus.span) } ?? bus
  }

  /// One of a rule's targets, with what admits its deliveries.
  fileprivate mutating func target(_ target: Entry, number: Int, of rule: Entry) -> Value? {
    guard let node = target.node("target"), let arn = target.value("target", &self) else { return nil }
    var map = ValueMap()
    map.set("Id", at: node.span, .string("Target\(number)", node.span))
    for property in target.properties(&self).entries { map.entries.append(property) }
    if let input = target.value("input", &self) {
      map.set("Input", at: target.keySpan("input") ?? input.span, input.string == nil ? input.asJSONText : input)
    }
    if let group = target.value("messageGroupId", &self) {
      map.set("SqsParameters", at: group.span, .object(group.span, ["MessageGroupId": group]))
    }
    let arrow = Arrow(from: "rule", sourceARN: .getAtt(rule.logicalID, "Arn", rule.span), span: node.span)
    if let queue = target.value("deadLetter", &self) {
      map.set("DeadLetterConfig", at: queue.span, .object(queue.span, ["Arn": queue]))
      admit(arrow.deadLetter(at: queue.span), to: queue, from: rule)
    }
    if let kind = arrowEnd(of: arn)?.kind.flatMap({ Wire.Kind(from: "rule", to: $0) }),
      !statements(of: kind.rawValue, WireEnds(target: arn), at: node.span).isEmpty
    {
      // A rule delivers to some targets with a role (EventBridge User Guide, "Permissions for targets").
      let role = serviceRole("DeliveryRole", of: rule, for: "events.amazonaws.com", at: node.span)
      grant(kind, WireEnds(target: arn), to: .serviceRole(role), at: node.span)
      map.set("RoleArn", at: node.span, .getAtt(role, "Arn", node.span))
    } else {
      admit(arrow, to: arn, from: rule)
    }
    return Value(.map(map), target.layers.first?.span ?? node.span)
  }
}
