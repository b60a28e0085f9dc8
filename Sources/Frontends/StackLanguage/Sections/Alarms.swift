import Source
import Template
import YAML

extension Section {
  static let alarms = Section(
    .alarms,
    """
    CloudWatch alarms: of a metric of one of the stack's resources (`on`), of any other metric (`namespace`, \
    `dimensions`), or of other alarms (`anyOf`, `allOf`).
    """,
    keys: AlarmKeys.all,
    example: """
      queues:
        orders: {}
      topics:
        ops: {}
      alarms:
        stuck:
          on: queues.orders
          metric: ApproximateAgeOfOldestMessage
          statistic: maximum
          threshold: 600
          period: 5m
          notify: topics.ops
      """
  ) { lowering, entry in
    if AlarmKeys.composite.contains(where: entry.has) {
      lowering.lowerCompositeAlarm(entry)
    } else {
      lowering.lowerMetricAlarm(entry)
    }
  }
}

/// The keys of an alarm.
enum AlarmKeys {
  /// Keys that make an alarm of other alarms.
  static let composite = ["anyOf", "allOf"]
  /// Keys that every alarm takes.
  static let shared = ["description", "notify", "notifyOk", "notifyInsufficientData"]
  /// What has metrics in `metrics.json`.
  static let kinds: [ResourceKind] = [
    .functions, .queues, .topics, .rules, .apis, .tables, .streams, .deliveryStreams, .analytics, .stateMachines,
    .pipes, .logs,
  ]
  /// CloudWatch's words for statistics; any other is a percentile or a trimmed one.
  static let statistics = ["average", "maximum", "minimum", "sampleCount", "sum"]

  static let all: [Key] = [
    Key("description", .text, to: "AlarmDescription", "What it means, and what to do."),
    Key("on", .reference(kinds), "The resource whose metric it watches; gives namespace and dimensions."),
    Key("metric", .text, to: "MetricName", "CloudWatch's name of the metric: `ApproximateAgeOfOldestMessage`."),
    Key("namespace", .text, to: "Namespace", "Without `on`: the namespace of the metric."),
    Key("dimensions", .map(.text), "Further dimensions of the metric, by name."),
    Key(
      "statistic", .text, default: "sum",
      "What is made of a period's values: \(statistics.map { "`\($0)`" }.joined(separator: ", ")), or one such as `p99`."
    ),
    Key(
      "comparison",
      .choice([
        Choice("greaterThan", "GreaterThanThreshold"), Choice("greaterThanOrEqualTo", "GreaterThanOrEqualToThreshold"),
        Choice("lessThan", "LessThanThreshold"), Choice("lessThanOrEqualTo", "LessThanOrEqualToThreshold"),
      ]), to: "ComparisonOperator", default: "greaterThanOrEqualTo", "How a value must be to the threshold to alarm."),
    Key("threshold", .anything, to: "Threshold", "The number that values are compared with."),
    Key("period", .duration(.seconds), to: "Period", default: "1m", "How long the values are taken together."),
    Key("evaluationPeriods", .integer, to: "EvaluationPeriods", default: "1", "How many periods are looked at."),
    Key(
      "datapointsToAlarm", .integer, to: "DatapointsToAlarm", default: "all of them",
      "How many of these periods must be over the threshold."),
    Key(
      "treatMissingData", .choice(["missing", "ignore", "breaching", "notBreaching"].map { Choice($0) }),
      to: "TreatMissingData", default: "missing", "What a period without values counts as."),
    Key("anyOf", .list(.reference([.alarms])), "Alarms of which one is enough."),
    Key("allOf", .list(.reference([.alarms])), "Alarms that must all have gone off."),
    Key("notify", .list(.reference([.topics])), to: "AlarmActions", "Who is told when it goes off."),
    Key("notifyOk", .list(.reference([.topics])), to: "OKActions", "Who is told when it is over."),
    Key(
      "notifyInsufficientData", .list(.reference([.topics])), to: "InsufficientDataActions",
      "Who is told when there are no values."),
  ]
}
