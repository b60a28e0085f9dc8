import Diagnostics
import Source
import Template

extension Rule {
  static let equalsConstant = Rule(
    "STK337", "equals-constant", .warning, "a comparison whose result is always the same",
    why: """
      Both sides of `Fn::Equals` are written out, so that the condition never changes. Often one of them should have been a \
      `Ref`.
      """,
    examples: [
      .bad(
        "conditions:\n  isProd: !Equals ↓[stage, prod]\nqueues:\n  jobs: { condition: isProd }\n"),
      .good(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  jobs: { condition: isProd }\n"
      ),
    ])
}

extension Check {
  static let equalsConstant = Check(.equalsConstant) { context, findings in
    for condition in context.template.conditions.entries {
      condition.value.forEachCall { call, _ in
        guard call.function == .equals, let left = call.argument(0)?.scalarText,
          let right = call.argument(1)?.scalarText
        else { return }
        findings.report(
          Diagnostic(
            .equalsConstant, "this is always \(left == right ? "true" : "false")", at: call.argument.span,
            help: ["compare with `!Ref` of a parameter"]))
      }
    }
  }
}
