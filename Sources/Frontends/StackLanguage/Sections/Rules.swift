import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let rules = Section(
    .rules,
    "EventBridge rules: a pattern over a bus's events, or a schedule, and whom it calls.",
    keys: [
      Key("bus", .reference([.buses]), default: "the account's default bus", "The bus whose events it sees."),
      Key(
        "pattern", .map(.anything), to: "EventPattern",
        "The events it takes (\"Event patterns\", EventBridge User Guide)."),
      Key("schedule", .text, to: "ScheduleExpression", "`rate(5 minutes)` or `cron(0 2 * * ? *)`, in UTC."),
      Key(
        "to", .list(.object(RuleTarget.shape)), required: true, unless: ["Targets"], "Who gets the events: at most 5."),
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
          to:
            - { target: functions.report, deadLetter: queues.failed }
            - { target: "arn:aws:events:eu-central-1:210987654321:event-bus/audit", deadLetter: queues.failed }
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
      if let value = lowering.ruleTarget(target, number: index + 1, of: entry) { targets.append(value) }
    }
    if let to = entry.node("to") {
      rule.properties.set("Targets", at: entry.keySpan("to") ?? to.span, .list(targets, to.span))
    }
    lowering.add(rule, from: entry)
  }
}

extension StackLowering {
  /// `EventBusName`: the name of a bus of this stack, or the ARN of another.
  fileprivate func busName(_ bus: Value) -> Value {
    declared(of: bus).map { .getAtt($0.logicalID, "Name", bus.span) } ?? bus
  }
}
