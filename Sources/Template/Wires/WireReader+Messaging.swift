import Source

extension WireReader {
  /// `TopicArn` to `Endpoint`, and the subscription's dead-letter queue (AWS::SNS::Subscription).
  func wires(ofSubscription subscription: Resource) -> [Wire] {
    guard let topic = subscription["TopicArn"], let target = subscription["Endpoint"] else { return [] }
    let from = endpoint(topic)
    var wires: [Wire] = []
    let kind: Wire.Kind? =
      switch subscription["Protocol"].flatMap(resolver.literal) {
      case "sqs": .topicToQueue
      case "lambda": .topicToFunction
      case "firehose": .topicToDeliveryStream
      default: nil
      }
    if let kind {
      wires.append(
        Wire(
          kind: kind, source: from, target: endpoint(target), via: subscription.logicalID, span: target.span,
          role: subscription["SubscriptionRoleArn"]))
    }
    if let queue = subscription["RedrivePolicy"]?["deadLetterTargetArn"] {
      wires.append(
        Wire(
          kind: .topicToDeadLetterQueue, source: from, target: endpoint(queue), via: subscription.logicalID,
          span: queue.span))
    }
    return wires
  }

  /// `RedrivePolicy` (AWS::SQS::Queue).
  func wires(ofQueue queue: Resource) -> [Wire] {
    guard let target = queue["RedrivePolicy"]?["deadLetterTargetArn"] else { return [] }
    return [
      Wire(
        kind: .queueToDeadLetterQueue, source: .resource(queue.logicalID), target: endpoint(target),
        via: queue.logicalID,
        span: target.span)
    ]
  }

  /// `Targets`, each with its dead-letter queue (AWS::Events::Rule).
  func wires(ofRule rule: Resource) -> [Wire] {
    var wires: [Wire] = []
    for target in rule["Targets"]?.list ?? [] {
      guard let arn = target["Arn"] else { continue }
      let to = endpoint(arn)
      let from = Wire.Endpoint.resource(rule.logicalID)
      if let kind = end(to).flatMap({ Wire.Kind(from: "rule", to: $0) }) {
        wires.append(
          Wire(
            kind: kind, source: from, target: to, via: rule.logicalID, span: arn.span, role: target["RoleArn"]))
      }
      if let queue = target["DeadLetterConfig"]?["Arn"] {
        wires.append(
          Wire(
            kind: .ruleToDeadLetterQueue, source: from, target: endpoint(queue), via: rule.logicalID, span: queue.span))
      }
    }
    return wires
  }

  /// `DeadLetterConfig` (AWS::Events::EventBus).
  func wires(ofBus bus: Resource) -> [Wire] {
    guard let queue = bus["DeadLetterConfig"]?["Arn"] else { return [] }
    return [
      Wire(
        kind: .busToDeadLetterQueue, source: .resource(bus.logicalID), target: endpoint(queue), via: bus.logicalID,
        span: queue.span)
    ]
  }

  /// `KinesisStreamSpecification` (AWS::DynamoDB::Table).
  func wires(ofTable table: Resource) -> [Wire] {
    guard let stream = table["KinesisStreamSpecification"]?["StreamArn"] else { return [] }
    return [
      Wire(
        kind: .tableToStream, source: .resource(table.logicalID), target: endpoint(stream), via: table.logicalID,
        span: stream.span)
    ]
  }
}
