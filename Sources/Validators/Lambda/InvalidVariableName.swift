import Diagnostics
import Patterns
import Source
import Spec
import Template

extension Rule {
  static let invalidVariableName = Rule(
    "STK524", "invalid-variable-name", .error, "an environment variable whose name Lambda does not take",
    limits: ["LAM-013"],
    why: """
      The name of an environment variable starts with a letter, has at least two characters, and letters, digits and \
      underscores only. Lambda refuses the function otherwise.
      """,
    examples: [
      .bad("functions:\n  f: { \(Samples.function), environment: { ↓log-level: info } }\n", files: Samples.handler),
      .bad("functions:\n  f: { \(Samples.function), environment: { ↓X: info } }\n", files: Samples.handler),
      .good("functions:\n  f: { \(Samples.function), environment: { LOG_LEVEL: info } }\n", files: Samples.handler),
    ])
}

extension Check {
  static let invalidVariableName = Check(.invalidVariableName) { context, findings in
    let functions = context.resources("AWS::Lambda::Function")
    guard !functions.isEmpty, let limit = ServiceLimit.id("LAM-013"), case .text(let form) = limit.value,
      let pattern = Pattern.compiled("^(?:\(form))$")
    else { return }
    for function in functions {
      for entry in function.environment?.map?.entries ?? []
      where !pattern.matches(entry.key) && !reservedVariables.contains(entry.key) {
        findings.report(
          Diagnostic(
            .invalidVariableName, "`\(entry.key)` cannot be the name of an environment variable", at: entry.keySpan,
            consequences: ["Lambda refuses it: \"Member must satisfy regular expression pattern: \(form)\""],
            help: ["use at least two letters, digits and underscores, a letter first"]))
      }
    }
  }
}
