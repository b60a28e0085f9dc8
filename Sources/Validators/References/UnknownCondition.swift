import Diagnostics
import Source
import Template

extension Rule {
  static let unknownCondition = Rule(
    "STK315", "unknown-condition", .error, "a condition that the template does not have",
    why: """
      CloudFormation rejects the template: `Unresolved condition dependency … in the Conditions block of the template`, \
      or `Template error: resource … refers to undefined condition`.
      """,
    examples: [
      .bad(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  audit: { condition: ↓isPrd }\n  jobs: { condition: isProd }\n",
        fixed:
          "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  audit: { condition: isProd }\n  jobs: { condition: isProd }\n"
      ),
      .bad("queues:\n  jobs: { delay: !If [↓isProd, 10, 0] }\n"),
      .good(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  audit: { condition: isProd }\n"
      ),
    ])
}

extension Check {
  static let unknownCondition = Check(.unknownCondition) { context, findings in
    let known = context.template.conditions.entries.map(\.key)
    let names = Set(known)
    for use in context.conditionUses where !names.contains(use.text) {
      var diagnostic = Diagnostic(.unknownCondition, "there is no condition `\(use.text)`", at: use.span)
      if let nearest = Spelling.nearest(to: use.text, in: known) {
        diagnostic.label = "did you mean `\(nearest)`?"
        diagnostic.fixes = [.replace(use.span, with: nearest, title: "change to `\(nearest)`", safe: true)]
      } else {
        diagnostic.help = ["declare it under `conditions`"]
      }
      findings.report(diagnostic)
    }
  }
}
