import Diagnostics
import Source
import Template

extension Rule {
  static let roleLacksPermission = Rule(
    "STK702", "role-lacks-permission", .error, "a function's role does not allow what an arrow needs",
    limits: WireLimit.ids(WireLimit.allowed),
    why: """
      Lambda polls a queue, and delivers to destinations, with the function's execution role. AWS refuses to create the \
      mapping when the role lacks an action; a destination that the role may not write to loses its events. What AWS lists for an \
      arrow without saying what fails without it is a warning.
      """,
    examples: [
      .bad(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.f\n    code: src\n    role: roles.worker\n    consumes: ↓queues.jobs\n"
          + "roles:\n  worker:\n    trusts: lambda.amazonaws.com\n    allow:\n      - actions: [sqs:ReceiveMessage, sqs:DeleteMessage]\n        on: queues.jobs\n"
          + "    managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]\n"
          + "queues:\n  jobs: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n",
        fixed:
          "functions:\n  f:\n    runtime: python3.13\n    handler: app.f\n    code: src\n    role: roles.worker\n    consumes: queues.jobs\n"
          + "roles:\n  worker:\n    trusts: lambda.amazonaws.com\n    allow:\n      - actions: [sqs:ReceiveMessage, sqs:DeleteMessage]\n        on: queues.jobs\n"
          + "      - actions: sqs:GetQueueAttributes\n        on: queues.jobs\n"
          + "    managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]\n"
          + "queues:\n  jobs: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.f\n    code: src\n    consumes: queues.jobs\n"
          + "queues:\n  jobs: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension Check {
  static let roleLacksPermission = Check(.roleLacksPermission) { context, findings in
    let permissions = PermissionContext(context)
    for wire in context.wires {
      let lacking = permissions.needs(of: wire).map { (need: $0, missing: $0.missing(permissions)) }.filter {
        !$0.missing.isEmpty
      }
      let first = lacking.first { !$0.need.isListed } ?? lacking.first
      if let first { findings.report(.roleLacksPermission(wire, first.need, lacking, permissions)) }
    }
  }
}

extension Diagnostic {
  static func roleLacksPermission(
    _ wire: Wire, _ need: RoleNeed, _ lacking: [(need: RoleNeed, missing: [String])],
    _ permissions: PermissionContext
  ) -> Diagnostic {
    let missing = lacking.flatMap(\.missing)
    let actions = missing.map { "`\($0)`" }.joined(separator: ", ")
    let offer = RoleOffer(
      role: need.role, lacks: lacking.map { $0.need.lack($0.missing) }, permissions: permissions
    ).offer()
    let role = permissions.note(on: need.role)
    let isPull = need.isPull
    let isListed = lacking.allSatisfy(\.need.isListed)
    let other = permissions.label(of: isPull ? wire.source : wire.target)
    return Diagnostic(
      .roleLacksPermission,
      isListed
        ? "the role of `\(need.holder.label)` lacks \(actions), which AWS lists for `\(other)`"
        : isPull
          ? "`\(need.holder.label)` cannot receive from `\(other)`: its role lacks \(actions)"
          : "`\(need.holder.label)` cannot deliver to `\(other)`: its role lacks \(actions)",
      at: wire.span,
      label: isPull
        ? "Lambda polls this queue with the function's execution role"
        : need.holder.type == "AWS::Lambda::Function"
          ? "Lambda delivers here with the function's execution role" : "what is called here is called with its role",
      severity: isListed ? .warning : nil,
      notes: [.init(role.text, at: role.span)],
      consequences: isListed
        ? []
        : isPull
          ? [
            "AWS refuses to create the mapping: \"The function execution role does not have permissions to call \(Self.call(missing[0])) on SQS\""
          ] : [Self.consequence(of: wire.kind)],
      help: offer.help, fixes: offer.fixes, limits: [WireLimit.allowed[wire.kind]].compactMap { $0 })
  }

  /// What becomes of a delivery that the role does not allow. Step Functions asks for logs when the machine is made.
  private static func consequence(of kind: Wire.Kind) -> String {
    kind == .stateMachineToLogGroup
      ? "AWS refuses the state machine: \"The state machine IAM Role is not authorized to access the Log Destination\""
      : "the event is dropped"
  }

  /// The API's name of an action: `ReceiveMessage`.
  private static func call(_ action: String) -> String { action.split(separator: ":").last.map(String.init) ?? action }
}
