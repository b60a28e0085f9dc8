import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let runtimeBlocked = Rule(
    "STK539", "runtime-blocked", .error, "a runtime that Lambda no longer creates functions with", limits: ["LAM-123"],
    why: """
      Lambda refuses to create functions with a runtime some time after its deprecation, and later to update them: the \
      stack cannot be deployed to a new place, and in the end not at all.
      """,
    examples: [
      .bad(
        "functions:\n  f: { runtime: ↓python3.6, handler: app.f, code: src }\n",
        fixed: "functions:\n  f: { runtime: python3.14, handler: app.f, code: src }\n", files: Samples.handler,
        options: ["--today", "2026-11-24"]),
      .good("functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n", files: Samples.handler),
    ])
}

extension Check {
  static let runtimeBlocked = Check(.runtimeBlocked) { context, findings in
    for function in context.resources("AWS::Lambda::Function") {
      guard let value = function["Runtime"], let runtime = context.resolver.literal(value).flatMap(LambdaRuntime.named)
      else { continue }
      findings.report(runtime: runtime, at: value, context)
    }
  }
}

extension Findings {
  fileprivate mutating func report(runtime: LambdaRuntime, at value: Value, _ context: CheckContext) {
    let message: String
    let consequence: String
    if let day = runtime.updateBlockedOn, day <= context.today {
      message = "Lambda has neither created nor updated functions with `\(runtime.name)` since \(day)"
      consequence = "the deployment fails, also that of a stack which has the function already"
    } else if let day = runtime.createBlockedOn, day <= context.today {
      message = "Lambda has not created functions with `\(runtime.name)` since \(day)"
      consequence =
        runtime.updateBlockedOn.map { "the deployment of a new stack fails; from \($0) on, that of any" }
        ?? "the deployment of a new stack fails"
    } else {
      return
    }
    var diagnostic = Diagnostic(
      .runtimeBlocked, message, at: value.span,
      consequences: [
        consequence,
        "Lambda says: \"The runtime parameter of \(runtime.name) is no longer supported for creating or updating AWS Lambda functions\"",
      ])
    diagnostic.offerSuccessor(of: runtime, at: value, context)
    report(diagnostic)
  }
}
