import Diagnostics
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
        "resources:\n  Copy:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: { source: [shop] }\n      Targets: [{ Id: a, Arn: \"arn:aws:kinesis:eu-west-1:123456789012:stream/clicks\", RoleArn: !GetAtt ↓CallerRole.Arn }]\nroles:\n  caller: { trusts: lambda.amazonaws.com, allow: { actions: kinesis:PutRecord, on: \"*\" } }\n"
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
    for row in assuming {
      for resource in context.resources(row.type) {
        guard let value = row.role(resource) else { continue }
        context.judge(value, of: resource, row.service, row.limit, &findings)
      }
    }
    for rule in context.resources("AWS::Events::Rule") {
      for role in (rule["Targets"]?.list ?? []).compactMap({ $0["RoleArn"] }) {
        context.judge(role, of: rule, "events.amazonaws.com", "EVB-017", &findings)
      }
    }
  }
}

extension CheckContext {
  /// Whether a service may assume the role that a resource names, where both are known.
  fileprivate func judge(
    _ value: Value, of resource: Resource, _ service: String, _ limit: String?, _ findings: inout Findings
  ) {
    guard let role = self.resource(reader.resource(namedBy: value)), role.type == "AWS::IAM::Role", isWhole(role),
      let document = role["AssumeRolePolicyDocument"], let trust = TrustPolicy(resolver.resolve(document)),
      !trust.admits(service)
    else { return }
    var finding = Diagnostic.serviceRoleNotTrusted(resource, role, service, at: value.span, document.span, trust, self)
    finding.limits = limit.map { [$0] } ?? []
    findings.report(finding)
  }
}

extension Diagnostic {
  fileprivate static func serviceRoleNotTrusted(
    _ resource: Resource, _ role: Resource, _ service: String, at span: Span, _ document: Span, _ trust: TrustPolicy,
    _ context: CheckContext
  ) -> Diagnostic {
    let names = trust.services.map { "`\($0.name)`" }.joined(separator: ", ")
    var diagnostic = Diagnostic(
      .serviceRoleNotTrusted,
      "`\(context.called(resource))` cannot act with `\(context.called(role))`, which does not trust `\(service)`",
      at: span,
      notes: [
        .init(names.isEmpty ? "it trusts no service" : "it trusts \(names)", at: trust.services.first?.span ?? document)
      ],
      consequences: ["AWS refuses to create it: the role cannot be assumed"],
      help: ["let the role trust `\(service)`"])
    if trust.services.count == 1, let only = trust.services.first, context.sources.text(only.span) == only.name {
      diagnostic.fixes = [.replace(only.span, with: service, title: "trust `\(service)`", safe: false)]
    }
    return diagnostic
  }
}
