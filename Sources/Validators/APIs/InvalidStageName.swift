import Diagnostics
import Patterns
import Source
import Template

extension Rule {
  static let invalidStageName = Rule(
    "STK567", "invalid-stage-name", .error, "the name of an API's stage that API Gateway refuses", limits: ["AG2-028"],
    why: """
      A stage's name stands in the API's address. It has letters, digits, hyphens and underscores only, at most 128 of them, \
      or is `$default`; API Gateway refuses any other.
      """,
    examples: [
      .bad(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: http, stage: ↓v1.0, routes: { GET /orders: functions.f } }\n",
        files: Samples.handler),
      .good(
        "functions:\n  f: { \(Samples.function) }\napis:\n  shop: { protocol: http, stage: v1, routes: { GET /orders: functions.f } }\n",
        files: Samples.handler),
    ])
}

extension Check {
  static let invalidStageName = Check(.invalidStageName) { context, findings in
    guard let most = CheckContext.limit("AG2-028"), let form = Pattern.compiled("^[A-Za-z0-9_-]+$") else { return }
    for stage in context.resources("AWS::ApiGatewayV2::Stage") {
      guard let value = stage["StageName"], let name = context.resolver.literal(value), name != "$default",
        !form.matches(name) || name.utf8.count > most
      else { continue }
      findings.report(
        Diagnostic(
          .invalidStageName, "`\(name)` cannot be the name of a stage", at: value.span,
          consequences: ["API Gateway refuses it: \"Stage name only allows a-zA-Z0-9_-\""],
          help: ["use at most \(most) letters, digits, hyphens and underscores, or `$default`"]))
    }
  }
}
