import Diagnostics
import Source
import Template

extension Rule {
  static let scheduleOnCustomBus = Rule(
    "STK541", "schedule-on-custom-bus", .error, "a schedule on a bus other than the default one", limits: ["EVB-006"],
    why: "Only the default bus has schedules. EventBridge refuses a rule of another bus with one.",
    examples: [
      .bad(
        "buses:\n  shop: {}\nrules:\n  daily: { bus: buses.shop, schedule: ↓rate(1 day), to: queues.jobs }\nqueues:\n  jobs: {}\n"
      ),
      .good("rules:\n  daily: { schedule: rate(1 day), to: queues.jobs }\nqueues:\n  jobs: {}\n"),
    ])
}

extension Check {
  static let scheduleOnCustomBus = Check(.scheduleOnCustomBus) { context, findings in
    for rule in context.resources("AWS::Events::Rule") {
      guard let schedule = rule["ScheduleExpression"], let bus = rule["EventBusName"], !bus.isNoValue else { continue }
      let isOwn = context.resource(context.reader.resource(namedBy: bus))?.type == "AWS::Events::EventBus"
      guard isOwn || context.resolver.literal(bus).map({ $0 != "default" && !$0.hasSuffix("/default") }) == true else {
        continue
      }
      findings.report(
        Diagnostic(
          .scheduleOnCustomBus, "only the default bus has schedules", at: schedule.span,
          notes: [.init("the rule is on another bus", at: bus.span)],
          consequences: ["AWS refuses it: \"ScheduleExpression is supported only on the default event bus\""],
          help: ["leave the bus out"]))
    }
  }
}
