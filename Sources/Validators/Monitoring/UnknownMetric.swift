import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let unknownMetric = Rule(
    "STK448", "unknown-metric", .warning, "an alarm of a metric that the service does not have",
    why: """
      CloudWatch takes an alarm of any name, and never gets a value for one that does not exist: the alarm stays in \
      `INSUFFICIENT_DATA` and tells nobody anything. The names are those that AWS documents for the namespace.
      """,
    examples: [
      .bad(
        "queues:\n  jobs: {}\nalarms:\n  deep: { on: queues.jobs, metric: ↓ApproximateNumberOfMessageVisible, threshold: 100 }\n",
        fixed:
          "queues:\n  jobs: {}\nalarms:\n  deep: { on: queues.jobs, metric: ApproximateNumberOfMessagesVisible, threshold: 100 }\n"
      ),
      .good(
        "queues:\n  jobs: {}\nalarms:\n  deep: { on: queues.jobs, metric: ApproximateNumberOfMessagesVisible, threshold: 100 }\n"
      ),
    ])
}

extension Check {
  static let unknownMetric = Check(.unknownMetric) { context, findings in
    for alarm in context.resources("AWS::CloudWatch::Alarm") {
      guard let namespace = alarm["Namespace"].flatMap(context.resolver.literal), let known = names[namespace],
        let value = alarm["MetricName"], let metric = context.resolver.literal(value), !known.contains(metric)
      else { continue }
      var diagnostic = Diagnostic(
        .unknownMetric, "`\(namespace)` has no metric `\(metric)`", at: value.span,
        consequences: ["the alarm never gets a value, and never goes off"])
      if let nearest = Spelling.nearest(to: metric, in: known.sorted()) {
        diagnostic.label = "did you mean `\(nearest)`?"
        if let text = context.rewritten(value, text: nearest) {
          diagnostic.fixes = [.replace(value.span, with: text, title: "change to `\(nearest)`", safe: true)]
        }
      }
      findings.report(diagnostic)
    }
  }

  /// The metrics of each namespace.
  private static let names = ResourceMetrics.all.reduce(into: [String: Set<String>]()) {
    $0[$1.namespace, default: []].formUnion($1.metrics)
  }
}
