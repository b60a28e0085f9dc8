import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let reservedVariable = Rule(
    "STK523", "reserved-variable", .error, "an environment variable whose name Lambda keeps for itself",
    limits: ["LAM-014"],
    why: """
      Lambda sets some environment variables of every function by itself, such as `AWS_REGION`, and refuses a function \
      that sets them. The code can read them without that.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function), environment: { ↓AWS_REGION: eu-central-1 } }\n", files: Samples.handler
      ),
      .good(
        "functions:\n  f: { \(Samples.function), environment: { TARGET_REGION: eu-central-1 } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  /// The variables that Lambda sets itself.
  static let reservedVariables: Set<String> =
    if case .list(let names)? = ServiceLimit.id("LAM-014")?.value { Set(names) } else { [] }

  static let reservedVariable = Check(.reservedVariable) { context, findings in
    for function in context.resources("AWS::Lambda::Function") {
      for entry in function.environment?.map?.entries ?? [] where reservedVariables.contains(entry.key) {
        findings.report(
          Diagnostic(
            .reservedVariable, "`\(entry.key)` is kept for Lambda itself", at: entry.keySpan,
            consequences: [
              "Lambda refuses it: \"Reserved keys used in this request: \(entry.key)\""
            ], help: ["choose another name; the code can read `\(entry.key)` as Lambda sets it"]))
      }
    }
  }
}
