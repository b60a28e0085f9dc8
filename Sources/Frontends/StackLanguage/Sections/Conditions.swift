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
    // CloudFormation takes other signs than letters and digits here, such as `&`.
    guard !entry.name.isEmpty else {
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
  var conditionCall: Value? {
    guard let call = asConditionCall.intrinsic, call.function.isConditionFunction else { return nil }
    return asConditionCall
  }

  /// The value with `{Condition: name}` read as a call, also among the operands of `And`, `Or` and `Not`.
  var asConditionCall: Value {
    if let map, map.entries.count == 1, let entry = map.entry("Condition") {
      return .call(.condition, entry.value, span)
    }
    guard let call = intrinsic, [.and, .or, .not].contains(call.function), let operands = call.argument.list else {
      return self
    }
    return .call(call.function, .list(operands.map(\.asConditionCall), call.argument.span), span)
  }
}
