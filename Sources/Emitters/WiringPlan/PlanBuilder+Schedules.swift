import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::Scheduler::Schedule.
  mutating func addSchedule(_ resource: Resource, _ reader: inout PropertyReader) {
    let name = reader.text("Name") ?? name(resource)
    let group = reader.text("GroupName") ?? Self.defaultGroup
    var schedule = SchedulePlan(
      id: resource.logicalID, name: name, arn: arn(resource), group: group,
      expression: reader.text("ScheduleExpression") ?? "")
    schedule.path = path(resource)
    schedule.place = planPlace(resource.span)
    schedule.timeZone = reader.text("ScheduleExpressionTimezone")
    schedule.window = reader.whole(reader.peek("FlexibleTimeWindow")?["MaximumWindowInMinutes"])
    schedule.start = reader.text("StartDate")
    schedule.end = reader.text("EndDate")
    schedule.disabled = reader.text("State") == "DISABLED"
    let place = reader.peek("Target").flatMap { planPlace($0["Arn"]?.span ?? $0.span) }
    schedule.target = reader.object("Target", Self.scheduleTarget)
    schedule.target?.place = place
    schedule.settings = reader.rest()
    plan.schedules.append(schedule)
  }

  /// The group of schedules that names none ("GroupName", AWS::Scheduler::Schedule).
  private static let defaultGroup = "default"

  private static func scheduleTarget(_ reader: inout PropertyReader) -> ScheduleTargetPlan {
    var target = ScheduleTargetPlan(arn: reader.text("Arn") ?? "")
    target.role = reader.text("RoleArn")
    target.input = reader.text("Input")
    let retry = reader.peek("RetryPolicy")
    target.retries = reader.whole(retry?["MaximumRetryAttempts"])
    target.maxAge = reader.whole(retry?["MaximumEventAgeInSeconds"])
    reader.cover("RetryPolicy", ["MaximumRetryAttempts", "MaximumEventAgeInSeconds"])
    target.deadLetter = reader.text("DeadLetterConfig", "Arn")
    target.settings = reader.rest()
    return target
  }

  /// AWS::Scheduler::ScheduleGroup.
  mutating func addScheduleGroup(_ resource: Resource, _ reader: inout PropertyReader) {
    plan.scheduleGroups.append(part(resource, &reader, name: "Name"))
  }

  /// AWS::Pipes::Pipe.
  mutating func addPipe(_ resource: Resource, _ reader: inout PropertyReader) {
    var pipe = PipePlan(
      id: resource.logicalID, name: reader.text("Name") ?? name(resource), arn: arn(resource),
      source: reader.text("Source") ?? "", target: reader.text("Target") ?? "", role: reader.text("RoleArn") ?? "")
    pipe.path = path(resource)
    pipe.place = planPlace(resource.span)
    pipe.enrichment = reader.text("Enrichment")
    pipe.stopped = reader.text("DesiredState") == "STOPPED"
    let source = reader.object("SourceParameters") { source in
      let filters = source.peek("FilterCriteria")?["Filters"]?.itemsOrSelf.compactMap { source.plain($0["Pattern"]) }
      if filters != nil { source.skip("FilterCriteria") }
      return (filters ?? [], source.rest())
    }
    if let source { (pipe.filters, pipe.sourceSettings) = source }
    pipe.enrichmentSettings = reader.object("EnrichmentParameters") { $0.rest() } ?? Members()
    pipe.targetSettings = reader.object("TargetParameters") { $0.rest() } ?? Members()
    pipe.settings = reader.rest()
    plan.pipes.append(pipe)
  }
}
