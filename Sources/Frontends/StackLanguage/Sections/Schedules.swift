import Diagnostics
import Source
import Template
import YAML

extension Section {
  static let schedules = Section(
    .schedules,
    """
    EventBridge Scheduler schedules: a call at set times, once or again and again, in a time zone. One without `role:` \
    gets a role with exactly what the call needs; a named role is checked and never extended.
    """,
    keys: [
      Key(
        "schedule", .text, to: "ScheduleExpression", required: true,
        "`rate(5 minutes)`, `cron(0 2 * * ? *)` or `at(2027-01-01T09:00:00)`."),
      Key(
        "timezone", .text, to: "ScheduleExpressionTimezone", default: "UTC",
        "The time zone of `cron` and `at`: a name of the IANA database, `Europe/Berlin`."),
      Key(
        "window", .duration(.minutes), default: "off",
        "How much later than its time the call may come, so that many do not come at once: 1m to 24h."),
      Key("start", .text, to: "StartDate", "The moment before which it does not begin: `2027-01-01T00:00:00Z`."),
      Key("end", .text, to: "EndDate", "The moment after which it does not come again."),
      Key("to", .object(ScheduleTarget.shape), required: true, "Whom or what it calls."),
      Key("role", .reference([.roles]), default: "a role of its own", "The role that it calls with."),
      Key("group", .text, to: "GroupName", default: "default", "The name of the schedule group it is in."),
      Key("enabled", .boolean, default: "true", "Whether it is active."),
      Key("description", .text, to: "Description", "What it is for."),
      Key(
        "encryptionKey", .reference([.keys]), to: "KmsKeyArn", default: "a key of AWS's own",
        "The KMS key that encrypts it."),
    ],
    example: """
      schedules:
        nightly: { schedule: cron(0 2 * * ? *), timezone: Europe/Berlin, window: 15m, to: functions.report }
        hourly:
          schedule: rate(1 hour)
          to: { target: queues.jobs, input: { job: sweep }, retry: { attempts: 3 } }
      functions:
        report: { runtime: python3.13, handler: app.report, code: src/report }
      queues:
        jobs: { retention: 14d }
      """
  ) { lowering, entry in
    var schedule = lowering.resource(entry, .schedules)
    let span = entry.keySpan("window") ?? entry.span
    var window = ValueMap()
    let minutes = entry.value("window", &lowering)
    window.set("Mode", at: span, .string(minutes == nil ? "OFF" : "FLEXIBLE", span))
    if let minutes { window.set("MaximumWindowInMinutes", at: span, minutes) }
    schedule.properties.set("FlexibleTimeWindow", at: span, Value(.map(window), span))
    if let enabled = entry.value("enabled", &lowering) {
      let state: Value = enabled.bool.map { .string($0 ? "ENABLED" : "DISABLED", enabled.span) } ?? enabled
      schedule.properties.set("State", at: entry.keySpan("enabled") ?? enabled.span, state)
    }
    if let target = lowering.scheduleTarget(entry) {
      schedule.properties.set("Target", at: entry.keySpan("to") ?? entry.span, target)
    }
    lowering.add(schedule, from: entry)
  }
}

/// The keys of what a schedule calls.
enum ScheduleTarget {
  static let kinds: [ResourceKind] = [
    .functions, .queues, .topics, .stateMachines, .buses, .streams, .deliveryStreams,
  ]

  static let shape = ObjectShape(
    [
      Key("target", .reference(kinds), "Who is called; or `call`."),
      Key(
        "call", .text,
        "Instead: an operation of any service's API, such as `ec2:stopInstances`, with `input` as its parameters."),
      Key(
        "on", .list(.anything), default: "everything", "With `call`: the paths or ARNs for which the role allows it."),
      Key("input", .anything, default: "an event of Scheduler's own", "What is sent: a map, or a text."),
      Key("messageGroupId", .text, "FIFO queues: the message group."),
      Key("partitionKey", .text, "Streams: the partition key."),
      Key("detailType", .text, "Buses: the event's `detail-type`."),
      Key("source", .text, "Buses: the event's `source`."),
      Key("deadLetter", .reference([.queues]), "Where calls go that failed for good."),
      RetryKeys.key,
    ], shorthand: "target")

  /// Keys that are members of an object in CloudFormation's target.
  static let wrapped: [(key: String, property: String, member: String)] = [
    ("messageGroupId", "SqsParameters", "MessageGroupId"), ("partitionKey", "KinesisParameters", "PartitionKey"),
    ("detailType", "EventBridgeParameters", "DetailType"), ("source", "EventBridgeParameters", "Source"),
  ]
}

extension StackLowering {
  /// `Target` of a schedule, with what its role must allow.
  fileprivate mutating func scheduleTarget(_ entry: Entry) -> Value? {
    guard let target = entry.entry("to", &self), let node = entry.node("to") else { return nil }
    let given = ["target", "call"].filter(target.has).count
    guard given == 1 else {
      findings.report(.exactlyOneKey(["target", "call"], given: given, in: "to", at: node.span))
      return nil
    }
    let place = target.node("target")?.span ?? target.node("call")?.contentSpan ?? node.span
    guard let arn = target.value("target", &self) ?? universalTarget(target, at: place) else { return nil }
    var map = ValueMap()
    map.set("Arn", at: place, arn)
    if let role = scheduleRole(entry, target, arn, at: place) { map.set("RoleArn", at: place, role) }
    for property in target.properties(&self).entries { map.entries.append(property) }
    if let input = target.value("input", &self) {
      map.set("Input", at: target.keySpan("input") ?? input.span, input.string == nil ? input.asJSONText : input)
    }
    checkKeys(of: target, .scheduleTarget, for: arrowEnd(of: arn)?.kind)
    for (key, property, member) in ScheduleTarget.wrapped {
      guard let value = target.value(key, &self), let span = target.keySpan(key) else { continue }
      var inner = map[property]?.map ?? ValueMap()
      inner.set(member, at: span, value)
      map.set(property, at: span, Value(.map(inner), span))
    }
    if let queue = target.value("deadLetter", &self) {
      map.set("DeadLetterConfig", at: target.keySpan("deadLetter") ?? queue.span, .object(queue.span, ["Arn": queue]))
    }
    return Value(.map(map), node.span)
  }

  /// The ARN that stands for an operation of a service ("Using universal targets", EventBridge Scheduler User Guide).
  private mutating func universalTarget(_ target: Entry, at span: Span) -> Value? {
    guard let call = target.value("call", &self)?.string else { return nil }
    let parts = call.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && String($0).isAlphanumeric }) else {
      findings.report(
        .wrongType("call", wanted: "an operation such as `ec2:stopInstances`", got: "`\(call)`", at: span))
      return nil
    }
    return .sub("arn:${AWS::Partition}:scheduler:::aws-sdk:\(call)", span)
  }

  /// The role that a schedule calls with: the one that is named, or one made for it.
  private mutating func scheduleRole(_ entry: Entry, _ target: Entry, _ arn: Value, at span: Span) -> Value? {
    if entry.has("role") { return entry.value("role", &self) }
    let role = serviceRole("ScheduleRole", of: entry, for: "scheduler.amazonaws.com", at: span)
    if target.has("call") {
      grantUniversalCall(target, to: role, at: span)
    } else if let kind = arrowEnd(of: arn)?.kind.flatMap({ Wire.Kind(from: "schedule", to: $0) }) {
      grant(kind, WireEnds(target: arn), to: .serviceRole(role), at: span)
    }
    grantOwnKey("schedule-key", of: entry, to: role)
    if let queue = target.value("deadLetter", &self) {
      grant(.scheduleToDeadLetterQueue, WireEnds(target: queue), to: .serviceRole(role), at: queue.span)
    }
    return .getAtt(role, "Arn", span)
  }
}
