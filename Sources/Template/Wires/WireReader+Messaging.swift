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
      default: nil
      }
    if let kind {
      wires.append(
        Wire(kind: kind, source: from, target: endpoint(target), via: subscription.logicalID, span: target.span))
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

  /// A route's integration with a function (AWS::ApiGatewayV2::Route, AWS::ApiGatewayV2::Integration).
  func wires(ofRoute route: Resource) -> [Wire] {
    guard let api = route["ApiId"], let integration = integration(ofRoute: route),
      let uri = integration["IntegrationUri"]
    else { return [] }
    let to = endpoint(uri)
    guard end(to) == .function else { return [] }
    return [
      Wire(kind: .apiToFunction, source: endpoint(api), target: to, via: route.logicalID, span: uri.span)
    ]
  }

  /// The integration that a route's `Target` (`integrations/ID`) names, if it is of this template.
  public func integration(ofRoute route: Resource) -> Resource? {
    var found: Resource?
    route["Target"]?.forEachReference { reference in
      if let resource = template[reference.target.text], resource.type == "AWS::ApiGatewayV2::Integration" {
        found = resource
      }
    }
    return found
  }
}
