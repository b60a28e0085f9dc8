import Diagnostics
import Source
import Template

extension Rule {
  static let severalInputs = Rule(
    "STK544", "several-inputs", .error, "a target that is told in two ways what it gets", limits: ["EVB-009"],
    why: """
      What a target gets is a fixed text, a part of the event, or made by a transformer: one of them. EventBridge refuses a \
      target with two.
      """,
    examples: [
      .bad(
        "rules:\n  daily: { schedule: rate(1 day), to: { target: queues.jobs, input: { a: 1 }, ↓inputPath: $.detail } }\nqueues:\n  jobs: {}\n"
      ),
      .good(
        "rules:\n  daily: { schedule: rate(1 day), to: { target: queues.jobs, inputPath: $.detail } }\nqueues:\n  jobs: {}\n"
      ),
    ])
}

extension Check {
  static let severalInputs = Check(.severalInputs) { context, findings in
    for rule in context.resources("AWS::Events::Rule") {
      for target in rule["Targets"]?.list ?? [] {
        let given = ["Input", "InputPath", "InputTransformer"].compactMap { target.map?.entry($0) }
          .filter { !$0.value.isNoValue && $0.value.intrinsic?.function != .ifElse }.sorted { $0.keySpan < $1.keySpan }
        guard given.count > 1, let first = given.first, let second = given.dropFirst().first else { continue }
        findings.report(
          Diagnostic(
            .severalInputs, "`\(context.written(second))` cannot stand beside `\(context.written(first))`",
            at: second.keySpan, notes: [.init("`\(context.written(first))` is given here", at: first.keySpan)],
            consequences: [
              "EventBridge refuses it: \"Only one of Input, InputPath, or InputTransformer must be provided for target\""
            ], help: ["keep one of them"]))
      }
    }
  }
}
