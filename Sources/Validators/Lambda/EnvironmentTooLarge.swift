import Diagnostics
import Source
import Template

extension Rule {
  static let environmentTooLarge = Rule(
    "STK522", "environment-too-large", .error, "environment variables that are too large together", limits: ["LAM-012"],
    why: """
      The names and values of a function's environment variables may have 4 KB together; Lambda refuses to create the \
      function with more. Larger settings belong into a file of the code, a parameter of Systems Manager or a secret.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function), environment: ↓{ A1: \"" + String(repeating: "x", count: 2048)
          + "\", B1: \""
          + String(repeating: "y", count: 2048) + "\" } }\n", files: Samples.handler),
      .good("functions:\n  f: { \(Samples.function), environment: { STAGE: dev } }\n", files: Samples.handler),
    ])
}

extension Check {
  static let environmentTooLarge = Check(.environmentTooLarge) { context, findings in
    guard let most = CheckContext.limit("LAM-012") else { return }
    for function in context.resources("AWS::Lambda::Function") {
      guard let variables = function.environment, let map = variables.map else { continue }
      // A value that is not known counts for nothing: what is known must be too much by itself.
      let size = map.entries.reduce(0) { size, entry in
        size + entry.key.utf8.count + (context.resolver.text(entry.value)?.knownBytes ?? 0)
      }
      guard size > most else { continue }
      findings.report(
        Diagnostic(
          .environmentTooLarge, "the environment of `\(function.label)` has \(size) bytes, and Lambda takes \(most)",
          at: variables.span,
          consequences: [
            "Lambda refuses it: \"Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit\""
          ],
          help: ["keep large settings in the code, in a parameter of Systems Manager or in a secret"]))
    }
  }
}

extension Resource {
  /// A function's environment variables.
  var environment: Value? { self["Environment"]?["Variables"] }
}

extension PartialText {
  /// The bytes of the parts that are known.
  fileprivate var knownBytes: Int {
    parts.reduce(0) { size, part in if case .literal(let text) = part { size + text.utf8.count } else { size } }
  }
}
