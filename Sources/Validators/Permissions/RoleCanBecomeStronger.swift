import Diagnostics
import Policy
import Source
import Spec
import Template

extension Rule {
  static let roleCanBecomeStronger = Rule(
    "STK773", "role-can-become-stronger", .warning, "a role whose holder can come to do more than the role allows",
    why: """
      Who may pass a stronger role to a new function, change the code of a function that has one, or change a role's own \
      policies, can do whatever that role may, whatever his own policies say. What a role allows is then not what keeps its \
      holder in bounds ("Security best practices in IAM", IAM User Guide).
      """,
    examples: [
      .bad(
        Self.stack("{ actions: lambda:UpdateFunctionCode, on: functions.strong }", mark: "↓"),
        files: Samples.handler, options: ["--ignore", "STK704"]),
      .bad(
        Self.stack("{ actions: [iam:PassRole, lambda:CreateFunction], on: \"*\" }", mark: "↓"), files: Samples.handler,
        options: ["--ignore", "STK704", "--ignore", "STK8"]),
      .good(
        Self.stack("{ actions: lambda:GetFunction, on: functions.strong }", mark: ""), files: Samples.handler,
        options: ["--ignore", "STK704"]),
    ])

  private static func stack(_ statement: String, mark: String) -> String {
    "functions:\n  strong: { \(Samples.function), role: roles.strong }\n  weak: { \(Samples.function), role: roles.weak }\n"
      + "tables:\n  orders: { key: { id: string } }\n"
      + "roles:\n  strong: { trusts: lambda.amazonaws.com, allow: { actions: dynamodb:DeleteItem, on: tables.orders } }\n"
      + "  weak:\n    trusts: lambda.amazonaws.com\n    allow:\n      - \(mark)\(statement)\n"
  }
}

extension Check {
  static let roleCanBecomeStronger = Check(.roleCanBecomeStronger) { context, findings in
    let strength = RoleStrength(PermissionContext(context))
    for role in context.wholeResources("AWS::IAM::Role") where role.origin == .declared {
      if let chain = strength.chain(from: role) { findings.report(.roleCanBecomeStronger(role, chain, context)) }
    }
  }
}

extension Diagnostic {
  fileprivate static func roleCanBecomeStronger(
    _ role: Resource, _ chain: EscalationChain, _ context: CheckContext
  ) -> Diagnostic {
    var notes: [Note] = []
    if let pass = chain.pass, pass != chain.grant {
      notes.append(.init("`iam:PassRole` lets it hand on `\(context.called(chain.end))`", at: pass))
    }
    if let function = chain.function {
      notes.append(
        .init("`\(context.called(function))` runs with `\(context.called(chain.end))`", at: function.span))
    }
    let gain = chain.gain.map { "`\($0.action)` on `\($0.resource)`" }
    if chain.end.logicalID != role.logicalID {
      notes.append(
        .init("this role allows more" + (gain.map { ": \($0)" } ?? ""), at: chain.end.span))
    }
    let how =
      switch chain.escalation.way {
      case .pass: "pass `\(context.called(chain.end))` on with `\(chain.escalation.action)`"
      case .code: "change what runs as `\(context.called(chain.end))` with `\(chain.escalation.action)`"
      case .rolePolicy, .managedPolicy, .trust:
        chain.end.logicalID == role.logicalID
          ? "give itself anything with `\(chain.escalation.action)`"
          : "change `\(context.called(chain.end))` with `\(chain.escalation.action)`"
      }
    return Diagnostic(
      .roleCanBecomeStronger, "`\(context.called(role))` can \(how)", at: chain.grant,
      label: "here it becomes more than it is", notes: notes,
      consequences: ["whoever acts with this role can do what no policy of it says"],
      help: ["leave the action to the deployment, or name what it is for and only what is no stronger"])
  }
}
