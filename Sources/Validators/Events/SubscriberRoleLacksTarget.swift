import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let subscriberRoleLacksTarget = Rule(
    "STK660", "subscriber-role-lacks-target", .error, "a subscriber's role does not allow the delivery to its target",
    limits: ["EV2-008"],
    why: """
      A bus of the second generation delivers with the subscriber's role, whatever the target's own policy says. What the role \
      lacks keeps every event from the target ("Custom event bus targets", Amazon EventBridge User Guide).
      """,
    examples: [
      .bad(Self.stack("↓", "sqs:ReceiveMessage")),
      .good(Self.stack("", "sqs:SendMessage")),
    ])

  private static func stack(_ mark: String, _ action: String) -> String {
    "queues:\n  jobs: { retention: 4d }\nroles:\n  delivering: { trusts: events.amazonaws.com, allow: { actions: \(action), on: queues.jobs } }\nresources:\n"
      + "  Jobs: { Type: AWS::EventsV2::Subscriber, Properties: { Name: jobs, EventBusArn: \"arn:aws:events:eu-west-1:123456789012:event-busv2/shop/0a1b2c3d4e5f6a7b8c9d0e1f2\", Type: UNORDERED, InvokeConfiguration: { TargetArn: !GetAtt \(mark)JobsQueue.Arn, RoleArn: !GetAtt DeliveringRole.Arn } } }\n"
  }
}

extension Check {
  static let subscriberRoleLacksTarget = Check(.subscriberRoleLacksTarget) { context, findings in
    let permissions = PermissionContext(context)
    for subscriber in context.wholeResources("AWS::EventsV2::Subscriber") {
      guard let invoke = subscriber["InvokeConfiguration"], let arn = invoke["TargetArn"],
        let role = context.resource(invoke["RoleArn"].flatMap(context.reader.resource(namedBy:))),
        role.type == "AWS::IAM::Role", context.isWhole(role)
      else { continue }
      let target = context.reader.endpoint(arn)
      guard let end = context.reader.end(target) else { continue }
      for row in WirePermission.for(wire: "subscriber-\(end.rawValue)") where row.side == .role && row.when == "always"
      {
        let source = Wire.Endpoint.resource(subscriber.logicalID)
        guard let resource = permissions.resource(row.on, source: source, target: target) else { continue }
        let need = RoleNeed(
          holder: subscriber, role: role, actions: row.actions, resource: resource,
          target: permissions.name(of: target),
          subject: permissions.subject(row.on, source: source, target: target), isPull: false)
        let missing = need.missing(permissions)
        guard !missing.isEmpty else { continue }
        findings.report(.subscriberRoleLacksTarget(need, missing, at: arn.span, permissions))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func subscriberRoleLacksTarget(
    _ need: RoleNeed, _ missing: [String], at span: Span, _ permissions: PermissionContext
  ) -> Diagnostic {
    let offer = RoleOffer(role: need.role, lacks: [need.lack(missing)], permissions: permissions).offer()
    let note = permissions.note(on: need.role)
    return Diagnostic(
      .subscriberRoleLacksTarget,
      "`\(need.holder.label)` cannot deliver here: its role lacks \(missing.map { "`\($0)`" }.joined(separator: ", "))",
      at: span, label: "called with the subscriber's role", notes: [.init(note.text, at: note.span)],
      consequences: ["no event comes to the target"], help: offer.help, fixes: offer.fixes)
  }
}
