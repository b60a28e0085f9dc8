import Diagnostics
import Source
import Template

extension Rule {
  static let logClassUnfit = Rule(
    "STK632", "log-class-unfit", .error, "a log group whose class has not what is asked of it",
    why: """
      Only log groups of the class `STANDARD` have metric filters, and pass their events on by subscription filters. For any \
      other class CloudWatch Logs refuses the filter ("Log classes", Amazon CloudWatch Logs User Guide).
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\nlogs:\n  audit: { class: infrequentAccess, subscriptions: ↓functions.f }\n",
        files: Samples.handler),
      .bad(
        "logs:\n  audit:\n    class: infrequentAccess\n    metricFilters:\n      ↓failures: { pattern: ERROR, namespace: Shop }\n"
      ),
      .good("logs:\n  audit:\n    metricFilters:\n      failures: { pattern: ERROR, namespace: Shop }\n"),
    ])
}

extension Check {
  static let logClassUnfit = Check(.logClassUnfit) { context, findings in
    for (type, what, place) in [
      ("AWS::Logs::SubscriptionFilter", "subscription filters", "DestinationArn"),
      ("AWS::Logs::MetricFilter", "metric filters", "MetricTransformations"),
    ] {
      for filter in context.resources(type) {
        guard let id = filter["LogGroupName"].flatMap(context.reader.resource(namedBy:)),
          let group = context.template[id], let value = group["LogGroupClass"],
          let kind = context.resolver.literal(value), kind != "STANDARD"
        else { continue }
        findings.report(
          Diagnostic(
            .logClassUnfit, "a log group of the class `\(kind)` has no \(what)",
            at: context.place(place, of: filter), notes: [.init("the class is given here", at: value.span)],
            consequences: ["CloudWatch Logs refuses the filter"], help: ["leave the filter out, or the class"]))
      }
    }
  }
}
