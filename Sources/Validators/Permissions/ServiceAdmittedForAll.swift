import Diagnostics
import Policy
import Source
import Spec
import Template

extension Rule {
  static let serviceAdmittedForAll = Rule(
    "STK706", "service-admitted-for-all", .warning, "a policy that admits a service whoever makes it act",
    why: """
      A statement for a service principal without `aws:SourceArn` or `aws:SourceAccount` admits that service on behalf of \
      every AWS account: someone else's rule or topic can deliver here (IAM User Guide, "The confused deputy problem").
      """,
    examples: [
      .bad(
        "queues:\n  jobs: {}\npolicies:\n  anyRule:\n    on: queues.jobs\n    allow: sqs:SendMessage\n    to: { service: ↓events.amazonaws.com }\n"
      ),
      .bad(
        Self.rule(""),
        fixed: Self.rule(", Condition: { ArnEquals: { aws:SourceArn: !GetAtt Tick.Arn } }").replacing("↓", with: "")),
      .good(
        "queues:\n  jobs: {}\npolicies:\n  ownRules:\n    on: queues.jobs\n    allow: sqs:SendMessage\n    to: { service: events.amazonaws.com }\n    when: { StringEquals: { aws:SourceAccount: \"${aws.accountId}\" } }\n"
      ),
    ])

  private static func rule(_ condition: String) -> String {
    "resources:\n  Jobs: { Type: AWS::SQS::Queue }\n  Tick:\n    Type: AWS::Events::Rule\n    Properties: { ScheduleExpression: rate(1 hour), Targets: [{ Id: jobs, Arn: !GetAtt Jobs.Arn }] }\n"
      + "  May:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [!Ref Jobs]\n      PolicyDocument:\n        Version: \"2012-10-17\"\n"
      + "        Statement: [{ Effect: Allow, Principal: { Service: ↓events.amazonaws.com }, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn\(condition) }]\n"
  }
}

extension Check {
  static let serviceAdmittedForAll = Check(.serviceAdmittedForAll) { context, findings in
    let permissions = PermissionContext(context)
    for (type, property) in [("AWS::SQS::QueuePolicy", "Queues"), ("AWS::SNS::TopicPolicy", "Topics")] {
      for policy in context.resources(type) {
        guard let document = policy["PolicyDocument"] else { continue }
        let targets = (policy[property]?.listOrSelf ?? []).compactMap(context.reader.resource(namedBy:))
        for statement in document["Statement"]?.listOrSelf ?? [] {
          report(statement, on: targets, permissions, &findings)
        }
      }
    }
    for permission in context.resources("AWS::Lambda::Permission") {
      guard let principal = permission["Principal"], principal.string?.hasSuffix(".amazonaws.com") == true,
        permission["SourceArn"] == nil, permission["SourceAccount"] == nil, permission["PrincipalOrgID"] == nil
      else { continue }
      let target = permission["FunctionName"].flatMap(context.reader.resource(namedBy:)).map { [$0] } ?? []
      let fix = permissions.offer(narrowing: principal.string ?? "", on: target)?
        .narrowing(permission.properties, isPermission: true)
      findings.report(.serviceAdmittedForAll(principal, fix))
    }
  }

  private static func report(
    _ statement: Value, on targets: [String], _ permissions: PermissionContext, _ findings: inout Findings
  ) {
    guard statement["Effect"]?.string == "Allow", let services = statement["Principal"]?["Service"] else { return }
    let keys = (statement["Condition"]?.map?.entries ?? []).flatMap {
      $0.value.map?.entries.map { $0.key.lowercased() } ?? []
    }
    guard !keys.contains(where: { $0.hasPrefix("aws:source") || $0.hasPrefix("aws:principalorg") }) else { return }
    let actions = (statement["Action"]?.listOrSelf ?? []).compactMap(\.string)
    for service in services.listOrSelf {
      let isUnconditional = actions.allSatisfy { WirePermission.isUnconditional(service.string ?? "", $0) }
      guard actions.isEmpty || !isUnconditional else { continue }
      var fix: Fix?
      if let name = service.string, let written = statement.map, written["Condition"] == nil {
        fix = permissions.offer(narrowing: name, on: targets)?.narrowing(written, isPermission: false)
      }
      findings.report(.serviceAdmittedForAll(service, fix))
    }
  }
}

extension PermissionContext {
  /// What a service delivers to one of some targets, where only one arrow of the stack does.
  fileprivate func offer(narrowing service: String, on targets: [String]) -> AdmissionOffer? {
    let arrows = context.wires.filter { wire in
      wire.target.resourceID.map(targets.contains) == true
        && WirePermission.for(wire: wire.kind.rawValue).contains { $0.side == .resource && $0.principal == service }
    }
    guard arrows.count == 1, let wire = arrows.first else { return nil }
    let rows = WirePermission.for(wire: wire.kind.rawValue).filter {
      $0.side == .resource && $0.principal == service && $0.when == "always"
    }
    return AdmissionOffer(wire: wire, rows: rows, permissions: self)
  }
}

extension Diagnostic {
  fileprivate static func serviceAdmittedForAll(_ service: Value, _ fix: Fix?) -> Diagnostic {
    Diagnostic(
      .serviceAdmittedForAll, "`\(service.string ?? "the service")` is admitted on behalf of every account",
      at: service.span,
      consequences: ["anyone's resources can deliver here through this service"],
      help: fix == nil ? ["add a condition on `aws:SourceArn`, or on `aws:SourceAccount` of your own account"] : [],
      fixes: fix.map { [$0] } ?? [])
  }
}
