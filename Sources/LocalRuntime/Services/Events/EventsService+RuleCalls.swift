import Diagnostics
import Events
import Source
import WireProtocols

extension EventsService {
  func putRule(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let bus = try bus(input.string("EventBusName"))
    let name = input.string("Name") ?? ""
    let schedule = input.string("ScheduleExpression").flatMap { $0.isEmpty ? nil : $0 }
    let pattern = input.string("EventPattern").flatMap { $0.isEmpty ? nil : $0 }
    guard schedule != nil || pattern != nil else {
      throw .validation("Parameter(s) EventPattern or ScheduleExpression must be specified.")
    }
    if let pattern { _ = try Self.pattern(pattern) }
    if let schedule {
      guard bus.name == "default" else {
        throw .validation("ScheduleExpression is supported only on the default event bus.")
      }
      var findings = Findings()
      let read = ScheduleExpression(reading: PartialText(schedule), at: JSON.nowhere, into: &findings)
      guard read != nil else { throw .validation("Parameter ScheduleExpression is not valid.") }
    }
    let existing = rules[EventRule.key(bus.name, name)]?.rule
    var rule = existing ?? EventRule(name: name, arn: ruleARN(name, on: bus.name), bus: bus.name)
    rule.pattern = pattern
    rule.schedule = schedule
    rule.enabled = input.string("State") != "DISABLED"
    rule.description = input.string("Description")
    rule.role = input.string("RoleArn")
    if existing == nil { rule.tags = Self.tags(input) }
    try await keep(rule)
    return ["RuleArn": .string(rule.arn)]
  }

  /// Rules of the bus `default` have no bus in their ARN.
  func ruleARN(_ name: String, on bus: String) -> String {
    place.arn("events", bus == "default" ? "rule/\(name)" : "rule/\(bus)/\(name)")
  }

  /// `DeleteRule`: one that is not there is no error, one with targets is.
  func deleteRule(_ input: WireObject) async throws(ServiceError) -> WireObject {
    let bus = try bus(input.string("EventBusName"))
    guard let rule = rules[EventRule.key(bus.name, input.string("Name") ?? "")]?.rule else { return [:] }
    guard rule.targets.isEmpty else { throw .validation("Rule can't be deleted since it has targets.") }
    rules[rule.key] = nil
    schedule()
    if !rule.isPlanned { try await commit([.remove(space: Self.space, key: "rule/\(rule.key)")]) }
    return [:]
  }

  func enableRule(_ input: WireObject, _ enabled: Bool) async throws(ServiceError) -> WireObject {
    var rule = try rule(input.string("Name"), on: input.string("EventBusName"))
    rule.enabled = enabled
    try await keep(rule)
    return [:]
  }

  func describeRule(_ input: WireObject) throws(ServiceError) -> WireObject {
    var members = Self.describe(try rule(input.string("Name"), on: input.string("EventBusName")))
    members["CreatedBy"] = .string(place.account)
    return members
  }

  private static func describe(_ rule: EventRule) -> WireObject {
    [
      "Name": .string(rule.name), "Arn": .string(rule.arn), "EventPattern": rule.pattern.map { .string($0) },
      "ScheduleExpression": rule.schedule.map { .string($0) }, "State": rule.enabled ? "ENABLED" : "DISABLED",
      "Description": rule.description.map { .string($0) }, "RoleArn": rule.role.map { .string($0) },
      "EventBusName": .string(rule.bus),
    ]
  }

  func listRules(_ input: WireObject) throws(ServiceError) -> WireObject {
    let bus = try bus(input.string("EventBusName"))
    let prefix = input.string("NamePrefix") ?? ""
    let found = rules.values.map(\.rule).filter { $0.bus == bus.name && $0.name.hasPrefix(prefix) }
    let page = try Page(
      found.map(\.name).sorted(), after: input.string("NextToken"), size: input.integer("Limit") ?? 100)
    let shown = page.items.compactMap { rules[EventRule.key(bus.name, $0)]?.rule }
    return ["Rules": .list(shown.map { .object(Self.describe($0)) }), "NextToken": page.next.map { .string($0) }]
  }

  func listRuleNames(_ input: WireObject) throws(ServiceError) -> WireObject {
    let bus = try bus(input.string("EventBusName"))
    let target = input.string("TargetArn")
    let names = rules.values.map(\.rule).filter { rule in
      rule.bus == bus.name && rule.targets.contains { $0.arn == target }
    }.map(\.name)
    let page = try Page(names.sorted(), after: input.string("NextToken"), size: input.integer("Limit") ?? 100)
    return ["RuleNames": .list(page.items.map { .string($0) }), "NextToken": page.next.map { .string($0) }]
  }

  static func tags(_ input: WireObject) -> [String: String] {
    var tags: [String: String] = [:]
    for tag in input.list("Tags").compactMap(\.object) { tags[tag.string("Key") ?? ""] = tag.string("Value") ?? "" }
    return tags
  }
}
