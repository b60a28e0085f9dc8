import Diagnostics
import Handlers
import Policy
import Source
import Spec
import Template

extension Rule {
  static let roleAllowsMoreThanUsed = Rule(
    "STK776", "role-allows-more-than-used", .warning, "a service's role that allows more than what uses it does",
    why: """
      What a role allows and nobody uses helps only whoever takes over what acts with it: a pattern of actions of which some \
      are used, `*` where the resources can be named, an action of a service that is never called. This is told only where \
      all that is done with the role is known: its arrows, `access:`, and the calls of code that was read whole.
      """,
    examples: [
      .bad(
        Self.stack("{ actions: ↓dynamodb:*Item, on: tables.orders }"),
        fixed: Self.stack("{ actions: dynamodb:PutItem, on: tables.orders }"), files: Self.code),
      .bad(
        Self.stack("{ actions: dynamodb:PutItem, on: ↓\"*\" }"),
        fixed: Self.stack("{ actions: dynamodb:PutItem, on: tables.orders }"), files: Self.code),
      .bad(
        Self.stack(
          "{ actions: [dynamodb:PutItem, ↓ses:SendEmail], on: [tables.orders, \"arn:aws:ses:eu-west-1:111122223333:identity/shop.example\"] }"
        ),
        fixed: Self.stack(
          "{ actions: [dynamodb:PutItem], on: [tables.orders, \"arn:aws:ses:eu-west-1:111122223333:identity/shop.example\"] }"
        ),
        files: Self.code),
      .good(Self.stack("{ actions: dynamodb:PutItem, on: tables.orders }"), files: Self.code),
      // What `send` calls is not known.
      .good(
        Self.stack("{ actions: dynamodb:*Item, on: tables.orders }"),
        files: [
          "src/app.py": "from company import send\n\n\ndef handler(event, context):\n    send(event)\n"
        ]),
    ])

  private static func stack(_ statement: String) -> String {
    "functions:\n  intake:\n    runtime: python3.13\n    handler: app.handler\n    code: src\n    role: roles.intake\n"
      + "    environment: { ORDERS: \"${tables.orders.name}\" }\ntables:\n  orders: { key: { id: string } }\n"
      + "roles:\n  intake:\n    trusts: lambda.amazonaws.com\n    allow:\n      - \(statement)\n"
      + "    managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]\n"
  }

  private static let code = [
    "src/app.py":
      "import os\nimport boto3\n\n\ndef handler(event, context):\n    boto3.client(\"dynamodb\").put_item(TableName=os.environ[\"ORDERS\"], Item={\"id\": {\"S\": \"1\"}})\n"
  ]
}

extension Check {
  static let roleAllowsMoreThanUsed = Check(.roleAllowsMoreThanUsed) { context, findings in
    let permissions = PermissionContext(context)
    let hasCalls = context.calls.values.contains { !$0.calls.isEmpty }
    let grants = permissions.writtenGrants.filter { $0.allActions == nil && (hasCalls || $0.hasWildcard) }
    guard !grants.isEmpty else { return }
    let all = RoleDemands(permissions)
    for grant in grants {
      guard case .known(let demands, let hasCalls) = all.answer(for: grant.roles, owner: grant.owner),
        let narrowing = StatementNarrowing(grant, demands, permissions)
      else { continue }
      // Code without calls may be yet to be written.
      guard hasCalls || !narrowing.used.isEmpty else { continue }
      if let surplus = Surplus(narrowing, demands, hasCalls: hasCalls) {
        findings.report(.roleAllowsMoreThanUsed(grant, surplus, narrowing, context))
      }
    }
  }
}

extension WrittenGrant {
  fileprivate var hasWildcard: Bool {
    everything != nil || actions.contains { $0.value.holds(anyOf: "*?") }
  }
}

/// What a statement has too much of.
private enum Surplus {
  /// A pattern of actions, of which some are used.
  case pattern(Spanned<String>, of: Int, used: [String])
  /// `*`, where resources can be named.
  case resource(Span, [String])
  /// An action of a service that is not used.
  case service(Spanned<String>)

  init?(_ narrowing: StatementNarrowing, _ demands: [RoleDemand], hasCalls: Bool) {
    let grant = narrowing.grant
    for action in grant.actions where action.value.holds(anyOf: "*?") {
      let all = IAMAction.matching(action.value)
      let used = narrowing.actions(of: action.value)
      if used.count < all.count {
        self = .pattern(action, of: all.count, used: used)
        return
      }
    }
    let services = Set(demands.map { $0.action.prefix { $0 != ":" }.lowercased() })
    for action in grant.actions where hasCalls {
      let service = action.value.prefix { $0 != ":" }.lowercased()
      guard IAMAction.named(action.value) != nil, !services.contains(service), !Self.silent.contains(service) else {
        continue
      }
      self = .service(action)
      return
    }
    guard let everything = grant.everything, narrowing.namesResources, narrowing.fix != nil else { return nil }
    self = .resource(everything.span, narrowing.resources)
  }

  /// Services that Lambda, or a library that is not read, calls for a function: its logs, its traces, its network, its
  /// credentials.
  private static let silent: Set<String> = ["logs", "xray", "ec2", "sts"]
}

extension Diagnostic {
  fileprivate static func roleAllowsMoreThanUsed(
    _ grant: WrittenGrant, _ surplus: Surplus, _ narrowing: StatementNarrowing, _ context: CheckContext
  ) -> Diagnostic {
    let names = grant.names(context)
    let message: String
    let place: Span
    switch surplus {
    case .pattern(let pattern, let count, let used):
      let words =
        used.isEmpty
        ? "none of them is used"
        : "only \(used.map { "`\($0)`" }.joined(separator: ", ")) \(used.count == 1 ? "is" : "are") used"
      message = "`\(pattern.value)` gives \(names) \(count) actions, and \(words)"
      place = pattern.span
    case .resource(let span, let resources):
      let shown = resources.map { "`\($0)`" }.joined(separator: ", ")
      message = "\(names) may do this to every resource, and does it to \(shown) alone"
      place = span
    case .service(let action):
      message = "nothing that acts with \(names) uses `\(action.value.prefix { $0 != ":" })`"
      place = action.span
    }
    let fix = narrowing.fix
    return Diagnostic(
      .roleAllowsMoreThanUsed, message, at: place,
      notes: grant.roles.first.map { [.init("the role is declared here", at: $0.span)] } ?? [],
      consequences: ["whoever takes over what acts with the role can do the rest, too"],
      help: fix == nil
        ? [
          narrowing.used.isEmpty
            ? "remove the statement"
            : "name what is used: \(narrowing.spelled.map { "`\($0)`" }.joined(separator: ", "))"
        ] : [],
      fixes: fix.map { [$0] } ?? [])
  }
}
