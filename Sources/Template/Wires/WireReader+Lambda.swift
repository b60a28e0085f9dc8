import Source

extension WireReader {
  /// `EventSourceArn` to `FunctionName` (AWS::Lambda::EventSourceMapping).
  func wires(ofMapping mapping: Resource) -> [Wire] {
    guard let source = mapping["EventSourceArn"], let function = mapping["FunctionName"] else { return [] }
    let from = endpoint(source)
    guard targetKind(from) == .queue else { return [] }
    return [
      Wire(kind: .eventSourceQueue, source: from, target: endpoint(function), via: mapping.logicalID, span: source.span)
    ]
  }

  /// `DestinationConfig` (AWS::Lambda::EventInvokeConfig).
  func wires(ofInvokeConfig config: Resource) -> [Wire] {
    guard let function = config["FunctionName"], let destinations = config["DestinationConfig"]?.map else { return [] }
    return destinations.entries.compactMap { entry in
      guard let target = entry.value["Destination"] else { return nil }
      let to = endpoint(target)
      let kind: Wire.Kind? =
        switch targetKind(to) {
        case .queue: .destinationQueue
        case .topic: .destinationTopic
        case .function: .destinationFunction
        case .bus: .destinationBus
        case nil: nil
        }
      return kind.map {
        Wire(kind: $0, source: endpoint(function), target: to, via: config.logicalID, span: target.span)
      }
    }
  }

  /// `DeadLetterConfig` (AWS::Lambda::Function).
  func wires(ofFunction function: Resource) -> [Wire] {
    guard let target = function["DeadLetterConfig"]?["TargetArn"] else { return [] }
    let to = endpoint(target)
    let kind: Wire.Kind? =
      switch targetKind(to) {
      case .queue: .functionToDeadLetterQueue
      case .topic: .functionToDeadLetterTopic
      case .function, .bus, nil: nil
      }
    let from = Wire.Endpoint.resource(function.logicalID)
    return kind.map { [Wire(kind: $0, source: from, target: to, via: function.logicalID, span: target.span)] } ?? []
  }
}
