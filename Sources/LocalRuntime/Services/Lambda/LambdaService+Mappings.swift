import WireProtocols
import Wiring

/// Event source mappings, and the pages of lists.
extension LambdaService {
  func listMappings(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let source = call.input.string("EventSourceArn")
    let function = call.input.string("FunctionName").flatMap { FunctionName($0) }
    let found = (runner.plan?.eventSourceMappings ?? []).filter { mapping in
      (source.map { $0 == mapping.source } ?? true)
        && (function.map { wanted in
          let own = FunctionName(mapping.function)
          return own?.name == wanted.name && (wanted.qualifier == nil || own?.qualifier == wanted.qualifier)
        } ?? true)
    }
    return try page(found, of: call, as: "EventSourceMappings") { .object(self.mapping($0)) }
  }

  func getMapping(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let uuid = call.input.string("UUID") ?? ""
    guard let found = runner.plan?.eventSourceMappings.first(where: { $0.uuid == uuid }) else {
      throw ServiceError(
        "ResourceNotFoundException", "The resource you requested does not exist.", members: ["Type": "User"])
    }
    return mapping(found)
  }

  func arn(ofMapping uuid: String) -> String {
    let plan = runner.plan
    return
      "arn:\(plan?.partition ?? "aws"):lambda:\(plan?.region ?? ""):\(plan?.account ?? ""):event-source-mapping:\(uuid)"
  }

  private func mapping(_ mapping: EventSourceMappingPlan) -> WireObject {
    let filters = mapping.filters.map { WireValue.object(["Pattern": .string($0)]) }
    return [
      "UUID": .string(mapping.uuid), "EventSourceMappingArn": .string(arn(ofMapping: mapping.uuid)),
      "EventSourceArn": .string(mapping.source), "FunctionArn": .string(mapping.function),
      "BatchSize": .integer(Int64(mapping.batchSize)),
      "MaximumBatchingWindowInSeconds": .integer(Int64(mapping.batchWindow)),
      "State": mapping.enabled ? "Enabled" : "Disabled", "StateTransitionReason": "USER_INITIATED",
      "LastModified": .timestamp(lastModified.seconds),
      "FunctionResponseTypes": .list(mapping.reportsFailures ? ["ReportBatchItemFailures"] : []),
      "FilterCriteria": filters.isEmpty ? nil : .object(["Filters": .list(filters)]),
      "ScalingConfig": mapping.maximumConcurrency.map { .object(["MaximumConcurrency": .integer(Int64($0))]) },
    ]
  }

  /// A page of a list: `Marker` is the place to go on from, `MaxItems` its length, 50 at most as AWS gives.
  func page<Item>(
    _ all: [Item], of call: ServiceCall, as name: String, _ value: (Item) -> WireValue
  ) throws(ServiceError) -> WireObject {
    let marker = call.input.string("Marker")
    guard let start = marker.map({ Int($0) }) ?? 0, (0...all.count).contains(start) else {
      throw ServiceError("InvalidParameterValueException", "Invalid marker", members: ["Type": "User"])
    }
    let end = min(all.count, start + min(call.input.integer("MaxItems") ?? 50, 50))
    return [
      name: .list(all[start..<end].map(value)), "NextMarker": end < all.count ? .string("\(end)") : nil,
    ]
  }
}
