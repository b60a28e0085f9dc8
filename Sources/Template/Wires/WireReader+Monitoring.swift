import Source

extension WireReader {
  /// `LogGroupName` to `DestinationArn` (AWS::Logs::SubscriptionFilter).
  func wires(ofLogSubscription filter: Resource) -> [Wire] {
    guard let group = filter["LogGroupName"], let target = filter["DestinationArn"] else { return [] }
    let to = endpoint(target)
    guard let kind = end(to).flatMap({ Wire.Kind(from: "logs", to: $0) }) else { return [] }
    return [
      Wire(
        kind: kind, source: logGroup(group), target: to, via: filter.logicalID, span: target.span,
        role: filter["RoleArn"])
    ]
  }

  /// `ResourceId` to `LogGroupName` (AWS::EC2::FlowLog).
  func wires(ofFlowLog log: Resource) -> [Wire] {
    guard let network = log["ResourceId"], let group = log["LogGroupName"] else { return [] }
    return [
      Wire(
        kind: .networkToLogGroup, source: endpoint(network), target: logGroup(group), via: log.logicalID,
        span: group.span, role: log["DeliverLogsPermissionArn"])
    ]
  }

  /// A log group by its name, which `Ref` gives; one outside by the ARN that its name makes.
  private func logGroup(_ name: Value) -> Wire.Endpoint {
    if let id = resource(namedBy: name) { return .resource(id) }
    let text = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"
    var arn = resolver.text(.sub(text, name.span)) ?? PartialText("")
    arn.append(resolver.text(name) ?? PartialText(Hole("…")))
    arn.append(.literal(":*"))
    return .external(arn)
  }

  /// The topics that an alarm tells (AWS::CloudWatch::Alarm, AWS::CloudWatch::CompositeAlarm).
  func wires(ofAlarm alarm: Resource) -> [Wire] {
    ["AlarmActions", "OKActions", "InsufficientDataActions"].flatMap { property in
      (alarm[property]?.list ?? []).compactMap { action in
        let to = endpoint(action)
        guard end(to) == .topic else { return nil }
        return Wire(
          kind: .alarmToTopic, source: .resource(alarm.logicalID), target: to, via: alarm.logicalID, span: action.span)
      }
    }
  }
}
