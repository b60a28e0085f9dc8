import Source

extension WireReader {
  /// `EventSourceArn` to `FunctionName` (AWS::Lambda::EventSourceMapping).
  func wires(ofMapping mapping: Resource) -> [Wire] {
    guard let source = mapping["EventSourceArn"], let function = mapping["FunctionName"] else { return [] }
    let from = endpoint(source)
    let to = endpoint(function)
    guard let kind = polling(from) else { return [] }
    let wire = Wire(
      kind: kind, source: from, target: to, via: mapping.logicalID, span: source.span, role: executionRole(to))
    guard kind.isStreamSource, let target = mapping["DestinationConfig"]?["OnFailure"]?["Destination"] else {
      return [wire]
    }
    let failure = handing("event-source-failure", target, from: to, via: mapping)
    return [wire] + (failure.map { [$0] } ?? [])
  }

  /// How a mapping reads what its `EventSourceArn` names.
  private func polling(_ source: Wire.Endpoint) -> Wire.Kind? {
    if isConsumer(source) { return .eventSourceStreamConsumer }
    switch end(source) {
    case .queue: return .eventSourceQueue
    case .stream: return .eventSourceStream
    case .table: return .eventSourceTableStream
    case .topic, .function, .bus, .bucket, .api, .deliveryStream, .stateMachine, .logGroup, .apiDestination, nil:
      return nil
    }
  }

  /// `DestinationConfig` (AWS::Lambda::EventInvokeConfig).
  func wires(ofInvokeConfig config: Resource) -> [Wire] {
    guard let function = config["FunctionName"], let destinations = config["DestinationConfig"]?.map else { return [] }
    let from = endpoint(function)
    return destinations.entries.compactMap { entry in
      guard let target = entry.value["Destination"] else { return nil }
      return handing("async-destination", target, from: from, via: config)
    }
  }

  /// `DeadLetterConfig`, `FileSystemConfigs` and `KmsKeyArn` (AWS::Lambda::Function).
  func wires(ofFunction function: Resource) -> [Wire] {
    let source = Wire.Endpoint.resource(function.logicalID)
    var wires: [Wire] = []
    if let target = function["DeadLetterConfig"]?["TargetArn"],
      let wire = handing("function-dead-letter", target, from: source, via: function)
    {
      wires.append(wire)
    }
    for config in function["FileSystemConfigs"]?.list ?? [] {
      guard let point = config["Arn"] else { continue }
      wires.append(
        Wire(
          kind: .functionToFileSystem, source: source, target: fileSystem(of: point), via: function.logicalID,
          span: point.span, role: executionRole(source)))
    }
    if let key = function["KmsKeyArn"] {
      wires.append(
        Wire(
          kind: .functionToEnvironmentKey, source: source, target: endpoint(key), via: function.logicalID,
          span: key.span, role: executionRole(source)))
    }
    return wires
  }

  /// The file system of an access point, which is what IAM knows; of one outside, it is not known which.
  private func fileSystem(of point: Value) -> Wire.Endpoint {
    guard let id = resource(namedBy: point), let system = template[id]?["FileSystemId"] else {
      let text = "arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:file-system/"
      var arn = resolver.text(.sub(text, point.span)) ?? PartialText("")
      arn.append(.hole(Hole("…")))
      return .external(arn)
    }
    return endpoint(system)
  }

  /// What Lambda hands on with the function's own role.
  private func handing(_ word: String, _ target: Value, from source: Wire.Endpoint, via: Resource) -> Wire? {
    let to = endpoint(target)
    return end(to).flatMap { Wire.Kind(from: word, to: $0) }.map {
      Wire(
        kind: $0, source: source, target: to, via: via.logicalID, span: target.span, role: executionRole(source))
    }
  }
}
