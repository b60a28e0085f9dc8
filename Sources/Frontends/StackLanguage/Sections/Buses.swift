import Source
import Template

/// What the keys of `buses:` take.
private enum BusShapes {
  static let archive = ObjectShape([
    Key("retention", .duration(.days), to: "RetentionDays", default: "for ever", "For how long events are kept."),
    Key("pattern", .map(.anything), to: "EventPattern", default: "every event", "Which events are kept."),
    Key("description", .text, to: "Description", "What it is for."),
  ])

  static let logs = ObjectShape(
    [
      Key(
        "level",
        .choice([Choice("off", "OFF"), Choice("error", "ERROR"), Choice("info", "INFO"), Choice("trace", "TRACE")]),
        to: "Level", required: true, "What is logged."),
      Key(
        "detail", .choice([Choice("none", "NONE"), Choice("full", "FULL")]), to: "IncludeDetail", default: "none",
        "Whether what the events hold is logged too."),
    ], shorthand: "level")
}

extension Section {
  static let buses = Section(
    .buses,
    "EventBridge event buses. The account's default bus needs no entry.",
    keys: [
      Key("description", .text, to: "Description", "What travels on it."),
      Key(
        "partnerSource", .text, to: "EventSourceName",
        "The event source of a partner whose events it takes: `aws.partner/…`."),
      Key("archive", .object(BusShapes.archive), "Events are kept, and can be replayed."),
      Key("discovery", .boolean, default: "false", "Whether EventBridge works out the schemas of its events."),
      Key("logs", .object(BusShapes.logs), to: "LogConfig", default: "off", "What EventBridge logs of its events."),
      Key(
        "deadLetter", .reference([.queues]),
        "Where events go that EventBridge cannot hand on to the bus's rules: those it cannot decrypt."),
      Key(
        "encryptionKey", .reference([.keys]), to: "KmsKeyIdentifier", default: "EventBridge's own key",
        "The KMS key that its events are encrypted with."),
    ],
    example: """
      buses:
        shop:
          description: What happens in the shop
          archive: { retention: 30d, pattern: { source: [shop.orders] } }
      """
  ) { lowering, entry in
    var bus = lowering.resource(entry, .buses)
    // CloudFormation makes no name for a bus ("Name: Required: Yes", AWS::Events::EventBus). That of a partner's bus is
    // its event source.
    bus.properties.set(
      "Name", at: entry.span, bus["EventSourceName"] ?? .sub("${AWS::StackName}-\(entry.name)", entry.span))
    lowering.setBusDeadLetter(entry, &bus)
    lowering.admitOwnKey("bus-key", sourceARN: .getAtt(entry.logicalID, "Arn", entry.span), of: entry)
    lowering.add(bus, from: entry)
    lowering.addArchive(entry)
    lowering.addDiscoverer(entry)
  }
}

extension StackLowering {
  fileprivate mutating func setBusDeadLetter(_ entry: Entry, _ bus: inout Resource) {
    guard let queue = entry.value("deadLetter", &self), let place = entry.keySpan("deadLetter") else { return }
    bus.properties.set("DeadLetterConfig", at: place, .object(queue.span, ["Arn": queue]))
    let arrow = Arrow(from: "bus", sourceARN: .getAtt(entry.logicalID, "Arn", entry.span), span: queue.span)
    admit(arrow.deadLetter(at: queue.span), to: queue, from: entry)
  }

  /// `AWS::Events::Archive`. It has no name of its own making: CloudFormation makes one within the 48 characters.
  fileprivate mutating func addArchive(_ entry: Entry) {
    guard let archive = entry.entry("archive", &self), let span = entry.keySpan("archive") else { return }
    var resource = derived("\(LogicalID.pascalCase(entry.name))Archive", "AWS::Events::Archive", from: entry, at: span)
    resource.properties.set("SourceArn", at: span, .getAtt(entry.logicalID, "Arn", span))
    for property in archive.properties(&self).entries {
      resource.properties.set(property.key, at: property.keySpan, property.value)
    }
    if let key = entry.value("encryptionKey", &self) { resource.properties.set("KmsKeyIdentifier", at: key.span, key) }
    resource.condition = condition(of: entry)
    add(resource)
  }

  /// `AWS::EventSchemas::Discoverer`.
  fileprivate mutating func addDiscoverer(_ entry: Entry) {
    guard let discovery = entry.value("discovery", &self), discovery.bool == true else { return }
    let span = discovery.span
    let id = "\(LogicalID.pascalCase(entry.name))Discoverer"
    var resource = derived(id, "AWS::EventSchemas::Discoverer", from: entry, at: span)
    resource.properties.set("SourceArn", at: span, .getAtt(entry.logicalID, "Arn", span))
    resource.properties.set("CrossAccount", at: span, .bool(false, span))
    resource.condition = condition(of: entry)
    add(resource)
  }
}
