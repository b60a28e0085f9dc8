import Source
import Template

extension StackGraphBuilder {
  /// Stands at an arrow that only takes what failed.
  static let onFailure = "on failure"

  /// What stands at a wire's arrow.
  func labels(of wire: Wire) -> [String] {
    guard let via = template[wire.via] else { return [] }
    switch wire.kind {
    case .apiToFunction: return text(via["RouteKey"]).map { [$0] } ?? []
    case .eventSourceQueue: return text(via["BatchSize"]).map { ["batch \($0)"] } ?? []
    case .topicToQueue, .topicToFunction: return via["FilterPolicy"] == nil ? [] : ["filtered"]
    case .queueToDeadLetterQueue:
      return text(via["RedrivePolicy"]?["maxReceiveCount"]).map { ["after \($0) receives"] } ?? []
    case .destinationQueue, .destinationTopic, .destinationFunction, .destinationBus:
      return destinations(of: via, to: wire.target)
    case .ruleToFunction, .ruleToQueue, .ruleToTopic, .ruleToBus, .ruleToDeadLetterQueue: return []
    case .topicToDeadLetterQueue, .functionToDeadLetterQueue, .functionToDeadLetterTopic: return []
    }
  }

  /// `on success`, `on failure`: the outcomes that go to a destination.
  private func destinations(of config: Resource, to target: Wire.Endpoint) -> [String] {
    let names = [("OnSuccess", "on success"), ("OnFailure", Self.onFailure)]
    return names.compactMap { key, label in
      guard let value = config["DestinationConfig"]?[key]?["Destination"] else { return nil }
      return reader.endpoint(value) == target ? label : nil
    }
  }

  /// A few words on a resource.
  func detail(of resource: Resource, _ kind: GraphNodeKind) -> String {
    switch kind {
    case .function: return text(resource["Runtime"]) ?? ""
    case .queue, .topic: return resource.isFIFO(reader.resolver) ? "FIFO" : ""
    case .schedule: return text(resource["ScheduleExpression"]) ?? ""
    case .api: return text(resource["ProtocolType"]) ?? "REST"
    case .other, .glue: return resource.type
    case .bus, .rule, .table, .bucket, .stateMachine, .stream, .role, .external: return ""
    }
  }

  private func text(_ value: Value?) -> String? { value.flatMap(reader.resolver.text)?.description }
}
