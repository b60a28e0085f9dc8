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
      .good(
        "queues:\n  jobs: {}\npolicies:\n  ownRules:\n    on: queues.jobs\n    allow: sqs:SendMessage\n    to: { service: events.amazonaws.com }\n    when: { StringEquals: { aws:SourceAccount: \"${aws.accountId}\" } }\n"
      ),
    ])
}

extension Check {
  static let serviceAdmittedForAll = Check(.serviceAdmittedForAll) { context, findings in
    for type in ["AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"] {
      for policy in context.resources(type) {
        guard let document = policy["PolicyDocument"] else { continue }
        for statement in document["Statement"]?.listOrSelf ?? [] { report(statement, &findings) }
      }
    }
    for permission in context.resources("AWS::Lambda::Permission") {
      guard let principal = permission["Principal"], principal.string?.hasSuffix(".amazonaws.com") == true,
        permission["SourceArn"] == nil, permission["SourceAccount"] == nil, permission["PrincipalOrgID"] == nil
      else { continue }
      findings.report(.serviceAdmittedForAll(principal))
    }
  }

  private static func report(_ statement: Value, _ findings: inout Findings) {
    guard statement["Effect"]?.string == "Allow", let services = statement["Principal"]?["Service"] else { return }
    let keys = (statement["Condition"]?.map?.entries ?? []).flatMap {
      $0.value.map?.entries.map { $0.key.lowercased() } ?? []
    }
    guard !keys.contains(where: { $0.hasPrefix("aws:source") || $0.hasPrefix("aws:principalorg") }) else { return }
    let actions = (statement["Action"]?.listOrSelf ?? []).compactMap(\.string)
    for service in services.listOrSelf {
      let isUnconditional = actions.allSatisfy { unconditional.contains("\(service.string ?? "") \($0)") }
      if actions.isEmpty || !isUnconditional { findings.report(.serviceAdmittedForAll(service)) }
    }
  }

  /// Services with the actions for which AWS documents that a condition does not work: an event of EventBridge's for a
  /// topic, for one.
  private static let unconditional: Set<String> = Set(
    WirePermission.all.filter { $0.side == .resource && $0.condition == nil }.flatMap { row in
      row.actions.map { "\(row.principal) \($0)" }
    })
}

extension Diagnostic {
  static func serviceAdmittedForAll(_ service: Value) -> Diagnostic {
    Diagnostic(
      .serviceAdmittedForAll, "`\(service.string ?? "the service")` is admitted on behalf of every account",
      at: service.span,
      consequences: ["anyone's resources can deliver here through this service"],
      help: ["add a condition on `aws:SourceArn`, or on `aws:SourceAccount` of your own account"])
  }
}
