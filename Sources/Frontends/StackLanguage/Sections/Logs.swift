import Source
import Spec
import Template
import YAML

extension Section {
  static let logs = Section(
    .logs,
    """
    CloudWatch Logs groups, with what their events are passed on to and counted by. A function has a group of its own; \
    `logging: { group: logs.NAME }` lets several share one.
    """,
    keys: LogKeys.all,
    example: """
      functions:
        watch: { runtime: python3.13, handler: app.watch, code: src/watch }
      logs:
        audit:
          retention: 90d
          subscriptions:
            - { to: functions.watch, filter: ERROR }
          metricFilters:
            failures: { pattern: ERROR, namespace: Shop }
      """
  ) { lowering, entry in
    var group = lowering.resource(entry, .logs)
    if !entry.has("retention") {
      group.properties.set("RetentionInDays", at: entry.span, .integer(FunctionKeys.logRetentionDays, entry.span))
    }
    lowering.add(group, from: entry)
    lowering.admitLogs(entry, group)
    for item in entry.entries("subscriptions", &lowering) { lowering.addLogSubscription(item, of: entry) }
    for (name, filter) in entry.namedEntries("metricFilters", &lowering) {
      lowering.addMetricFilter(name, filter, of: entry)
    }
  }
}

/// The keys of a log group.
enum LogKeys {
  static let all: [Key] = [
    Key("retention", .duration(.days), to: "RetentionInDays", default: "30d", "How long its events are kept."),
    Key(
      "class",
      .choice([
        Choice("standard", "STANDARD"), Choice("infrequentAccess", "INFREQUENT_ACCESS"), Choice("delivery", "DELIVERY"),
      ]), to: "LogGroupClass", default: "standard",
      "What it can do, and costs: only `standard` has metric filters and all of the search."),
    Key(
      "encryptionKey", .reference([.keys]), to: "KmsKeyId", default: "a key of AWS's own",
      "The KMS key that encrypts it; the service is allowed to use the key."),
    Key(
      "deletionProtection", .boolean, to: "DeletionProtectionEnabled", default: "false",
      "Whether it can be deleted only after this is turned off."),
    Key(
      "subscriptions",
      .list(
        .object(
          ObjectShape(
            [
              Key("to", .reference([.functions, .streams, .deliveryStreams]), required: true, "Who gets the events."),
              Key("filter", .text, to: "FilterPattern", default: "all events", "The pattern of the events."),
              Key(
                "distribution", .choice([Choice("byLogStream", "ByLogStream"), Choice("random", "Random")]),
                to: "Distribution", default: "byLogStream", "Streams: which events share a shard."),
            ], shorthand: "to"))), "Where its events go as they come; at most two."),
    Key(
      "metricFilters",
      .map(
        .object(
          ObjectShape([
            Key("pattern", .text, to: "FilterPattern", required: true, "The pattern of the events that count."),
            Key("namespace", .text, required: true, "The namespace of the metric."),
            Key("metric", .text, default: "the key", "The name of the metric."),
            Key("value", .text, default: "1", "What one event adds: a number, or a field of it (`$.bytes`)."),
            Key("default", .anything, "What stands for a time without such events."),
            Key("unit", .text, "CloudWatch's unit: `Count`, `Milliseconds`."),
            Key("dimensions", .map(.text), "Dimensions, each with a field of the event: `{ Route: $.route }`."),
          ]))), "Metrics that its events are counted in, each under a name."),
  ]
}

extension StackLowering {
  /// The condition key with which the service tells the group that it encrypts.
  private static let encryptionContext = "kms:EncryptionContext:aws:logs:arn"

  /// Lets the service use the key of an encrypted group ("Encrypt log data in CloudWatch Logs using AWS Key Management
  /// Service", CloudWatch Logs User Guide). The ARN is made of the name: a reference would close a circle.
  fileprivate mutating func admitLogs(_ entry: Entry, _ group: Resource) {
    guard let span = entry.node("encryptionKey")?.span, let key = encryptionKey(of: ref(entry)) else { return }
    let name = entry.text("name") ?? "${AWS::StackName}-\(group.logicalID)-*"
    let arn = Value.sub("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:\(name)", span)
    let context = Value(.map(ValueMap([.init(Self.encryptionContext, at: span, arn)])), span)
    for row in WirePermission.for(wire: "log-group-key") where row.side == .key {
      grant(
        Statement(
          actions: row.actions.map { Name($0, span) }, resources: [.string("*", span)],
          principal: .object(span, ["Service": .sub("logs.${AWS::Region}.amazonaws.com", span)]),
          condition: .object(span, ["ArnLike": context]), existence: condition(of: entry), span: span),
        in: .resource(key.logicalID))
    }
  }

  /// A subscription filter, and what lets the service deliver: the function's permission, or a role of its own.
  fileprivate mutating func addLogSubscription(_ item: Entry, of entry: Entry) {
    guard let node = item.node("to"), let target = item.value("to", &self), let end = arrowEnd(of: target) else {
      return
    }
    let span = node.span
    var filter = derived(
      "\(LogicalID.pascalCase(entry.name))To\(end.name)LogSubscription", "AWS::Logs::SubscriptionFilter", from: entry,
      at: span)
    filter.properties.set("LogGroupName", at: entry.span, ref(entry))
    filter.properties.set("DestinationArn", at: item.keySpan("to") ?? span, target)
    filter.properties.set("FilterPattern", at: span, .string("", span))
    for property in item.properties(&self).entries {
      filter.properties.set(property.key, at: property.keySpan, property.value)
    }
    let source = Value.getAtt(entry.logicalID, "Arn", span)
    if end.kind == .function {
      let arrow = Arrow(from: "logs", sourceARN: source, span: span)
      admit(arrow, to: target, from: entry)
      // Logs tries the function when the filter is made.
      let permission = "\(LogicalID.pascalCase(entry.name))\(arrow.permissionSuffix)To\(end.name)Permission"
      if hasMade(permission) { filter.dependsOn.append(Name(permission, span)) }
    } else if let kind = end.kind.flatMap({ Wire.Kind(from: "logs", to: $0) }) {
      let role = serviceRole("LogDeliveryRole", of: entry, for: "logs.amazonaws.com", at: span)
      grant(kind, WireEnds(source: source, target: target), to: .serviceRole(role), at: span)
      filter.properties.set("RoleArn", at: span, .getAtt(role, "Arn", span))
    }
    filter.condition = condition(of: entry)
    add(filter)
  }

  fileprivate mutating func addMetricFilter(_ name: Node, _ item: Entry, of entry: Entry) {
    let span = name.contentSpan
    var metric = ValueMap()
    func take(_ key: String, _ property: String, otherwise: Value?, _ lowering: inout StackLowering) {
      if let value = item.value(key, &lowering) {
        metric.set(property, at: item.keySpan(key) ?? span, value)
      } else if let otherwise, !item.has(key) {
        metric.set(property, at: span, otherwise)
      }
    }
    take("metric", "MetricName", otherwise: .string(name.text, span), &self)
    take("namespace", "MetricNamespace", otherwise: nil, &self)
    take("value", "MetricValue", otherwise: .string("1", span), &self)
    take("default", "DefaultValue", otherwise: nil, &self)
    take("unit", "Unit", otherwise: nil, &self)
    if let dimensions = item.value("dimensions", &self)?.map, let place = item.keySpan("dimensions") {
      let list = dimensions.entries.map {
        Value.object($0.keySpan, ["Key": .string($0.key, $0.keySpan), "Value": $0.value])
      }
      metric.set("Dimensions", at: place, .list(list, place))
    }
    var filter = derived(
      "\(LogicalID.pascalCase(entry.name))\(LogicalID.pascalCase(name.text))MetricFilter", "AWS::Logs::MetricFilter",
      from: entry, at: span)
    filter.properties.set("LogGroupName", at: entry.span, ref(entry))
    for property in item.properties(&self).entries {
      filter.properties.set(property.key, at: property.keySpan, property.value)
    }
    filter.properties.set(
      "MetricTransformations", at: span, .list([Value(.map(metric), span)], span))
    filter.condition = condition(of: entry)
    add(filter)
  }
}
