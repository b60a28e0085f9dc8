import Diagnostics
import Source
import Template

extension Rule {
  static let unusedMapping = Rule(
    "STK334", "unused-mapping", .warning, "a mapping that nothing looks up",
    why:
      "A mapping does nothing by itself. Often the `Fn::FindInMap` that should read it was forgotten, or names another.",
    examples: [
      .bad(
        "Mappings:\n  ↓Delays: { dev: { seconds: 5 } }\nResources:\n  Jobs: { Type: AWS::SQS::Queue }\n",
        file: "template.yaml"),
      .good(
        "Mappings:\n  Delays: { dev: { seconds: 5 } }\nResources:\n  Jobs: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: !FindInMap [Delays, dev, seconds] } }\n",
        file: "template.yaml"),
    ])
}

extension Check {
  static let unusedMapping = Check(.unusedMapping) { context, findings in
    // What is included may look it up.
    guard !context.template.mappings.isEmpty, !context.template.resources.isEmpty,
      context.template.includedParts.isEmpty
    else { return }
    var used = context.template.namesUsed
    var isAnyUsed = false
    for use in context.uses.calls where use.call.function == .findInMap {
      if let name = use.call.argument(0)?.string { used.insert(name) } else { isAnyUsed = true }
    }
    guard !isAnyUsed else { return }
    for entry in context.template.mappings.entries where !used.contains(entry.key) {
      findings.report(
        Diagnostic(
          .unusedMapping, "nothing looks the mapping `\(entry.key)` up", at: entry.keySpan,
          help: ["read it with `Fn::FindInMap`, or leave it out"]))
    }
  }
}
