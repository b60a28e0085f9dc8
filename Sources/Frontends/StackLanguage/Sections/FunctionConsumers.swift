import Diagnostics
import Source
import Template
import YAML

/// What a function polls: the ARN, and the wire that says what its role needs for it.
private struct Consumed {
  /// The key that names it: `queue`, `stream`, `table`.
  let key: String
  let node: Node
  let arn: Value
  /// What it is called in a derived logical id.
  let name: String
  let wire: Wire.Kind
}

extension StackLowering {
  /// `consumes:`: an event source mapping each, made after the policy it needs, since Lambda checks the role then.
  mutating func lowerConsumers(_ entry: Entry) {
    for item in entry.entries("consumes", &self) {
      guard let consumed = consumed(item) else { continue }
      let node = consumed.node
      let id = "\(consumed.name)To\(LogicalID.pascalCase(entry.name))Mapping"
      var mapping = derived(id, "AWS::Lambda::EventSourceMapping", from: entry, at: node.span)
      mapping.properties.set("EventSourceArn", at: item.keySpan(consumed.key) ?? node.span, consumed.arn)
      mapping.properties.set("FunctionName", at: entry.span, ref(entry))
      for property in item.properties(&self).entries {
        mapping.properties.set(property.key, at: property.keySpan, property.value)
      }
      lowerConsumerOptions(item, &mapping)
      lowerFailureDestination(item, &mapping, of: entry)
      if !entry.has("role") {
        grantWire(consumed.wire.rawValue, to: entry.logicalID, on: consumed.source(self), at: node.span)
        mapping.dependsOn.append(Name(Self.rolePolicyID(function: entry.logicalID), node.span))
      }
      mapping.condition = condition(of: entry)
      add(mapping)
    }
  }

  /// What one item of `consumes:` polls; it must name exactly one thing.
  private mutating func consumed(_ item: Entry) -> Consumed? {
    let keys = ["queue", "stream", "table"]
    let given = keys.filter(item.has)
    if given.isEmpty, item.hasUnknownKey { return nil }
    guard given.count == 1, let key = given.first, let node = item.node(key) else {
      findings.report(.exactlyOneKey(keys, given: given.count, in: item.name, at: item.span))
      return nil
    }
    if key == "stream", let consumer = registeredConsumer(node) { return consumer }
    guard let arn = item.value(key, &self), let end = arrowEnd(of: arn) else { return nil }
    switch key {
    case "queue": return Consumed(key: key, node: node, arn: arn, name: end.name, wire: .eventSourceQueue)
    case "stream":
      let isConsumer = arn.string?.contains("/consumer/") == true
      return Consumed(
        key: key, node: node, arn: arn, name: end.name,
        wire: isConsumer ? .eventSourceStreamConsumer : .eventSourceStream)
    default:
      // A table is named by its path, and what is read is its stream.
      let stream = declared(of: arn).map { Value.getAtt($0.logicalID, "StreamArn", arn.span) } ?? arn
      return Consumed(key: key, node: node, arn: stream, name: end.name, wire: .eventSourceTableStream)
    }
  }

  /// `streams.clicks.trending`: a registered consumer of a stream.
  private func registeredConsumer(_ node: Node) -> Consumed? {
    guard node.kind == .scalar, let (declared, rest) = declarations.longestMatch(node.text),
      declared.consumerNames.contains(rest)
    else { return nil }
    let id = Self.consumerID(stream: declared.logicalID, rest)
    return Consumed(
      key: "stream", node: node, arn: .ref(id, node.span),
      name: LogicalID.pascalCase(declared.key) + LogicalID.pascalCase(rest), wire: .eventSourceStreamConsumer)
  }

  private mutating func lowerConsumerOptions(_ item: Entry, _ mapping: inout Resource) {
    let span = mapping.span
    if item.bool("reportFailures") != false {
      let place = item.keySpan("reportFailures") ?? span
      mapping.properties.set(
        "FunctionResponseTypes", at: place, .list([.string("ReportBatchItemFailures", place)], place))
    }
    if let limit = item.value("maximumConcurrency", &self) {
      mapping.properties.set("ScalingConfig", at: limit.span, .object(limit.span, ["MaximumConcurrency": limit]))
    }
    if let node = item.node("filter"), let filters = item.value("filter", &self)?.list {
      let patterns = filters.map { Value.object($0.span, ["Pattern": $0.asJSONText]) }
      mapping.properties.set(
        "FilterCriteria", at: node.span, .object(node.span, ["Filters": .list(patterns, node.span)]))
    }
  }

  /// `onFailure:`: where Lambda tells, with the function's role, which records it gave up.
  private mutating func lowerFailureDestination(_ item: Entry, _ mapping: inout Resource, of entry: Entry) {
    guard let target = item.value("onFailure", &self), let span = item.keySpan("onFailure") else { return }
    mapping.properties.set(
      "DestinationConfig", at: span,
      .object(target.span, ["OnFailure": .object(target.span, ["Destination": target])]))
    guard !entry.has("role"), let end = arrowEnd(of: target)?.kind,
      let wire = Wire.Kind(from: "event-source-failure", to: end)
    else { return }
    grantWire(wire.rawValue, to: entry.logicalID, on: target, at: target.span)
  }
}

extension Consumed {
  /// What the wire's rows call the source: a table is named by itself, since the rows say when they mean its stream.
  func source(_ lowering: StackLowering) -> Value {
    guard wire == .eventSourceTableStream, let table = lowering.declared(of: arn) else { return arn }
    return lowering.arn(of: table, at: arn.span) ?? arn
  }
}
