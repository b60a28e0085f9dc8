import Source
import Template

extension Section {
  static let alarms = Section(
    .alarms,
    "CloudWatch alarms.",
    keys: [],
    example: """
      alarms:
        deep: { properties: { ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1 } }
      """
  ) { lowering, entry in
    lowering.add(lowering.resource(entry, .alarms), from: entry)
  }
}
