import Source
import Template

extension StackGraphBuilder {
  /// Stands at an arrow that only takes what failed.
  static let onFailure = "on failure"

  /// What stands at a wire's arrow.
  func labels(of wire: Wire) -> [String] {
    guard let via = template[wire.via] else { return [] }
    switch wire.kind {
    case .apiToFunction, .apiToQueue, .apiToTopic, .apiToStateMachine, .apiToStateMachineSync, .apiToStream,
      .apiToStreamBatch, .apiToBus, .apiGetsItem, .apiPutsItem, .apiUpdatesItem, .apiDeletesItem, .apiQueriesTable,
      .apiScansTable:
      return (wire.route?.key ?? route(of: via)).map { [$0] } ?? []
    case .apiToAuthorizer: return ["authorizer"]
    case .eventSourceQueue, .eventSourceStream, .eventSourceStreamConsumer, .eventSourceTableStream:
      return text(via["BatchSize"]).map { ["batch \($0)"] } ?? []
    case .eventSourceFailureToQueue, .eventSourceFailureToTopic, .eventSourceFailureToBucket: return [Self.onFailure]
    case .deliveryStreamTransform: return ["transform"]
    case .bucketToAnalytics: return ["reference"]
    case .topicToQueue, .topicToFunction, .topicToDeliveryStream: return via["FilterPolicy"] == nil ? [] : ["filtered"]
    case .queueToDeadLetterQueue:
      return text(via["RedrivePolicy"]?["maxReceiveCount"]).map { ["after \($0) receives"] } ?? []
    case .destinationQueue, .destinationTopic, .destinationFunction, .destinationBus, .destinationBucket:
      return destinations(of: via, to: wire.target)
    case .ruleToFunction, .ruleToQueue, .ruleToTopic, .ruleToBus, .ruleToDeadLetterQueue: return []
    case .ruleToStream, .ruleToDeliveryStream, .ruleToStateMachine, .ruleToAPI, .ruleToAPIDestination: return []
    case .ruleToLogGroup, .busToDeadLetterQueue, .tableToStream: return []
    case .streamToDeliveryStream, .deliveryStreamToBucket, .deliveryStreamToLogGroup: return []
    case .streamToAnalytics, .analyticsToStream: return []
    case .bucketToFunction, .bucketToQueue, .bucketToTopic: return notifications(of: via, to: wire.target)
    case .userPoolToFunction: return triggers(of: via, to: wire.target)
    case .userPoolToSMS: return []
    case .topicToDeadLetterQueue, .functionToDeadLetterQueue, .functionToDeadLetterTopic: return []
    case .scheduleToFunction, .scheduleToQueue, .scheduleToTopic, .scheduleToBus, .scheduleToStream: return []
    case .scheduleToDeliveryStream, .scheduleToStateMachine, .scheduleToDeadLetterQueue: return []
    case .pipeFromQueue, .pipeFromStream, .pipeFromTable:
      return via["SourceParameters"]?["FilterCriteria"] == nil ? [] : ["filtered"]
    case .pipeToFunctionForMore, .pipeToStateMachineForMore, .pipeToAPIDestinationForMore:
      return ["enrichment"]
    case .pipeToFunction, .pipeToQueue, .pipeToTopic, .pipeToBus, .pipeToStream, .pipeToDeliveryStream: return []
    case .pipeToStateMachine, .pipeToStateMachineSync, .pipeToLogGroup, .pipeToAPIDestination: return []
    case .pipeToDeadLetterQueue, .pipeToDeadLetterTopic: return [Self.onFailure]
    case .functionToFileSystem:
      return text(via["FileSystemConfigs"]?.list?.first?["LocalMountPath"]).map { [$0] } ?? []
    case .functionToEnvironmentKey: return ["variables"]
    case .logsToFunction, .logsToStream, .logsToDeliveryStream:
      return text(via["FilterPattern"]).flatMap { $0.isEmpty ? nil : ["filtered"] } ?? []
    case .stateMachineToFunction, .stateMachineToQueue, .stateMachineToTopic, .stateMachineToBus: return []
    case .stateMachineToStateMachine: return []
    case .stateMachineToStateMachineSync, .stateMachineToExpressSync: return ["waits"]
    case .stateMachineGetsItem: return ["get item"]
    case .stateMachinePutsItem: return ["put item"]
    case .stateMachineUpdatesItem: return ["update item"]
    case .stateMachineDeletesItem: return ["delete item"]
    case .stateMachineReadsObjects: return ["read"]
    case .stateMachineListsObjects: return ["list"]
    case .stateMachineWritesObjects: return ["write"]
    case .stateMachineToLogGroup: return ["logs"]
    case .alarmToTopic, .networkToLogGroup: return []
    }
  }

  /// `POST /orders`.
  private func route(of via: Resource) -> String? {
    if let key = text(via["RouteKey"]) { return key }
    guard let method = text(via["HttpMethod"]) else { return nil }
    return reader.path(ofMethod: via).map { "\(method) \($0)" } ?? method
  }

  /// `on success`, `on failure`: the outcomes that go to a destination.
  private func destinations(of config: Resource, to target: Wire.Endpoint) -> [String] {
    let names = [("OnSuccess", "on success"), ("OnFailure", Self.onFailure)]
    return names.compactMap { key, label in
      guard let value = config["DestinationConfig"]?[key]?["Destination"] else { return nil }
      return reader.endpoint(value) == target ? label : nil
    }
  }

  /// The events of a bucket that one target is told of.
  private func notifications(of bucket: Resource, to target: Wire.Endpoint) -> [String] {
    var events: [String] = []
    for list in bucket["NotificationConfiguration"]?.map?.entries ?? [] {
      for notification in list.value.list ?? [] {
        let named = ["Function", "Queue", "Topic"].lazy.compactMap { notification[$0] }.first
        guard let named, reader.endpoint(named) == target, let event = text(notification["Event"]) else { continue }
        if !events.contains(event) { events.append(event) }
      }
    }
    return events
  }

  /// The triggers of a user pool that one function handles.
  private func triggers(of pool: Resource, to target: Wire.Endpoint) -> [String] {
    (pool["LambdaConfig"]?.map?.entries ?? []).compactMap { trigger in
      let function = trigger.value["LambdaArn"] ?? trigger.value
      return reader.endpoint(function) == target ? trigger.key.droppingConfig : nil
    }
  }

  /// A few words on a resource.
  func detail(of resource: Resource, _ kind: GraphNodeKind) -> String {
    switch kind {
    case .function: return text(resource["Runtime"]) ?? ""
    case .queue, .topic: return resource.isFIFO(reader.resolver) ? "FIFO" : ""
    case .schedule: return text(resource["ScheduleExpression"]) ?? ""
    case .api: return text(resource["ProtocolType"]) ?? (resource.type == "AWS::ApiGatewayV2::Api" ? "HTTP" : "REST")
    case .network: return text(resource["CidrBlock"]) ?? ""
    case .alarm: return text(resource["MetricName"]) ?? ""
    case .other, .glue: return resource.type
    case .stateMachine: return text(resource["StateMachineType"]) == "EXPRESS" ? "express" : ""
    case .stream: return resource["StreamModeDetails"]?["StreamMode"]?.string == "ON_DEMAND" ? "on demand" : ""
    case .analytics: return text(resource["RuntimeEnvironment"]) ?? ""
    case .bus, .rule, .table, .bucket, .pipe, .role, .logGroup, .key, .external: return ""
    case .userPool, .identityPool: return ""
    }
  }

  private func text(_ value: Value?) -> String? { value.flatMap(reader.resolver.text)?.description }
}

extension String {
  /// `PreTokenGenerationConfig` is the trigger `PreTokenGeneration`.
  fileprivate var droppingConfig: String { hasSuffix("Config") ? String(dropLast("Config".count)) : self }
}
