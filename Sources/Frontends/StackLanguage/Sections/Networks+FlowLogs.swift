import Source
import Template
import YAML

extension StackLowering {
  /// How long records are kept unless said otherwise: as long as functions' logs.
  private static let flowRetentionDays = FunctionKeys.logRetentionDays

  /// `flowLogs:`: the flow log, its log group, and the role with which the service writes there.
  mutating func lowerFlowLogs(_ entry: Entry, _ layout: NetworkLayout) {
    guard layout.isNew, let node = entry.node("flowLogs"), let shape = entry.shape.key("flowLogs")?.type.objectShape,
      let item = Entry([node], shape: shape, name: "flowLogs", lowering: &self)
    else { return }
    let span = entry.keySpan("flowLogs") ?? node.span
    let groupID = "\(layout.name)FlowLogGroup"
    var group = derived(groupID, "AWS::Logs::LogGroup", from: entry, at: span)
    group.properties.set(
      "RetentionInDays", at: item.keySpan("retention") ?? span,
      item.value("retention", &self) ?? .integer(Self.flowRetentionDays, span))
    group.condition = condition(of: entry)
    add(group)
    let role = serviceRole("FlowLogRole", of: entry, for: "vpc-flow-logs.amazonaws.com", at: span)
    grant(
      .networkToLogGroup, WireEnds(target: .getAtt(groupID, "Arn", span)), to: .serviceRole(role), at: span)
    var log = derived("\(layout.name)FlowLog", "AWS::EC2::FlowLog", from: entry, at: span)
    log.properties.set("ResourceId", at: span, ref(entry))
    log.properties.set("ResourceType", at: span, .string("VPC", span))
    log.properties.set("TrafficType", at: span, .string("ALL", span))
    log.properties.set("LogDestinationType", at: span, .string("cloud-watch-logs", span))
    log.properties.set("LogGroupName", at: span, .ref(groupID, span))
    log.properties.set("DeliverLogsPermissionArn", at: span, .getAtt(role, "Arn", span))
    for property in item.properties(&self).entries {
      log.properties.set(property.key, at: property.keySpan, property.value)
    }
    log.condition = condition(of: entry)
    add(log)
  }
}
