import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let conditions = Section(
    "conditions",
    "Truth values worked out at deployment, with CloudFormation's functions. Named by `condition:` and `!If`.",
    entry: .anything,
    example: """
      parameters:
        stage: { default: dev }
      conditions:
        isProd: !Equals ["${parameters.stage}", prod]
      queues:
        audit: { condition: isProd, retention: 14d }
      """
  ) { lowering, entry in
    guard entry.name.isAlphanumeric else {
      lowering.findings.report(.invalidName(entry.name, of: "a condition", at: entry.span))
      return
    }
    guard let node = entry.layers.first, let value = lowering.cloudFormationValue(node) else { return }
    guard let function = value.conditionCall else {
      lowering.findings.report(
        .wrongType(entry.name, wanted: "a condition function such as `!Equals`", got: node.phrase, at: node.span))
      return
    }
    lowering.template.conditions.set(entry.name, at: entry.span, function)
  }
}

extension Value {
  /// The value as a condition: `{Condition: name}` is a call only here.
  fileprivate var conditionCall: Value? {
    if let call = intrinsic { return call.function.isConditionFunction ? self : nil }
    guard let map, map.entries.count == 1, let entry = map.entry("Condition") else { return nil }
    return .call(.condition, entry.value, span)
  }
}
