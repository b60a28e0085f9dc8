import Diagnostics
import Policy
import Source
import Template

extension Rule {
  static let serviceRoleNotTrusted = Rule(
    "STK651", "service-role-not-trusted", .error,
    "a role that the service which acts with it may not assume",
    limits: ["SCH-004", "PIP-007", "EVB-017", "EV2-008", "SNS-010", "AGW-035"],
    why: """
      Step Functions, Scheduler, Pipes, EventBridge, SNS, API Gateway and the like act with the role that is named, and must be \
      trusted by it. AWS refuses to create the resource, or what it should deliver is lost.
      """,
    examples: [
      .bad(
        "schedules:\n  daily: { schedule: rate(1 day), to: queues.jobs, role: ↓roles.caller }\nroles:\n  caller: { trusts: events.amazonaws.com, allow: { actions: sqs:SendMessage, on: queues.jobs } }\nqueues:\n  jobs: { retention: 4d }\n",
        fixed:
          "schedules:\n  daily: { schedule: rate(1 day), to: queues.jobs, role: roles.caller }\nroles:\n  caller: { trusts: scheduler.amazonaws.com, allow: { actions: sqs:SendMessage, on: queues.jobs } }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
      .bad(
        "stateMachines:\n  wait: { role: ↓roles.acting, definition: { StartAt: End, States: { End: { Type: Succeed } } } }\nroles:\n  acting: { trusts: lambda.amazonaws.com }\n",
        fixed:
          "stateMachines:\n  wait: { role: roles.acting, definition: { StartAt: End, States: { End: { Type: Succeed } } } }\nroles:\n  acting: { trusts: states.amazonaws.com }\n"
      ),
      .bad(
        "resources:\n  Copy:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: { source: [shop] }\n      Targets: [{ Id: a, Arn: \"arn:aws:kinesis:eu-west-1:123456789012:stream/clicks\", RoleArn: !GetAtt ↓CallerRole.Arn }]\nroles:\n  caller: { trusts: lambda.amazonaws.com, allow: { actions: kinesis:PutRecord, on: \"arn:aws:kinesis:eu-west-1:123456789012:stream/clicks\" } }\n"
      ),
      .good(
        "schedules:\n  daily: { schedule: rate(1 day), to: queues.jobs, role: roles.caller }\nroles:\n  caller: { trusts: scheduler.amazonaws.com, allow: { actions: sqs:SendMessage, on: queues.jobs } }\nqueues:\n  jobs: { retention: 4d }\n"
      ),
    ])
}

extension Check {
  /// The services that assume a role, by the type of the resource that names it and where.
  private static let assuming: [(type: String, service: String, limit: String?, role: @Sendable (Resource) -> Value?)] =
    [
      ("AWS::StepFunctions::StateMachine", "states.amazonaws.com", nil, { $0["RoleArn"] }),
      ("AWS::Scheduler::Schedule", "scheduler.amazonaws.com", "SCH-004", { $0["Target"]?["RoleArn"] }),
      ("AWS::Pipes::Pipe", "pipes.amazonaws.com", "PIP-007", { $0["RoleArn"] }),
      ("AWS::SNS::Subscription", "sns.amazonaws.com", "SNS-010", { $0["SubscriptionRoleArn"] }),
      ("AWS::ApiGateway::Account", "apigateway.amazonaws.com", "AGW-035", { $0["CloudWatchRoleArn"] }),
      ("AWS::EventsV2::Subscriber", "events.amazonaws.com", "EV2-008", { $0["InvokeConfiguration"]?["RoleArn"] }),
    ]

  static let serviceRoleNotTrusted = Check(.serviceRoleNotTrusted) { context, findings in
    let permissions = PermissionContext(context)
    var uses: [(use: RoleUse, limit: String?)] = []
    for row in assuming {
      for resource in context.resources(row.type) {
        guard let value = row.role(resource) else { continue }
        uses.append((RoleUse(holder: resource, value: value, service: row.service), row.limit))
      }
    }
    for rule in context.resources("AWS::Events::Rule") {
      for role in (rule["Targets"]?.list ?? []).compactMap({ $0["RoleArn"] }) {
        uses.append((RoleUse(holder: rule, value: role, service: "events.amazonaws.com"), "EVB-017"))
      }
    }
    let named = Set(uses.map(\.use.value.span))
    uses += context.roleUsesOfWires.filter { !named.contains($0.value.span) }.map { ($0, nil) }
    // A resource that names one role in several places has one fault.
    var judged: Set<[String]> = []
    for (use, limit) in uses {
      guard let role = context.role(of: use),
        judged.insert([use.holder.logicalID, role.logicalID, use.service]).inserted
      else { continue }
      judge(use, role, limit, permissions, &findings)
    }
  }

  /// Whether the service may assume the role, where both are known.
  private static func judge(
    _ use: RoleUse, _ role: Resource, _ limit: String?, _ permissions: PermissionContext, _ findings: inout Findings
  ) {
    let context = permissions.context
    guard let document = role["AssumeRolePolicyDocument"] else { return }
    let outcome = permissions.decideTrust(use.service, role: role, for: use.holder).outcome
    // A service whose name is not known before deployment (`states.${AWS::Region}.${AWS::URLSuffix}`) may be this one.
    let isReadable = TrustPolicy(context.resolver.document(document)) != nil
    guard outcome == .explicitDeny || outcome == .implicitDeny && isReadable else { return }
    var finding = Diagnostic.serviceRoleNotTrusted(use, role, document, context)
    finding.limits = limit.map { [$0] } ?? []
    findings.report(finding)
  }
}

extension Diagnostic {
  fileprivate static func serviceRoleNotTrusted(
    _ use: RoleUse, _ role: Resource, _ document: Value, _ context: CheckContext
  ) -> Diagnostic {
    let trust = TrustPolicy(context.resolver.document(document))
    let service = use.service
    let isNamed = trust?.admits(service) ?? false
    let names = (trust?.services ?? []).map { "`\($0.name)`" }.joined(separator: ", ")
    let note =
      isNamed
      ? "its condition, or a statement that denies, keeps this one out"
      : names.isEmpty ? "it trusts no service" : "it trusts \(names)"
    var diagnostic = Diagnostic(
      .serviceRoleNotTrusted,
      "`\(context.called(use.holder))` cannot act with `\(context.called(role))`, which does not trust `\(service)`"
        + (isNamed ? " for it" : ""),
      at: use.value.span, notes: [.init(note, at: trust?.services.first?.span ?? document.span)],
      consequences: ["AWS refuses to create it: the role cannot be assumed"])
    if let fix = TrustOffer(role: role, service: service, sources: context.sources).fix {
      diagnostic.fixes = [fix]
    } else if let only = trust?.services.first, trust?.services.count == 1, !isNamed,
      context.sources.text(only.span) == only.name
    {
      diagnostic.fixes = [.replace(only.span, with: service, title: "trust `\(service)`", safe: false)]
    } else {
      diagnostic.help = ["let the role trust `\(service)`"]
    }
    return diagnostic
  }
}
