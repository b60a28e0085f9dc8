import Diagnostics
import Policy
import Source
import Spec
import Template

extension Rule {
  static let keyNotGranted = Rule(
    "STK707", "key-not-granted", .error, "an arrow at something encrypted, whose key does not allow what that needs",
    why: """
      Whoever delivers to an encrypted queue or topic, or reads from one, uses its key. A service that delivers on its own \
      behalf must be admitted by the key's policy; one that acts with a role needs the key in that role. Without that the \
      message is not delivered, and nobody is told ("Key management", Amazon SQS Developer Guide).
      """,
    examples: [
      .bad(
        "queues:\n  jobs: { encryptionKey: keys.main }\nkeys:\n  main:\n    properties:\n      KeyPolicy: &policy\n        Version: \"2012-10-17\"\n        Statement: [{ Effect: Allow, Principal: { AWS: !Sub \"arn:${AWS::Partition}:iam::${AWS::AccountId}:root\" }, Action: \"kms:*\", Resource: \"*\" }]\n"
          + "resources:\n  Tick:\n    Type: AWS::Events::Rule\n    Properties:\n      ScheduleExpression: rate(1 hour)\n      Targets: [{ Id: jobs, Arn: !GetAtt ↓JobsQueue.Arn }]\n"
          + "policies:\n  tick:\n    on: queues.jobs\n    allow: sqs:SendMessage\n    to: { service: events.amazonaws.com }\n    when: { ArnEquals: { aws:SourceArn: !GetAtt Tick.Arn } }\n"
      ),
      .good(
        "queues:\n  jobs: { encryptionKey: keys.main }\nkeys:\n  main: { description: The shop's }\nrules:\n  tick: { schedule: rate(1 hour), to: queues.jobs }\n"
      ),
    ])
}

extension Check {
  static let keyNotGranted = Check(.keyNotGranted) { context, findings in
    let permissions = PermissionContext(context)
    for wire in context.wires {
      for need in KeyNeed.all(of: wire, context) {
        let key = need.key
        guard !context.incomplete.contains(key.logicalID), let arn = context.resolver.arn(of: key)
        else { continue }
        switch need.row.side {
        case .key: checkPolicy(of: key, arn, need, wire, permissions, &findings)
        case .role: checkRole(key, arn, need, wire, permissions, &findings)
        case .resource: break
        }
      }
    }
  }

  private static func checkPolicy(
    of key: Resource, _ arn: PartialText, _ need: KeyNeed, _ wire: Wire, _ permissions: PermissionContext,
    _ findings: inout Findings
  ) {
    guard let source = permissions.sourceARN(of: wire) else { return }
    let missing = need.row.actions.filter { action in
      let decision = permissions.decide(
        service: need.row.principal, action: action.droppingStar, resource: arn, id: key.logicalID, sourceARN: source)
      return decision.outcome == .implicitDeny || decision.outcome == .explicitDeny
    }
    guard !missing.isEmpty else { return }
    let actions = missing.map { "`\($0)`" }.joined(separator: ", ")
    let fix = AdmissionOffer(wire: wire, rows: [need.row], permissions: permissions).fix(forKey: key)
    findings.report(
      Diagnostic(
        .keyNotGranted,
        "`\(permissions.label(of: wire.source))` cannot deliver to `\(permissions.label(of: need.end))`: the policy of its key does not let \(need.row.principal) call \(actions)",
        at: wire.span,
        notes: [
          .init("`\(permissions.label(of: need.end))` is encrypted with `\(key.label)`", at: need.span),
          .init(
            "this policy has no statement for the service", at: key.properties.entry("KeyPolicy")?.keySpan ?? key.span),
        ], consequences: ["what it sends is dropped, or goes to a dead-letter queue"],
        help: fix == nil
          ? [
            "allow \(actions) for `\(need.row.principal)` in the key's policy, or write the arrow in the stack language, which derives it"
          ] : [], fixes: fix.map { [$0] } ?? []))
  }

  private static func checkRole(
    _ key: Resource, _ arn: PartialText, _ need: KeyNeed, _ wire: Wire, _ permissions: PermissionContext,
    _ findings: inout Findings
  ) {
    let context = permissions.context
    guard let role = context.resource(wire.role.flatMap(context.reader.resource(namedBy:))),
      role.type == "AWS::IAM::Role",
      context.isWhole(role)
    else { return }
    let missing = need.row.actions.filter { action in
      !permissions.mayUse(key, arn, role: role, action: action.droppingStar)
    }
    guard !missing.isEmpty else { return }
    let actions = missing.map { "`\($0)`" }.joined(separator: ", ")
    let lack = RoleOffer.Lack(
      actions: Array(missing), subject: .part(of: .resource(key.logicalID), rest: ""), shown: key.reference)
    let offer = RoleOffer(role: role, lacks: [lack], permissions: permissions).offer()
    let note = permissions.note(on: role)
    findings.report(
      Diagnostic(
        .keyNotGranted,
        "`\(role.label)` cannot use the key of `\(permissions.label(of: need.end))`: it lacks \(actions)",
        at: wire.span,
        notes: [
          .init("`\(permissions.label(of: need.end))` is encrypted with `\(key.label)`", at: need.span),
          .init(note.text, at: note.span),
        ],
        consequences: [
          need.row.when == "source-encrypted" ? "nothing is received" : "what is sent is dropped"
        ], help: offer.help, fixes: offer.fixes))
  }
}

extension PermissionContext {
  /// Whether a role may use a key: its own policies say so, or the key's policy names it.
  fileprivate func mayUse(_ key: Resource, _ arn: PartialText, role: Resource, action: String) -> Bool {
    let own = decide(role: role, action: action, resource: arn).outcome
    switch own {
    case .allow, .depends: return true
    case .explicitDeny: return false
    case .implicitDeny: break
    }
    let roleARN = context.resolver.arn(of: role) ?? PartialText(Hole(role.logicalID))
    let request = AccessRequest(
      action: action, resource: arn, resourceAccount: account, principal: .role(roleARN, account: account),
      isContextComplete: false)
    switch context.policies.set(ofResource: key.logicalID).decide(request).outcome {
    case .allow, .depends: return true
    case .explicitDeny, .implicitDeny: return false
    }
  }
}

extension String {
  /// One of the actions that a pattern stands for: `kms:GenerateDataKey*` of the first of them.
  fileprivate var droppingStar: String { hasSuffix("*") ? String(dropLast()) : self }
}
