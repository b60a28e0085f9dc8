import Source

extension WireReader {
  /// `Source`, `Enrichment` and `Target`, and where batches of a stream go that failed (AWS::Pipes::Pipe).
  func wires(ofPipe pipe: Resource) -> [Wire] {
    let role = pipe["RoleArn"]
    let here = Wire.Endpoint.resource(pipe.logicalID)
    var wires: [Wire] = []
    func add(_ kind: Wire.Kind?, _ value: Value, from source: Wire.Endpoint, to target: Wire.Endpoint) {
      guard let kind else { return }
      wires.append(Wire(kind: kind, source: source, target: target, via: pipe.logicalID, span: value.span, role: role))
    }
    if let value = pipe["Source"] {
      let end = source(ofPipe: value)
      add(end.kind, value, from: end.endpoint, to: here)
    }
    let parameters = pipe["SourceParameters"]
    for member in ["KinesisStreamParameters", "DynamoDBStreamParameters"] {
      guard let value = parameters?[member]?["DeadLetterConfig"]?["Arn"] else { continue }
      let to = endpoint(value)
      add(end(to).flatMap { Wire.Kind(from: "pipe-dead-letter", to: $0) }, value, from: here, to: to)
    }
    if let value = pipe["Enrichment"] {
      let to = endpoint(value)
      add(end(to).flatMap { Wire.Kind(from: "pipe-enrichment", to: $0) }, value, from: here, to: to)
    }
    if let value = pipe["Target"] {
      let to = endpoint(value)
      let end = self.end(to)
      let waits = end == .stateMachine && invocation(ofPipe: pipe) != "FIRE_AND_FORGET"
      add(
        waits ? .pipeToStateMachineSync : end.flatMap { Wire.Kind(from: "pipe-target", to: $0) }, value, from: here,
        to: to)
    }
    return wires
  }

  /// How a pipe calls a state machine; to wait for it is the default (`PipeTargetStateMachineParameters`).
  public func invocation(ofPipe pipe: Resource) -> String? {
    pipe["TargetParameters"]?["StepFunctionStateMachineParameters"]?["InvocationType"].flatMap(resolver.literal)
  }

  /// What a pipe reads from; the ARN of a table's stream stands for the table.
  private func source(ofPipe value: Value) -> (kind: Wire.Kind?, endpoint: Wire.Endpoint) {
    let from = endpoint(value)
    switch end(from) {
    case .queue: return (.pipeFromQueue, from)
    case .stream: return (.pipeFromStream, from)
    case .table: return (.pipeFromTable, from)
    default: return (nil, from)
    }
  }
}

extension WireReader {
  /// `Target` with its dead-letter queue (AWS::Scheduler::Schedule).
  func wires(ofSchedule schedule: Resource) -> [Wire] {
    guard let target = schedule["Target"], let arn = target["Arn"] else { return [] }
    let from = Wire.Endpoint.resource(schedule.logicalID)
    let to = endpoint(arn)
    var wires: [Wire] = []
    // What calls an operation of any service names no resource.
    if case .external(let text) = to, text.description.contains(":scheduler:::aws-sdk:") {
    } else if let kind = end(to).flatMap({ Wire.Kind(from: "schedule", to: $0) }) {
      wires.append(
        Wire(kind: kind, source: from, target: to, via: schedule.logicalID, span: arn.span, role: target["RoleArn"]))
    }
    if let queue = target["DeadLetterConfig"]?["Arn"] {
      wires.append(
        Wire(
          kind: .scheduleToDeadLetterQueue, source: from, target: endpoint(queue), via: schedule.logicalID,
          span: queue.span, role: target["RoleArn"]))
    }
    return wires
  }
}
