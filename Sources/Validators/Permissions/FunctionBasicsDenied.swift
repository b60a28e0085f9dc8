import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let functionBasicsDenied = Rule(
    "STK704", "function-basics-denied", .warning, "a named role without what every function needs",
    limits: ["LAM-023"],
    why: """
      A function writes its logs, sends its traces and enters a VPC with its execution role. Without the log permissions \
      it runs, and nobody can see how; without those of the network AWS refuses to make it.
      """,
    examples: [
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src, role: ↓roles.worker }\n"
          + "roles:\n  worker: { trusts: lambda.amazonaws.com }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src, role: roles.worker }\n"
          + "roles:\n  worker:\n    trusts: lambda.amazonaws.com\n    managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
    ])
}

extension Check {
  static let functionBasicsDenied = Check(.functionBasicsDenied) { context, findings in
    let permissions = PermissionContext(context)
    for function in context.resources("AWS::Lambda::Function") {
      guard let role = permissions.role(of: function), let entry = function.properties.entry("Role"),
        !context.incomplete.contains(role.logicalID), !context.incomplete.contains(function.logicalID)
      else { continue }
      for basic in FunctionBasic.all where basic.applies(function, context) {
        let need = RoleNeed(
          holder: function, role: role, actions: basic.actions, resource: basic.resource(function, context),
          target: basic.target, subject: .everything, isPull: false)
        let missing = need.missing(permissions)
        if !missing.isEmpty {
          findings.report(.functionBasicsDenied(basic, need, missing, at: entry.value.span, permissions))
        }
      }
    }
  }
}

/// Something that Lambda does for a function with its role.
struct FunctionBasic: Sendable {
  /// The row of the wire table.
  let wire: String
  /// What it is for, in a message.
  let purpose: String
  /// What AWS does without it.
  let consequence: String
  let severity: Severity
  /// What the statement is written for.
  let target: String
  let applies: @Sendable (Resource, CheckContext) -> Bool
  let resource: @Sendable (Resource, CheckContext) -> PartialText

  /// The actions that are always needed.
  var actions: [String] {
    WirePermission.for(wire: wire).filter { $0.side == .role && $0.when == "always" }.flatMap(\.actions)
  }

  static let all: [FunctionBasic] = [
    FunctionBasic(
      wire: "function-logs", purpose: "write its logs", consequence: "the function runs without logs",
      severity: .warning, target: "*", applies: { _, _ in true }, resource: { logGroup($0, $1) }),
    FunctionBasic(
      wire: "function-network", purpose: "enter its VPC",
      consequence:
        "AWS refuses to make it: \"The provided execution role does not have permissions to call CreateNetworkInterface on EC2\"",
      severity: .error, target: "*", applies: { function, _ in function["VpcConfig"] != nil },
      resource: { _, _ in "*" }),
    FunctionBasic(
      wire: "function-tracing", purpose: "send its traces", consequence: "the traces are dropped", severity: .warning,
      target: "*",
      applies: { function, context in
        function["TracingConfig"]?["Mode"].flatMap(context.resolver.literal) == "Active"
      }, resource: { _, _ in "*" }),
  ]

  /// The ARN of the log group's streams.
  private static func logGroup(_ function: Resource, _ context: CheckContext) -> PartialText {
    if let group = function["LoggingConfig"]?["LogGroup"], let id = context.reader.resource(namedBy: group),
      let resource = context.template[id], let arn = context.resolver.arn(of: resource)
    {
      return arn
    }
    var arn: PartialText = "arn:"
    for (name, text) in [
      ("AWS::Partition", ":logs:"), ("AWS::Region", ":"), ("AWS::AccountId", ":log-group:/aws/lambda/"),
    ] {
      arn.append(context.resolver.text(.ref(name, function.span)) ?? "*")
      arn.append(.literal(text))
    }
    arn.append(context.resolver.physicalName(of: function))
    arn.append(.literal(":*"))
    return arn
  }
}

extension Diagnostic {
  static func functionBasicsDenied(
    _ basic: FunctionBasic, _ need: RoleNeed, _ missing: [String], at span: Span, _ permissions: PermissionContext
  ) -> Diagnostic {
    let offer = RoleOffer(role: need.role, lacks: [need.lack(missing)], permissions: permissions).offer()
    let actions = missing.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .functionBasicsDenied, "`\(need.holder.label)` cannot \(basic.purpose): its role lacks \(actions)", at: span,
      severity: basic.severity, notes: [.init("the role is declared here", at: need.role.span)],
      consequences: [basic.consequence], help: offer.help, fixes: offer.fixes,
      limits: basic.wire == "function-network" ? ["LAM-023"] : [])
  }
}
