import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let machineRoleLacksCall = Rule(
    "STK650", "machine-role-lacks-call", .error, "a state machine's role does not allow what its definition calls",
    limits: ["SFN-025"],
    why: """
      Step Functions calls services with the machine's role. What the role lacks fails the state with `AccessDenied` when an \
      execution comes to it. To wait for a job (`.sync`) the role must also let Step Functions make a rule of its own and look \
      at the job.
      """,
    examples: [
      .bad(
        "stateMachines:\n  nightly:\n    role: roles.acting\n    definition:\n      StartAt: Job\n      States:\n        Job:\n          Type: Task\n          Resource: ↓arn:aws:states:::batch:submitJob.sync\n"
          + "          Parameters: { JobName: report, JobQueue: reports, JobDefinition: report }\n          End: true\n"
          + "roles:\n  acting:\n    trusts: states.amazonaws.com\n    allow:\n      - { actions: [batch:SubmitJob, batch:DescribeJobs, batch:TerminateJob], on: \"*\" }\n"
      ),
      .bad(
        "stateMachines:\n  ask:\n    role: roles.acting\n    definition:\n      StartAt: Look\n      States:\n        Look:\n          Type: Task\n          Resource: ↓arn:aws:states:::aws-sdk:dynamodb:query\n"
          + "          Parameters: { TableName: \"${tables.orders.name}\", KeyConditionExpression: id = a }\n          End: true\n"
          + "roles:\n  acting:\n    trusts: states.amazonaws.com\n    allow: [{ actions: dynamodb:GetItem, on: tables.orders }]\n"
          + "tables:\n  orders: { key: { id: string } }\n"),
      .good(
        "stateMachines:\n  ask:\n    role: roles.acting\n    definition:\n      StartAt: Look\n      States:\n        Look:\n          Type: Task\n          Resource: arn:aws:states:::aws-sdk:dynamodb:query\n"
          + "          Parameters: { TableName: \"${tables.orders.name}\", KeyConditionExpression: id = a }\n          End: true\n"
          + "roles:\n  acting:\n    trusts: states.amazonaws.com\n    allow: [{ actions: dynamodb:Query, on: tables.orders }]\n"
          + "tables:\n  orders: { key: { id: string } }\n"),
    ])
}

extension Check {
  static let machineRoleLacksCall = Check(.machineRoleLacksCall) { context, findings in
    let permissions = PermissionContext(context)
    for machine in context.wholeResources("AWS::StepFunctions::StateMachine") {
      guard let role = context.resource(machine["RoleArn"].flatMap(context.reader.resource(namedBy:))),
        role.type == "AWS::IAM::Role", role.origin == .declared, context.isWhole(role)
      else { continue }
      for call in context.reader.calls(ofStateMachine: machine) {
        let missing = permissions.needs(of: call, machine, role).filter { !$0.missing(permissions).isEmpty }
        guard !missing.isEmpty else { continue }
        findings.report(.machineRoleLacksCall(call, machine, role, missing, permissions))
      }
    }
  }
}

extension PermissionContext {
  /// What a call that is no arrow asks of the machine's role; an arrow is proved with the others.
  fileprivate func needs(of call: StateMachineCall, _ machine: Resource, _ role: Resource) -> [RoleNeed] {
    func need(
      _ actions: [String], _ resource: PartialText, _ target: String, _ subject: StatementSubject?
    ) -> RoleNeed {
      RoleNeed(
        holder: machine, role: role, actions: actions, resource: resource, target: target, subject: subject,
        isPull: false)
    }
    let end: Wire.Endpoint? =
      switch call.scope {
      case .target(let end), .contents(let end): end
      case .open, .everything: nil
      }
    switch call.need {
    case .action(let action):
      // Where the input names the resource, any statement on some resource may be the one that is meant.
      if case .open = call.scope { return [] }
      guard let end, let arn = arn(of: end) else { return [need([action], "*", "*", .everything)] }
      var resource = arn
      var rest = ""
      if case .contents = call.scope { rest = "/*" }
      if !rest.isEmpty { resource = PartialText(parts: arn.parts + [.literal("/"), .hole(Hole("key"))]) }
      return [need([action], resource, name(of: end), .part(of: end, rest: rest))]
    case .rows(let rows):
      guard Wire.Kind(rawValue: rows) == nil else { return [] }
      let source = Wire.Endpoint.resource(machine.logicalID)
      return WirePermission.for(wire: rows).compactMap { row in
        guard row.side == .role, row.when == "always" else { return nil }
        if case .open = call.scope, row.on.hasPrefix("target") { return nil }
        guard let resource = resource(row.on, source: source, target: end) else { return nil }
        return need(
          row.actions, resource, row.on == "*" ? "*" : resource.description,
          subject(row.on, source: source, target: end))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func machineRoleLacksCall(
    _ call: StateMachineCall, _ machine: Resource, _ role: Resource, _ all: [RoleNeed],
    _ permissions: PermissionContext
  ) -> Diagnostic {
    let actions = all.flatMap { $0.missing(permissions) }
    let offer = RoleOffer(role: role, lacks: all.map { $0.lack($0.missing(permissions)) }, permissions: permissions)
      .offer()
    let note = permissions.note(on: role)
    var waits = false
    if case .rows = call.need { waits = true }
    return Diagnostic(
      .machineRoleLacksCall,
      "state `\(call.state)` of `\(machine.label)` cannot make its call: the role lacks \(actions.map { "`\($0)`" }.joined(separator: ", "))",
      at: call.span, label: "called with the machine's role", notes: [.init(note.text, at: note.span)],
      consequences: ["the state fails when an execution comes to it"], help: offer.help, fixes: offer.fixes,
      limits: waits ? ["SFN-025"] : [])
  }
}
