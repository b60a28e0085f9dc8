import Frontends
import Source
import Template

extension EntryDraft {
  // MARK: Topics

  mutating func sayTopic() {
    say("archive", "ArchivePolicy") { [self] value in
      guard value.map?.entries.count == 1 else { return nil }
      return value["MessageRetentionPeriod"].flatMap { words.word($0, .duration(.days)) }
    }
    let subscriptions = template.resources("AWS::SNS::Subscription", "TopicArn", of: resource.logicalID)
    guard let shape = shape.key("subscriptions")?.type.objectShape else { return }
    var items: [Value] = []
    for subscription in subscriptions where template.mayFollow(subscription, choices) {
      guard let item = self.subscription(subscription, shape) else { continue }
      add(
        ImportArrow(
          resources: [subscription.logicalID], owner: resource.logicalID, property: nil,
          place: ["subscriptions", String(items.count)]))
      items.append(item)
    }
    if !items.isEmpty { put("subscriptions", .list(items, resource.span)) }
  }

  private static let ends = [
    "sqs": "to", "lambda": "to", "firehose": "to", "http": "url", "https": "url", "email": "email",
    "email-json": "emailJson", "sms": "phone", "application": "application",
  ]

  private func subscription(_ subscription: Resource, _ shape: ObjectShape) -> Value? {
    guard let key = subscription["Protocol"]?.string.flatMap({ Self.ends[$0] }),
      let endpoint = subscription["Endpoint"],
      let end = key == "to" ? words.reference(endpoint) : words.word(endpoint, .text)
    else { return nil }
    var keys = ValueMap([.init(key, at: subscription.span, end)])
    keys.entries += words.members(subscription.properties, shape).keys.entries
    if let queue = subscription["RedrivePolicy"]?["deadLetterTargetArn"].flatMap(words.reference) {
      keys.set("deadLetter", at: subscription.span, queue)
    }
    if let role = subscription["SubscriptionRoleArn"], !follows(role) {
      keys.set("role", at: subscription.span, words.reference(role) ?? words.paths.stackValue(role))
    }
    keys.sort(by: shape)
    return KeyWords.shortened(keys, shape, at: subscription.span)
  }

  /// Whether a role is one that the section may make.
  func follows(_ role: Value) -> Bool {
    role.target.flatMap { template.template[$0] }.map { template.mayFollow($0, choices) } ?? false
  }

  // MARK: Rules

  mutating func sayRule() {
    say("bus", "EventBusName") { [self] value in
      guard let call = value.intrinsic, call.function == .getAtt, let id = call.argument(0)?.string,
        let path = words.paths.entries[id]
      else { return words.reference(value) }
      return .string(path, value.span)
    }
    sayState()
    guard let shape = shape.key("to")?.type.objectShape, let targets = peek("Targets")?.list else { return }
    var items: [Value] = []
    for (index, target) in targets.enumerated() {
      guard let item = ruleTarget(target, number: index + 1, shape) else { return }
      items.append(item)
    }
    _ = take("Targets")
    for index in items.indices {
      add(
        ImportArrow(
          resources: [], owner: resource.logicalID, property: "Targets", place: ["to", String(index)]))
    }
    put("to", items.count == 1 ? items[0] : .list(items, resource.span))
  }

  private mutating func sayState() {
    let words = ["ENABLED": true, "DISABLED": false]
    say("enabled", "State") { value in value.string.flatMap { words[$0] }.map { .bool($0, value.span) } }
  }

  private func ruleTarget(_ target: Value, number: Int, _ shape: ObjectShape) -> Value? {
    guard let map = target.map, let arn = target["Arn"], let end = words.reference(arn) else { return nil }
    var keys = ValueMap([.init("target", at: target.span, end)])
    var (said, rest) = words.members(map, shape)
    keys.entries += said.entries
    rest.entries.removeAll { $0.key == "Arn" || $0.key == "Id" && $0.value.string == "Target\(number)" }
    sayDelivery(
      &keys, &rest,
      [
        ("SqsParameters", "MessageGroupId", "messageGroupId"),
        ("KinesisParameters", "PartitionKeyPath", "partitionKey"),
      ])
    if !rest.isEmpty { keys.set("properties", at: target.span, Value(.map(words.paths.stackMap(rest)), target.span)) }
    keys.sort(by: shape)
    return KeyWords.shortened(keys, shape, at: target.span)
  }

  /// What targets of rules and schedules have in common.
  private func sayDelivery(
    _ keys: inout ValueMap, _ rest: inout ValueMap, _ parameters: [(property: String, member: String, key: String)]
  ) {
    func take(_ property: String, _ key: String, _ word: Value?) {
      guard let word else { return }
      rest.entries.removeAll { $0.key == property }
      keys.set(key, at: resource.span, word)
    }
    if let input = rest["Input"] { take("Input", "input", input.parsedJSON ?? words.word(input, .text)) }
    if let letters = rest["DeadLetterConfig"], letters.map?.entries.count == 1 {
      take("DeadLetterConfig", "deadLetter", letters["Arn"].flatMap(words.reference))
    }
    if let role = rest["RoleArn"] {
      if follows(role) {
        rest.entries.removeAll { $0.key == "RoleArn" }
      } else {
        take("RoleArn", "role", words.reference(role))
      }
    }
    for (property, member, key) in parameters {
      guard let value = rest[property], let inner = value[member] else { continue }
      take(property, key, words.word(inner, .text))
    }
  }

  // MARK: Schedules

  mutating func saySchedule() {
    sayState()
    say("window", "FlexibleTimeWindow") { [self] value in
      value["Mode"]?.string == "FLEXIBLE"
        ? value["MaximumWindowInMinutes"].flatMap { words.word($0, .duration(.minutes)) } : nil
    }
    guard let shape = shape.key("to")?.type.objectShape, let target = peek("Target"), let map = target.map,
      let end = target["Arn"].flatMap(words.reference)
    else { return }
    var keys = ValueMap([.init("target", at: target.span, end)])
    var (said, rest) = words.members(map, shape)
    keys.entries += said.entries
    rest.entries.removeAll { $0.key == "Arn" }
    sayDelivery(
      &keys, &rest,
      [
        ("SqsParameters", "MessageGroupId", "messageGroupId"), ("KinesisParameters", "PartitionKey", "partitionKey"),
        ("EventBridgeParameters", "DetailType", "detailType"),
      ])
    if let source = map["EventBridgeParameters"]?["Source"], let word = words.word(source, .text) {
      keys.set("source", at: target.span, word)
    }
    guard rest.isEmpty else { return }
    _ = take("Target")
    // The role is the schedule's own key.
    if let role = keys["role"] {
      keys.entries.removeAll { $0.key == "role" }
      put("role", role)
    }
    keys.sort(by: shape)
    put("to", KeyWords.shortened(keys, shape, at: target.span))
    add(ImportArrow(resources: [], owner: resource.logicalID, property: "Target", place: ["to"]))
  }

  // MARK: Logs and alarms

  mutating func sayLogGroup() {
    let filters = template.resources("AWS::Logs::MetricFilter", "LogGroupName", of: resource.logicalID)
    guard let shape = shape.key("metricFilters")?.type.objectShape else { return }
    var map = ValueMap()
    for filter in filters where template.mayFollow(filter, choices) {
      let id = filter.logicalID
      guard let list = filter["MetricTransformations"]?.list, list.count == 1, let metric = list[0].map,
        let name = metric["MetricName"]?.string
      else { continue }
      var keys = words.members(filter.properties, shape).keys
      let members = [
        ("namespace", "MetricNamespace"), ("value", "MetricValue"), ("default", "DefaultValue"), ("unit", "Unit"),
      ]
      for (key, member) in members {
        guard let value = metric[member], key != "value" || value.string != "1" else { continue }
        keys.set(key, at: filter.span, words.paths.stackValue(value))
      }
      var label = String(EntryDraft.stem(of: id, "MetricFilter", after: Self.stem(of: resource.logicalID, kind.suffix)))
      label = label.prefix(1).lowercased() + label.dropFirst()
      if label != name { keys.set("metric", at: filter.span, .string(name, filter.span)) }
      keys.sort(by: shape)
      map.set(label, at: filter.span, Value(.map(keys), filter.span))
      add(ImportArrow(resources: [id], owner: resource.logicalID, property: nil, place: ["metricFilters", label]))
    }
    if !map.isEmpty { put("metricFilters", Value(.map(map), resource.span)) }
    sayLogSubscriptions()
  }

  private mutating func sayLogSubscriptions() {
    let filters = template.resources("AWS::Logs::SubscriptionFilter", "LogGroupName", of: resource.logicalID)
    guard let shape = shape.key("subscriptions")?.type.objectShape else { return }
    var items: [Value] = []
    for filter in filters where template.mayFollow(filter, choices) {
      guard let target = filter["DestinationArn"].flatMap(words.reference) else { continue }
      var properties = filter.properties
      properties.entries.removeAll { $0.key == "FilterPattern" && $0.value.string == "" }
      var keys = ValueMap([.init("to", at: filter.span, target)])
      keys.entries += words.members(properties, shape).keys.entries
      add(
        ImportArrow(
          resources: [filter.logicalID], owner: resource.logicalID, property: nil,
          place: ["subscriptions", String(items.count)]))
      items.append(KeyWords.shortened(keys, shape, at: filter.span))
    }
    if !items.isEmpty { put("subscriptions", items.count == 1 ? items[0] : .list(items, resource.span)) }
  }

  /// A logical id without an ending, and without what it begins with.
  static func stem(of id: String, _ suffix: String, after prefix: String = "") -> String {
    let stem = id.hasSuffix(suffix) && id.count > suffix.count ? id.dropLast(suffix.count) : id[...]
    return String(
      !prefix.isEmpty && stem.hasPrefix(prefix) && stem.count > prefix.count ? stem.dropFirst(prefix.count) : stem)
  }

  mutating func sayAlarm() {
    sayStatistic()
    guard let dimensions = resource["Dimensions"]?.list, peek("Dimensions") != nil else { return }
    let paths = dimensions.compactMap { $0["Value"]?.firstTarget.flatMap { words.paths.entries[$0] } }
    // A resource that is watched gives namespace and dimensions; what it does not give is found when the text is built.
    if paths.count == 1, peek("Namespace") != nil, resource["Namespace"]?.string?.hasPrefix("AWS/") == true,
      let path = paths.first, !path.hasPrefix("resources.")
    {
      _ = take("Namespace")
      _ = take("Dimensions")
      put("on", .string(path, resource.span))
      return
    }
    say("dimensions", "Dimensions") { [self] value in
      var map = ValueMap()
      for dimension in value.list ?? [] {
        guard let name = dimension["Name"]?.string, let text = dimension["Value"] else { return nil }
        map.set(name, at: value.span, words.paths.stackValue(text))
      }
      return Value(.map(map), value.span)
    }
  }

  private mutating func sayStatistic() {
    say("statistic", "ExtendedStatistic") { [self] in words.word($0, .text) }
    say("statistic", "Statistic") { value in
      value.string.map { .string($0.prefix(1).lowercased() + $0.dropFirst(), value.span) }
    }
  }

  mutating func sayStream() {
    unwrap("mode", "StreamModeDetails", "StreamMode")
    let consumers = template.resources("AWS::Kinesis::StreamConsumer", "StreamARN", of: resource.logicalID)
    var names: [Value] = []
    for consumer in consumers where template.mayFollow(consumer, choices) {
      guard let name = consumer["ConsumerName"].flatMap({ words.word($0, .text) }) else { continue }
      add(
        ImportArrow(
          resources: [consumer.logicalID], owner: resource.logicalID, property: nil,
          place: ["consumers", String(names.count)]))
      names.append(name)
    }
    if !names.isEmpty { put("consumers", .list(names, resource.span)) }
  }
}

extension Value {
  /// What a text of JSON says, as a stack file has it; nil for other texts.
  var parsedJSON: Value? {
    guard let text = string, text.hasPrefix("{"),
      let datum = try? Datum(json: SourceFile(path: "", text: text), id: SourceID(0))
    else { return nil }
    return datum.plainValue(at: span)
  }
}

extension Datum {
  /// The same as a value of a stack file; nil where something of it is not known.
  fileprivate func plainValue(at place: Span) -> Value? {
    switch kind {
    case .null: return Value(.null, place)
    case .bool(let truth): return .bool(truth, place)
    case .number(let text): return Value(.number(text), place)
    case .string: return text?.literal.map { .string($0.replacing("${", with: "${!"), place) }
    case .list(let items):
      let values = items.compactMap { $0.plainValue(at: place) }
      return values.count == items.count ? .list(values, place) : nil
    case .map(let members):
      var map = ValueMap()
      for member in members {
        guard let value = member.value.plainValue(at: place) else { return nil }
        map.set(member.key, at: place, value)
      }
      return Value(.map(map), place)
    case .unknown: return nil
    }
  }
}
