import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let targetRoleUnfit = Rule(
    "STK554", "target-role-unfit", .error, "a rule's target without the role it needs, or with one it has no use for",
    limits: ["EVB-017"],
    why: """
      EventBridge delivers to streams, delivery streams, state machines, API destinations, APIs and other buses with a role \
      that the target names; without it no event arrives. Functions, topics, queues and log groups of the same account admit \
      EventBridge by their own policies: with a role as well, deliveries may fail.
      """,
    examples: [
      .bad(
        "streams:\n  clicks: {}\nresources:\n  Copy:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: { source: [shop] }\n"
          + "      Targets: [{ Id: a, Arn: !GetAtt ↓ClicksStream.Arn }]\n"),
      .good("streams:\n  clicks: {}\nrules:\n  copy: { pattern: { source: [shop] }, to: streams.clicks }\n"),
    ])
}

extension Check {
  static let targetRoleUnfit = Check(.targetRoleUnfit) { context, findings in
    for rule in context.wholeResources("AWS::Events::Rule") {
      for target in rule["Targets"]?.list ?? [] {
        guard let arn = target["Arn"] else { continue }
        let endpoint = context.reader.endpoint(arn)
        guard let kind = context.reader.end(endpoint).flatMap({ Wire.Kind(from: "rule", to: $0) }) else { continue }
        let needsRole = WirePermission.for(wire: kind.rawValue).contains { $0.side == .role }
        let role = target["RoleArn"]
        let name = context.name(of: endpoint)
        if needsRole, role.map(\.isNoValue) ?? true {
          findings.report(
            Diagnostic(
              .targetRoleUnfit, "EventBridge needs a role to deliver to `\(name)`", at: arn.span,
              consequences: ["no event is delivered"],
              help: ["name a role in `RoleArn` that `events.amazonaws.com` may assume"], limits: ["EVB-017"]))
        } else if !needsRole, let role, !role.isNoValue, endpoint.resourceID != nil {
          // One of another account needs both, so only what is of this stack is looked at.
          var finding = Diagnostic(
            .targetRoleUnfit, "`\(name)` admits EventBridge by its own policy, and needs no role", at: role.span,
            consequences: ["deliveries may fail"], help: ["take the role out"], limits: ["EVB-017"])
          finding.severity = .warning
          findings.report(finding)
        }
      }
    }
  }
}
