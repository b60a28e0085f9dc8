import Diagnostics
import Source
import Template

extension Rule {
  static let accessNotAllowed = Rule(
    "STK703", "access-not-allowed", .error, "a function's role does not allow what its `access:` declares",
    limits: ["XSV-001"],
    why: """
      `access:` says what the code calls. A derived role allows exactly that; a named role is checked and never extended, \
      so what it lacks fails at run time with AccessDenied.
      """,
    examples: [
      .bad(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.f\n    code: src\n    role: roles.worker\n    access:\n      - ↓publish: topics.news\n"
          + "roles:\n  worker:\n    trusts: lambda.amazonaws.com\n    allow:\n      - actions: sns:Publish\n        on: topics.other\n"
          + "    managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]\n"
          + "topics:\n  news: {}\n  other: {}\n",
        fixed:
          "functions:\n  f:\n    runtime: python3.13\n    handler: app.f\n    code: src\n    role: roles.worker\n    access:\n      - publish: topics.news\n"
          + "roles:\n  worker:\n    trusts: lambda.amazonaws.com\n    allow:\n      - actions: sns:Publish\n        on: topics.other\n"
          + "      - actions: sns:Publish\n        on: topics.news\n"
          + "    managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]\n"
          + "topics:\n  news: {}\n  other: {}\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  f:\n    runtime: python3.13\n    handler: app.f\n    code: src\n    access:\n      - publish: topics.news\ntopics:\n  news: {}\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension Check {
  static let accessNotAllowed = Check(.accessNotAllowed) { context, findings in
    let permissions = PermissionContext(context)
    for access in context.template.accesses {
      guard let function = context.resource(access.function), let role = permissions.role(of: function),
        !context.incomplete.contains(role.logicalID), !context.incomplete.contains(function.logicalID)
      else { continue }
      for grant in access.grants {
        for resource in grant.resources {
          guard let arn = context.resolver.text(resource) else { continue }
          let target = context.resource(access.target)?.reference ?? arn.description
          let need = RoleNeed(
            holder: function, role: role, actions: grant.actions.map(\.text), resource: arn, target: target,
            subject: permissions.subject(of: access, arn), isPull: false)
          let missing = need.missing(permissions)
          if !missing.isEmpty { findings.report(.accessNotAllowed(access, need, missing, permissions)) }
        }
      }
    }
  }
}

extension PermissionContext {
  /// What a line of `access:` asks for: the resource that it names, and what follows that one's ARN.
  func subject(of access: Access, _ arn: PartialText) -> StatementSubject {
    guard let target = context.resource(access.target), let own = context.resolver.arn(of: target)?.description,
      arn.description.hasPrefix(own)
    else { return .text(arn.description) }
    return .part(of: .resource(target.logicalID), rest: String(arn.description.dropFirst(own.count)))
  }
}

extension Diagnostic {
  static func accessNotAllowed(
    _ access: Access, _ need: RoleNeed, _ missing: [String], _ permissions: PermissionContext
  ) -> Diagnostic {
    let actions = missing.map { "`\($0)`" }.joined(separator: ", ")
    let offer = RoleOffer(role: need.role, lacks: [need.lack(missing)], permissions: permissions).offer()
    let role = permissions.note(on: need.role)
    return Diagnostic(
      .accessNotAllowed, "`\(need.holder.label)` may not do this: its role lacks \(actions) on `\(need.target)`",
      at: access.span, label: "the code does this with the function's role",
      notes: [.init(role.text, at: role.span)], consequences: ["the call fails with AccessDenied"], help: offer.help,
      fixes: offer.fixes)
  }
}
