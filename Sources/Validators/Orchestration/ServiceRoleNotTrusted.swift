import Diagnostics
import Source
import Template

extension Rule {
  static let serviceRoleNotTrusted = Rule(
    "STK651", "service-role-not-trusted", .error,
    "the role of a state machine, schedule or pipe that its service may not assume",
    limits: ["SCH-004", "PIP-007"],
    why: """
      Step Functions, EventBridge Scheduler and EventBridge Pipes act with the role that is named, and must be trusted by it. AWS \
      refuses to create the resource.
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
    ]

  static let serviceRoleNotTrusted = Check(.serviceRoleNotTrusted) { context, findings in
    for row in assuming {
      for resource in context.resources(row.type) {
        guard let value = row.role(resource), let role = context.resource(context.reader.resource(namedBy: value)),
          role.type == "AWS::IAM::Role", context.isWhole(role), let document = role["AssumeRolePolicyDocument"],
          let trust = TrustPolicy(context.resolver.resolve(document)), !trust.admits(row.service)
        else { continue }
        var finding = Diagnostic.serviceRoleNotTrusted(
          resource, role, row.service, at: value.span, document.span, trust, context)
        finding.limits = row.limit.map { [$0] } ?? []
        findings.report(finding)
      }
    }
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
