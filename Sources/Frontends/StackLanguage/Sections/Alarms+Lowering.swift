import Diagnostics
import Source
import Spec
import Template
import YAML

extension StackLowering {
  /// An alarm of a metric.
  mutating func lowerMetricAlarm(_ entry: Entry) {
    var alarm = resource(entry, .alarms)
    let span = entry.span
    for key in ["metric", "threshold"] where !entry.has(key) {
      findings.report(.missingKey(key, in: entry.name, at: span))
    }
    if entry.has("on") == entry.has("namespace") {
      findings.report(
        .exactlyOneKey(
          ["on", "namespace"], given: entry.has("on") ? 2 : 0, in: entry.name,
          at: entry.has("on") ? entry.keySpan("namespace") ?? span : span))
    }
    let given = alarm.properties
    func otherwise(_ property: String, _ value: Value) {
      if given[property] == nil { alarm.properties.set(property, at: span, value) }
    }
    otherwise("ComparisonOperator", .string("GreaterThanOrEqualToThreshold", span))
    otherwise("EvaluationPeriods", .integer(1, span))
    otherwise("Period", .integer(60, span))
    setStatistic(entry, &alarm)
    setDimensions(entry, &alarm)
    add(alarm, from: entry)
    admitAlarm(alarm, entry)
  }

  /// An alarm of other alarms.
  mutating func lowerCompositeAlarm(_ entry: Entry) {
    for layer in entry.layers where layer.kind == .mapping {
      for (key, _) in layer.entries {
        guard AlarmKeys.all.contains(where: { $0.name == key.text }), !AlarmKeys.shared.contains(key.text),
          !AlarmKeys.composite.contains(key.text)
        else { continue }
        findings.report(.unknownKey(key.text, at: key.span, in: entry.name, known: AlarmKeys.shared))
      }
    }
    if entry.has("anyOf"), entry.has("allOf") {
      findings.report(
        .exactlyOneKey(AlarmKeys.composite, given: 2, in: entry.name, at: entry.keySpan("allOf") ?? entry.span))
    }
    var alarm = resource(entry, .alarms)
    for (key, word) in [("anyOf", " OR "), ("allOf", " AND ")] {
      guard let parts = entry.value(key, &self)?.list, let span = entry.keySpan(key) else { continue }
      let names = parts.compactMap { part in part.substitutionToken.map { "ALARM(\"${\($0)}\")" } ?? part.string }
      alarm.properties.set("AlarmRule", at: span, .sub(names.joined(separator: word), span))
    }
    add(alarm, from: entry)
    admitAlarm(alarm, entry)
  }

  private mutating func setStatistic(_ entry: Entry, _ alarm: inout Resource) {
    guard let value = entry.value("statistic", &self), let word = value.string, let span = entry.keySpan("statistic")
    else {
      if !entry.has("statistic") { alarm.properties.set("Statistic", at: entry.span, .string("Sum", entry.span)) }
      return
    }
    if AlarmKeys.statistics.contains(word) {
      let name = word.prefix(1).uppercased() + word.dropFirst()
      alarm.properties.set("Statistic", at: span, .string(name, value.span))
    } else if word.contains(where: \.isNumber) {
      alarm.properties.set("ExtendedStatistic", at: span, value)
    } else {
      let choices = (AlarmKeys.statistics + ["p99"]).map { Choice($0) }
      findings.report(.unknownChoice(word, key: "statistic", choices: choices, at: value.span))
    }
  }

  /// Namespace and dimensions of the resource that is watched, and those that are given besides.
  private mutating func setDimensions(_ entry: Entry, _ alarm: inout Resource) {
    var dimensions: [Value] = []
    func dimension(_ name: String, _ value: Value, at span: Span) {
      dimensions.append(.object(span, ["Name": .string(name, span), "Value": value]))
    }
    if let target = entry.value("on", &self), let node = entry.node("on") {
      let span = node.contentSpan
      guard let declared = declared(of: target), let type = declared.resourceType, let row = ResourceMetrics.of(type)
      else {
        findings.report(.wrongType("on", wanted: "a path to a resource of this stack", got: node.phrase, at: span))
        return
      }
      alarm.properties.set("Namespace", at: entry.keySpan("on") ?? span, .string(row.namespace, span))
      dimension(row.dimension, dimensionValue(row, of: declared, at: span), at: span)
      if let further = furtherDimension(declared, target, at: span) { dimension(further.name, further.value, at: span) }
    }
    for item in entry.value("dimensions", &self)?.map?.entries ?? [] {
      dimension(item.key, item.value, at: item.keySpan)
    }
    if !dimensions.isEmpty {
      let span = entry.keySpan("on") ?? entry.keySpan("dimensions") ?? entry.span
      alarm.properties.set("Dimensions", at: span, .list(dimensions, span))
    }
  }

  private mutating func dimensionValue(_ row: ResourceMetrics, of declared: Declared, at span: Span) -> Value {
    // A REST API is told by its name, which is its key unless `name:` gives one.
    if row.type == "AWS::ApiGateway::RestApi" {
      let name = declared.node.kind == .mapping ? declared.node["name"] : nil
      return name.flatMap { interpolate($0) } ?? .string(declared.key, span)
    }
    return row.attribute.map { .getAtt(declared.logicalID, $0, span) } ?? .ref(declared.logicalID, span)
  }

  /// What else tells a metric: the alias of a function, the bus of a rule.
  private func furtherDimension(_ declared: Declared, _ target: Value, at span: Span) -> (name: String, value: Value)? {
    if declared.section.kind == .functions,
      let alias = declared.aliasNames.first(where: {
        target.intrinsic?.argument.string == Self.aliasID(of: declared.logicalID, $0)
      })
    {
      return ("Resource", .sub("${\(declared.logicalID)}:\(alias)", span))
    }
    if declared.section.kind == .rules, declared.node.kind == .mapping, let path = declared.node["bus"]?.text,
      let bus = declarations[path]
    {
      return ("EventBusName", .ref(bus.logicalID, span))
    }
    return nil
  }

  /// Lets the alarm tell its topics.
  private mutating func admitAlarm(_ alarm: Resource, _ entry: Entry) {
    for property in ["AlarmActions", "OKActions", "InsufficientDataActions"] {
      for topic in alarm[property]?.list ?? [] {
        admit(
          Arrow(from: "alarm", sourceARN: .getAtt(entry.logicalID, "Arn", topic.span), span: topic.span), to: topic,
          from: entry)
      }
    }
  }
}
