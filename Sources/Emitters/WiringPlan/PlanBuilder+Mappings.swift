import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::Lambda::EventSourceMapping of a queue.
  mutating func addMapping(_ resource: Resource, _ reader: inout PropertyReader) {
    let source = reader.text("EventSourceArn") ?? ""
    guard source.split(separator: ":").dropFirst(2).first == "sqs" else {
      addStreamMapping(resource, &reader)
      unsupported(resource, "only queues are polled in a local run")
      return
    }
    let function = reader.text("FunctionName").map { known(place.functionARN(PartialText($0))) } ?? ""
    var mapping = EventSourceMappingPlan(
      id: resource.logicalID, uuid: known(resolver.physicalName(of: resource)), source: source, function: function)
    mapping.place = planPlace(resource.span)
    if let size = reader.integer("BatchSize") { mapping.batchSize = size }
    if let seconds = reader.integer("MaximumBatchingWindowInSeconds") { mapping.batchWindow = seconds }
    if let enabled = reader.bool("Enabled") { mapping.enabled = enabled }
    mapping.reportsFailures = reader.texts("FunctionResponseTypes").contains("ReportBatchItemFailures")
    mapping.maximumConcurrency = reader.object("ScalingConfig") { $0.integer("MaximumConcurrency") } ?? nil
    mapping.filters =
      reader.object("FilterCriteria") { criteria in
        criteria.objects("Filters") { $0.text("Pattern") }.compactMap { $0 }
      } ?? []
    mapping.settings = reader.keep()
    plan.eventSourceMappings.append(mapping)
  }

  /// AWS::Lambda::EventSourceMapping of a stream, or of another source that is no queue.
  private mutating func addStreamMapping(_ resource: Resource, _ reader: inout PropertyReader) {
    let function = reader.text("FunctionName").map { known(place.functionARN(PartialText($0))) } ?? ""
    var mapping = StreamMappingPlan(
      id: resource.logicalID, uuid: known(resolver.physicalName(of: resource)), function: function)
    mapping.place = planPlace(resource.span)
    mapping.source = reader.text("EventSourceArn")
    mapping.start = reader.text("StartingPosition")
    mapping.startTime = reader.decimal("StartingPositionTimestamp")
    mapping.batchSize = reader.integer("BatchSize")
    mapping.batchWindow = reader.integer("MaximumBatchingWindowInSeconds")
    mapping.parallel = reader.integer("ParallelizationFactor")
    mapping.retries = reader.integer("MaximumRetryAttempts")
    mapping.maxAge = reader.integer("MaximumRecordAgeInSeconds")
    mapping.bisects = reader.bool("BisectBatchOnFunctionError") ?? false
    mapping.tumblingWindow = reader.integer("TumblingWindowInSeconds")
    mapping.disabled = reader.bool("Enabled") == false
    mapping.reportsFailures = reader.texts("FunctionResponseTypes").contains("ReportBatchItemFailures")
    mapping.onFailure = reader.plain(reader.peek("DestinationConfig")?["OnFailure"]?["Destination"])
    let filters = reader.peek("FilterCriteria")?["Filters"]?.itemsOrSelf ?? []
    mapping.filters = filters.compactMap { reader.plain($0["Pattern"]) }
    mapping.settings = reader.rest()
    plan.streamMappings.append(mapping)
  }

  /// AWS::Logs::LogGroup.
  mutating func addLogGroup(_ resource: Resource, _ reader: inout PropertyReader) {
    let arn = arn(resource)
    var group = LogGroupPlan(
      id: resource.logicalID, name: reader.text("LogGroupName") ?? name(resource),
      arn: arn.hasSuffix(":*") ? String(arn.dropLast(2)) : arn)
    group.place = planPlace(resource.span)
    group.retention = reader.integer("RetentionInDays")
    group.settings = reader.keep()
    plan.logGroups.append(group)
  }
}
