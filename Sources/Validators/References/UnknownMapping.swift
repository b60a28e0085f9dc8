import Diagnostics
import Source
import Template

extension Rule {
  static let unknownMapping = Rule(
    "STK317", "unknown-mapping", .error, "`Fn::FindInMap` looks up what the mappings do not have",
    why: """
      CloudFormation rejects the template: `Template error: Mapping named '…' is not present in the 'Mappings' section of \
      template`, or `Unable to get mapping for …`, unless a default value is given ("Fn::FindInMap", AWS CloudFormation \
      Template Reference).
      """,
    examples: [
      .bad("queues:\n  jobs: { delay: !FindInMap [↓Delays, prod, seconds] }\n"),
      .good("queues:\n  jobs: { delay: 10s }\n"),
    ])
}

extension Check {
  static let unknownMapping = Check(.unknownMapping) { context, findings in
    for use in context.uses.calls where use.call.function == .findInMap && use.call.argument(3) == nil {
      if let finding = Diagnostic.unknownMapping(use.call, context.template.mappings) { findings.report(finding) }
    }
  }
}

extension Diagnostic {
  /// Nil where all that is written out is there; a key that a parameter gives is not judged.
  static func unknownMapping(_ call: Intrinsic, _ mappings: ValueMap) -> Diagnostic? {
    let levels = ["mapping", "top-level key", "second-level key"]
    var here = mappings
    for (index, level) in levels.enumerated() {
      guard let value = call.argument(index), let key = value.scalarText else { return nil }
      if let next = here[key] {
        here = next.map ?? ValueMap()
        continue
      }
      let owner = index == 0 ? "the template" : call.argument(index - 1)?.scalarText.map { "`\($0)`" } ?? "the mapping"
      var diagnostic = Diagnostic(.unknownMapping, "\(owner) has no \(level) `\(key)`", at: value.span)
      if let nearest = Spelling.nearest(to: key, in: here.entries.map(\.key)) {
        diagnostic.label = "did you mean `\(nearest)`?"
        diagnostic.fixes = [.replace(value.span, with: nearest, title: "change to `\(nearest)`", safe: true)]
      }
      return diagnostic
    }
    return nil
  }
}
