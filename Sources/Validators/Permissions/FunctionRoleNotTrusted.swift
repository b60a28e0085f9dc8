import Diagnostics
import Policy
import Source
import Template

extension Rule {
  static let functionRoleNotTrusted = Rule(
    "STK705", "function-role-not-trusted", .error, "a function's role that Lambda may not assume",
    why: """
      Lambda runs a function with its execution role, and must be trusted by it to assume it. AWS refuses to create the \
      function: `The role defined for the function cannot be assumed by Lambda` ("Lambda execution role", AWS Lambda \
      Developer Guide).
      """,
    examples: [
      .bad(
        "functions:\n  work: { runtime: python3.13, handler: app.f, code: src, role: ↓roles.work }\nroles:\n  work: { trusts: events.amazonaws.com, managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole] }\n",
        fixed:
          "functions:\n  work: { runtime: python3.13, handler: app.f, code: src, role: roles.work }\nroles:\n  work: { trusts: [events.amazonaws.com, lambda.amazonaws.com], managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole] }\n",
        files: ["src/app.py": "def f(event, context): pass\n"], options: ["--ignore", "STK7"]),
      .bad(
        "functions:\n  work: { runtime: python3.13, handler: app.f, code: src, role: ↓roles.work }\nroles:\n  work: { trusts: lamda.amazonaws.com, managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole] }\n",
        fixed:
          "functions:\n  work: { runtime: python3.13, handler: app.f, code: src, role: roles.work }\nroles:\n  work: { trusts: lambda.amazonaws.com, managed: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole] }\n",
        files: ["src/app.py": "def f(event, context): pass\n"], options: ["--ignore", "STK7", "--ignore", "STK865"]),
      .good(
        "functions:\n  work: { runtime: python3.13, handler: app.f, code: src, role: roles.work }\nroles:\n  work: { trusts: lambda.amazonaws.com }\n",
        files: ["src/app.py": "def f(event, context): pass\n"], options: ["--ignore", "STK7"]),
    ])
}

extension Check {
  static let functionRoleNotTrusted = Check(.functionRoleNotTrusted) { context, findings in
    let permissions = PermissionContext(context)
    for function in context.resources("AWS::Lambda::Function") {
      guard let value = function["Role"], let id = context.reader.resource(namedBy: value),
        let role = context.resource(id), role.type == "AWS::IAM::Role", context.isWhole(role),
        let document = role["AssumeRolePolicyDocument"]
      else { continue }
      let outcome = permissions.decideTrust(TrustPolicy.lambda, role: role, for: function).outcome
      guard outcome == .implicitDeny || outcome == .explicitDeny else { continue }
      findings.report(.functionRoleNotTrusted(function, role, at: value.span, document, context))
    }
  }
}

extension Diagnostic {
  fileprivate static func functionRoleNotTrusted(
    _ function: Resource, _ role: Resource, at span: Span, _ document: Value, _ context: CheckContext
  ) -> Diagnostic {
    let trust = TrustPolicy(context.resolver.document(document))
    let isNamed = trust?.admits(TrustPolicy.lambda) ?? false
    let names = (trust?.services ?? []).map { "`\($0.name)`" }.joined(separator: ", ")
    var diagnostic = Diagnostic(
      .functionRoleNotTrusted,
      "`\(context.called(function))` cannot run with `\(context.called(role))`, which does not trust Lambda", at: span,
      notes: [
        .init(
          isNamed
            ? "its condition, or a statement that denies, keeps Lambda out"
            : names.isEmpty ? "it trusts no service" : "it trusts \(names)",
          at: trust?.services.first?.span ?? document.span)
      ],
      consequences: [
        "AWS refuses to create the function: `The role defined for the function cannot be assumed by Lambda`"
      ],
      help: ["let the role trust `\(TrustPolicy.lambda)`"])
    // A misspelled name is put right where it stands.
    let misspelled = trust?.services.first {
      ServicePrincipals.meant(by: $0.name) == TrustPolicy.lambda && context.sources.text($0.span) == $0.name
    }
    if let misspelled {
      diagnostic.fixes = [
        .replace(misspelled.span, with: TrustPolicy.lambda, title: "change to `\(TrustPolicy.lambda)`", safe: true)
      ]
      return diagnostic
    }
    if let fix = TrustOffer(role: role, service: TrustPolicy.lambda, sources: context.sources).fix {
      diagnostic.fixes = [fix]
      return diagnostic
    }
    guard let trust, !isNamed, trust.services.count == 1, let only = trust.services.first,
      context.sources.text(only.span) == only.name
    else {
      return diagnostic
    }
    diagnostic.fixes = [
      .replace(
        only.span, with: "[\(only.name), \(TrustPolicy.lambda)]", title: "trust `\(TrustPolicy.lambda)` too",
        safe: false)
    ]
    return diagnostic
  }
}
