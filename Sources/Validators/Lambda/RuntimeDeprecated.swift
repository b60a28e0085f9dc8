import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let runtimeDeprecated = Rule(
    "STK538", "runtime-deprecated", .warning, "a runtime that is no longer supported", limits: ["LAM-123"],
    why: """
      From its deprecation on, a runtime gets no security fixes and AWS gives no help with it. Some time after that, Lambda \
      refuses to create functions with it, and later to update them.
      """,
    examples: [
      .bad(
        "functions:\n  f: { runtime: ↓python3.13, handler: app.f, code: src }\n", files: Samples.handler,
        options: ["--today", "2029-07-15"]),
      .good(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n", files: Samples.handler,
        options: ["--today", "2026-11-24"]),
    ])
}

extension Check {
  static let runtimeDeprecated = Check(.runtimeDeprecated) { context, findings in
    for function in context.resources("AWS::Lambda::Function") {
      guard let value = function["Runtime"], let runtime = context.resolver.literal(value).flatMap(LambdaRuntime.named),
        let day = runtime.deprecatedOn, day <= context.today,
        !(runtime.createBlockedOn.map { $0 <= context.today } ?? false)
      else { continue }
      var diagnostic = Diagnostic(
        .runtimeDeprecated, "`\(runtime.name)` has not been supported since \(day)", at: value.span)
      diagnostic.consequences = ["it gets no security fixes"]
      if let block = runtime.createBlockedOn {
        diagnostic.consequences.append("from \(block) on Lambda refuses to create functions with it")
      }
      diagnostic.offerSuccessor(of: runtime, at: value, context)
      findings.report(diagnostic)
    }
  }
}

extension Diagnostic {
  /// Offers the newest runtime of the same language.
  mutating func offerSuccessor(of runtime: LambdaRuntime, at value: Value, _ context: CheckContext) {
    guard let name = runtime.successor, let successor = LambdaRuntime.named(name),
      !successor.isDeprecated(on: context.today)
    else { return }
    if let text = context.rewritten(value, text: name) {
      fixes = [.replace(value.span, with: text, title: "change to `\(name)`, the newest of its language", safe: false)]
    } else {
      help = ["move to `\(name)`, the newest of its language"]
    }
  }
}
