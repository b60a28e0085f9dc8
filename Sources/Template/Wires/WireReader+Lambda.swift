import Source

extension WireReader {
  /// `EventSourceArn` to `FunctionName` (AWS::Lambda::EventSourceMapping).
  func wires(ofMapping mapping: Resource) -> [Wire] {
    guard let source = mapping["EventSourceArn"], let function = mapping["FunctionName"] else { return [] }
    let from = endpoint(source)
    let to = endpoint(function)
    guard let kind = end(from).flatMap({ Wire.Kind(from: "event-source", to: $0) }) else { return [] }
    return [
      Wire(
        kind: kind, source: from, target: to, via: mapping.logicalID, span: source.span, role: executionRole(to))
    ]
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

  /// `DeadLetterConfig` (AWS::Lambda::Function).
  func wires(ofFunction function: Resource) -> [Wire] {
    guard let target = function["DeadLetterConfig"]?["TargetArn"] else { return [] }
    return [handing("function-dead-letter", target, from: .resource(function.logicalID), via: function)]
      .compactMap(\.self)
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
