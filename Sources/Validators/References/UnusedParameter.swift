import Diagnostics
import Source
import Template

extension Rule {
  static let unusedParameter = Rule(
    "STK320", "unused-parameter", .warning, "a parameter that nothing uses",
    why: """
      Whoever deploys the stack is asked for a value that changes nothing. Often the reference to it was forgotten, and the \
      stack has a fixed value where it should have this one.
      """,
    examples: [
      .bad("parameters:\n  ↓stage: { default: dev }\nqueues:\n  jobs: {}\n"),
      .good("parameters:\n  stage: { default: dev }\nqueues:\n  jobs: { name: \"jobs-${parameters.stage}\" }\n"),
    ])
}

extension Check {
  static let unusedParameter = Check(.unusedParameter) { context, findings in
    // A stack file without resources is a part of a stack, or the beginning of one.
    guard context.template.isWrittenAsTemplate || !context.template.resources.isEmpty else { return }
    // What is included may use them.
    guard !context.template.parameters.isEmpty, context.template.includedParts.isEmpty else { return }
    var used: Set<String> = [StackTemplate.artifactBucket, StackTemplate.artifactPrefix]
    used.formUnion(context.template.namesUsed)
    for use in context.uses.references { used.insert(use.reference.target.text) }
    for rule in context.template.rules.entries { rule.value.forEachReference { used.insert($0.target.text) } }
    for parameter in context.template.parameters where !used.contains(parameter.name.text) {
      let name = parameter.name
      // A use in a value that could not be read is one all the same.
      guard !context.sources.mentions("parameters.\(name.text)") else { continue }
      findings.report(
        Diagnostic(
          .unusedParameter, "nothing uses the parameter `\(name.text)`", at: name.span,
          help: ["use it with `${parameters.\(name.text)}` or `!Ref \(name.text)`, or leave it out"]))
    }
  }
}

extension SourceMap {
  /// Whether a text stands in one of the files.
  fileprivate func mentions(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return true }
    return files.contains { file in
      let bytes = file.bytes
      guard bytes.count >= wanted.count else { return false }
      return (0...(bytes.count - wanted.count)).contains { start in
        bytes[start] == first && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
      }
    }
  }
}
