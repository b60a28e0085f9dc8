import Diagnostics
import Source
import Template

extension Rule {
  static let duplicateTargetID = Rule(
    "STK542", "duplicate-target-id", .error, "two targets of a rule with one id",
    why:
      "The id tells a rule's targets apart. With two of one id EventBridge refuses the targets, or keeps only one of them.",
    examples: [
      .bad(
        "queues:\n  jobs: {}\nrules:\n  daily:\n    schedule: rate(1 day)\n    to: queues.jobs\n    properties:\n      Targets:\n        - { Id: jobs, Arn: \"${queues.jobs.arn}\" }\n        - { Id: ↓jobs, Arn: \"${queues.jobs.arn}\", Input: \"{}\" }\n"
      ),
      .good(
        "rules:\n  daily: { schedule: rate(1 day), to: [queues.jobs, queues.all] }\nqueues:\n  jobs: {}\n  all: {}\n"),
    ])
}

extension Check {
  static let duplicateTargetID = Check(.duplicateTargetID) { context, findings in
    for rule in context.resources("AWS::Events::Rule") {
      var first: [String: Span] = [:]
      for target in rule["Targets"]?.list ?? [] {
        guard let value = target["Id"], let id = context.resolver.literal(value) else { continue }
        if let earlier = first[id] {
          findings.report(
            Diagnostic(
              .duplicateTargetID, "`\(rule.label)` has two targets `\(id)`", at: value.span,
              notes: [.init("the other one", at: earlier)],
              consequences: ["EventBridge refuses them, or keeps only one"],
              help: ["give it another id"]))
        } else {
          first[id] = value.span
        }
      }
    }
  }
}
