import Source
import Template
import Wiring

extension PlanBuilder {
  /// The services that a rule's events are delivered to in a local run.
  private static let targetServices: Set<String> = ["lambda", "sqs", "sns", "events"]

  /// AWS::Events::EventBus.
  mutating func addBus(_ resource: Resource, _ reader: inout PropertyReader) {
    var bus = BusPlan(id: resource.logicalID, name: reader.text("Name") ?? name(resource), arn: arn(resource))
    bus.path = path(resource)
    bus.place = planPlace(resource.span)
    bus.deadLetter = reader.object("DeadLetterConfig") { $0.text("Arn") } ?? nil
    if let policy = policy(&reader, "Policy", of: resource) { bus.policies.append(policy) }
    bus.settings = reader.keep()
    plan.buses.append(bus)
  }

  /// AWS::Events::EventBusPolicy, in the form with a whole statement and in the older one with its parts.
  mutating func attachBusPolicy(_ resource: Resource, _ reader: inout PropertyReader) {
    let name = Self.busName(reader.text("EventBusName") ?? "default")
    if name == "default", !plan.buses.contains(where: { $0.name == name }) {
      let arn = "arn:\(place.partition):events:\(place.region):\(place.account):event-bus/default"
      plan.buses.append(BusPlan(id: "default", name: name, arn: arn))
    }
    guard let index = plan.buses.firstIndex(where: { $0.name == name }) else {
      return addOutside(resource, "its bus `\(name)` is not of this plan", &reader)
    }
    var statement = Members<JSONValue>()
    if let sid = reader.text("StatementId") { statement.set("Sid", .string(sid)) }
    if case .object(let whole) = reader.json("Statement") {
      for item in whole.items { statement.set(item.name, item.value) }
    } else {
      statement.set("Effect", .string("Allow"))
      statement.set("Principal", Self.principal(reader.text("Principal") ?? "", place))
      statement.set("Action", .string(reader.text("Action") ?? "events:PutEvents"))
      statement.set("Resource", .string(plan.buses[index].arn))
      if let condition = reader.object("Condition", Self.condition) { statement.set("Condition", condition) }
    }
    plan.buses[index].policies.append(document(of: statement, resource))
  }

  /// `Condition` of a bus policy: type, key and value.
  private static func condition(_ reader: inout PropertyReader) -> JSONValue {
    var key = Members<JSONValue>()
    key.set(reader.text("Key") ?? "", .string(reader.text("Value") ?? ""))
    var condition = Members<JSONValue>()
    condition.set(reader.text("Type") ?? "", .object(key))
    return .object(condition)
  }

  /// AWS::Events::Rule.
  mutating func addRule(_ resource: Resource, _ reader: inout PropertyReader) {
    var rule = RulePlan(id: resource.logicalID, name: reader.text("Name") ?? name(resource), arn: arn(resource))
    rule.path = path(resource)
    rule.place = planPlace(resource.span)
    if let bus = reader.text("EventBusName") { rule.bus = Self.busName(bus) }
    rule.pattern = reader.json("EventPattern")
    rule.schedule = reader.text("ScheduleExpression")
    if let state = reader.text("State") { rule.enabled = state != "DISABLED" }
    rule.targets = reader.objects("Targets") { target($0.span, &$0) }
    rule.settings = reader.keep()
    plan.rules.append(rule)
  }

  private func target(_ span: Span, _ reader: inout PropertyReader) -> TargetPlan {
    var target = TargetPlan(id: reader.text("Id") ?? "", arn: reader.text("Arn") ?? "")
    target.place = planPlace(reader.datum("Arn")?.span ?? span)
    let fields = target.arn.split(separator: ":", omittingEmptySubsequences: false)
    if fields.count < 3 || !Self.targetServices.contains(String(fields[2])) {
      reader.note("Arn", "no event is delivered to `\(target.arn)`", span)
    }
    target.role = reader.text("RoleArn")
    target.input = reader.text("Input", edge: .placeholder)
    target.inputPath = reader.text("InputPath")
    let transformer = reader.object("InputTransformer") {
      ($0.members("InputPathsMap"), $0.text("InputTemplate", edge: .placeholder))
    }
    if case (let paths, let template?)? = transformer {
      target.transformer = InputTransformerPlan(template: template)
      target.transformer?.paths = paths
    }
    target.messageGroup = reader.object("SqsParameters") { $0.text("MessageGroupId") } ?? nil
    let retry = reader.object("RetryPolicy") {
      ($0.integer("MaximumRetryAttempts"), $0.integer("MaximumEventAgeInSeconds"))
    }
    if let retries = retry?.0 { target.retries = retries }
    if let age = retry?.1 { target.maxAge = age }
    target.deadLetter = reader.object("DeadLetterConfig") { $0.text("Arn") } ?? nil
    target.settings = reader.keep()
    return target
  }

  /// The name of a bus by its name or ARN.
  private static func busName(_ nameOrARN: String) -> String {
    guard nameOrARN.hasPrefix("arn:"), let slash = nameOrARN.lastIndex(of: "/") else { return nameOrARN }
    return String(nameOrARN[nameOrARN.index(after: slash)...])
  }
}
