import Diagnostics
import Source
import Template

extension Rule {
  static let unusedCondition = Rule(
    "STK321", "unused-condition", .warning, "a condition that nothing uses",
    why: """
      A condition does nothing by itself. Often the `condition:` of a resource was forgotten, and the resource is made \
      everywhere.
      """,
    examples: [
      .bad(
        "parameters:\n  stage: { default: dev }\nconditions:\n  ↓isProd: !Equals [!Ref stage, prod]\nqueues:\n  jobs: {}\n"
      ),
      .good(
        "parameters:\n  stage: { default: dev }\nconditions:\n  isProd: !Equals [!Ref stage, prod]\nqueues:\n  jobs: { condition: isProd }\n"
      ),
    ])
}

extension Check {
  static let unusedCondition = Check(.unusedCondition) { context, findings in
    guard !context.template.conditions.isEmpty, context.incomplete.isEmpty else { return }
    let used = Set(context.conditionUses.map(\.text)).union(context.template.namesUsed)
    for entry in context.template.conditions.entries where !used.contains(entry.key) {
      findings.report(
        Diagnostic(
          .unusedCondition, "nothing uses the condition `\(entry.key)`", at: entry.keySpan,
          help: ["name it in `condition:` of a resource or in `!If`, or leave it out"]))
    }
  }
}
