import Diagnostics
import Source
import Template

extension Rule {
  static let provisionedOnLatest = Rule(
    "STK531", "provisioned-on-latest", .error, "provisioned concurrency for code that is not published",
    limits: ["LAM-045"],
    why: """
      Lambda keeps environments ready for a published version only, since the code of `$LATEST` may change at any time. It \
      refuses provisioned concurrency for an alias of `$LATEST`.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function), aliases: { live: { version: ↓$LATEST, provisionedConcurrency: 2 } } }\n",
        fixed:
          "functions:\n  f: { \(Samples.function), aliases: { live: { version: latest, provisionedConcurrency: 2 } } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function), aliases: { live: { version: latest, provisionedConcurrency: 2 } } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let provisionedOnLatest = Check(.provisionedOnLatest) { context, findings in
    for alias in context.resources("AWS::Lambda::Alias") {
      guard let provisioned = alias.properties.entry("ProvisionedConcurrencyConfig"),
        let version = alias["FunctionVersion"],
        context.resolver.literal(version) == "$LATEST"
      else { continue }
      var diagnostic = Diagnostic(
        .provisionedOnLatest, "`$LATEST` cannot have provisioned concurrency", at: version.span,
        notes: [.init("asked for here", at: provisioned.keySpan)],
        consequences: [
          "Lambda refuses it: \"Provisioned Concurrency Configs cannot be applied to unpublished function versions\""
        ])
      if alias.origin == .derived {
        diagnostic.fixes = [
          .replace(version.span, with: "latest", title: "publish a version of this code", safe: false)
        ]
      } else {
        diagnostic.help = ["publish a version, and let the alias name that"]
      }
      findings.report(diagnostic)
    }
  }
}
