import Diagnostics
import Policy
import Source
import Spec
import Template

extension Rule {
  static let roleAllowsEverything = Rule(
    "STK775", "role-allows-everything", .warning,
    "a service's role that allows all actions of a service, or all there are",
    why: """
      What acts with the role may do all of it: delete what it only reads, or change who else may come in. So may whoever \
      takes it over. A role needs the actions that its arrows and its code use ("Security best practices in IAM", IAM User \
      Guide). Where these are known whole, the fix names them.
      """,
    examples: [
      .bad(
        Self.stack("{ actions: ↓sqs:*, on: queues.orders }"),
        fixed: Self.stack("{ actions: sqs:SendMessage, on: queues.orders }"), files: Self.code),
      .bad(
        Self.stack("{ actions: ↓\"*\", on: \"*\" }"),
        fixed: Self.stack("{ actions: sqs:SendMessage, on: queues.orders }"), files: Self.code),
      .good(Self.stack("{ actions: sqs:SendMessage, on: queues.orders }"), files: Self.code),
    ])

  private static func stack(_ statement: String) -> String {
    "functions:\n  intake:\n    runtime: python3.13\n    handler: app.handler\n    code: src\n    role: roles.intake\n"
      + "    environment: { ORDERS: \"${queues.orders.url}\" }\n"
      + "queues:\n  orders: { deadLetter: { to: queues.failed, maxReceiveCount: 5 } }\n  failed: { retention: 14d }\n"
      + "roles:\n  intake:\n    trusts: lambda.amazonaws.com\n    allow:\n      - \(statement)\n"
      + "    managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]\n"
  }

  private static let code = [
    "src/app.py":
      "import os\nimport boto3\n\n\ndef handler(event, context):\n    boto3.client(\"sqs\").send_message(QueueUrl=os.environ[\"ORDERS\"], MessageBody=\"{}\")\n"
  ]
}

extension Check {
  static let roleAllowsEverything = Check(.roleAllowsEverything) { context, findings in
    let permissions = PermissionContext(context)
    let grants = permissions.writtenGrants.filter { $0.allActions != nil }
    guard !grants.isEmpty else { return }
    let demands = RoleDemands(permissions)
    for grant in grants {
      guard let action = grant.allActions else { continue }
      findings.report(
        .roleAllowsEverything(grant, action, demands.answer(for: grant.roles, owner: grant.owner), permissions))
    }
  }
}

extension WrittenGrant {
  /// The first of its actions that stands for all of a service, or for all there are. That `iam:PassRole` is among them on every
  /// role has a rule of its own.
  var allActions: Spanned<String>? {
    actions.first { action in
      guard action.value != "*" else { return true }
      guard action.value.utf8.last == UInt8(ascii: "*") else { return false }
      let parts = action.value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy({ $0 == "*" }) else { return false }
      return parts[0].lowercased() == "iam"
        ? everything == nil : IAMService.named(String(parts[0])) != nil || parts[0] == "*"
    }
  }

  /// The roles by name, for a message.
  func names(_ context: CheckContext) -> String {
    let first = roles.first.map { "`\(context.called($0))`" } ?? ""
    return roles.count > 1 ? "\(first) and \(roles.count - 1) more" : first
  }
}

extension Diagnostic {
  fileprivate static func roleAllowsEverything(
    _ grant: WrittenGrant, _ action: Spanned<String>, _ answer: RoleDemands.Answer, _ permissions: PermissionContext
  ) -> Diagnostic {
    let service = IAMService.named(String(action.value.prefix { $0 != ":" }))
    let count = service?.actions.count ?? 0
    let names = grant.names(permissions.context)
    var finding = Diagnostic(
      .roleAllowsEverything,
      service.map { "\(names) may do whatever `\($0.prefix)` has: \(count) action\(count == 1 ? "" : "s")" }
        ?? "\(names) may do anything that its account can",
      at: action.span, consequences: ["whoever takes over what acts with the role can do all of it"])
    switch answer {
    case .open(let note):
      finding.notes = [note]
      finding.help = [RoleDemands.help]
    case .known(let demands, _):
      let narrowing = StatementNarrowing(grant, demands, permissions)
      if let fix = narrowing?.fix {
        finding.fixes = [fix]
      } else if let narrowing {
        let used = narrowing.spelled.map { "`\($0)`" }.joined(separator: ", ")
        finding.help = [
          used.isEmpty ? "no arrow and no call needs it: remove the statement" : "\(used) is what arrows and calls need"
        ]
      } else {
        finding.help = ["list the actions that are needed"]
      }
    }
    return finding
  }
}

extension RoleDemands {
  /// How it is found out what is needed, where it is not known whole.
  static let help =
    "list the actions that are needed: `stackc run --record calls.json` writes what functions call, and `stackc tighten` narrows the statement to that"
}
